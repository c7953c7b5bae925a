import { Button, Field, Input, Spinner } from "@fluentui/react-components";
import { type FormEvent, type ReactNode, useState } from "react";
import { type ApiProblem, asProblem } from "../../api/problem";
import { useSessionState } from "../../app/session";
import { ProblemBar } from "../../components/problem-bar";
import styles from "./sign-in.module.css";

/** The form that asks for user name and password. */
export function SignInForm({ userName: known = "" }: { readonly userName?: string }): ReactNode {
  const { signIn } = useSessionState();
  const [userName, setUserName] = useState(known);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setIsBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    signIn({ userName, password, ...tenantOfAddress() })
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setIsBusy(false));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label="User name" required>
        <Input
          value={userName}
          autoComplete="username"
          autoFocus={known === ""}
          onChange={(_event, { value }) => setUserName(value)}
        />
      </Field>
      <Field label="Password" required>
        <Input
          type="password"
          value={password}
          autoComplete="current-password"
          autoFocus={known !== ""}
          onChange={(_event, { value }) => setPassword(value)}
        />
      </Field>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <Button
        type="submit"
        appearance="primary"
        disabled={isBusy}
        icon={isBusy ? <Spinner size="tiny" /> : null}
      >
        Sign in
      </Button>
    </form>
  );
}

/** The tenant that the address names, `?tenant=contoso`; without, the server takes the default one. */
function tenantOfAddress(): { tenant?: string } {
  const tenant = new URLSearchParams(location.search).get("tenant");
  return tenant === null ? {} : { tenant };
}
