import { Button, Field, Input, Spinner } from "@fluentui/react-components";
import { type FormEvent, type ReactNode, useState } from "react";
import { send } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { type Credentials, useSessionState } from "../../app/session";
import { ProblemBar } from "../../components/problem-bar";
import styles from "./sign-in.module.css";

/** The form that asks for user name and password, and for a new password where the given one is temporary. */
export function SignInForm({ userName: known = "" }: { readonly userName?: string }): ReactNode {
  const [userName, setUserName] = useState(known);
  const [password, setPassword] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const { problem, isBusy, submit } = useSignIn({ userName, password, newPassword });
  const mustChange = problem?.code === "PASSWORD_CHANGE_REQUIRED" || newPassword !== "";
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
      <Field label={mustChange ? "Temporary password" : "Password"} required>
        <Input
          type="password"
          value={password}
          autoComplete="current-password"
          autoFocus={known !== ""}
          onChange={(_event, { value }) => setPassword(value)}
        />
      </Field>
      {mustChange && (
        <Field label="New password" required hint="It replaces the temporary one.">
          <Input
            type="password"
            value={newPassword}
            autoComplete="new-password"
            onChange={(_event, { value }) => setNewPassword(value)}
          />
        </Field>
      )}
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

interface SignIn {
  readonly problem: ApiProblem | undefined;
  readonly isBusy: boolean;
  readonly submit: (event: FormEvent) => void;
}

/** Signs in, after the password has been changed where a new one is given. */
function useSignIn({ newPassword, ...given }: Credentials & { readonly newPassword: string }): SignIn {
  const { signIn } = useSessionState();
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setIsBusy] = useState(false);
  const run = async (): Promise<void> => {
    const { password, ...who } = { ...given, ...tenantOfAddress() };
    if (newPassword === "") return signIn({ ...who, password });
    await send("POST", "/admin/v1/sessions/password", { ...who, oldPassword: password, newPassword });
    return signIn({ ...who, password: newPassword });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsBusy(true);
    run()
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setIsBusy(false));
  };
  return { problem, isBusy, submit };
}

/** The tenant that the address names, `?tenant=contoso`; without, the server takes the default one. */
function tenantOfAddress(): { tenant?: string } {
  const tenant = new URLSearchParams(location.search).get("tenant");
  return tenant === null ? {} : { tenant };
}
