import { Button, Field, Input, Spinner } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { send } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { type Session, useSessionState } from "../../app/session";
import { ProblemBar } from "../../components/problem-bar";
import { EntryCard } from "./entry-card";
import styles from "./sign-in.module.css";

/** The fields of the first administrator. */
const FIELDS = [
  { name: "userName", label: "User name", type: "text", autoComplete: "username", isRequired: true },
  { name: "displayName", label: "Name", type: "text", autoComplete: "name", isRequired: false },
  { name: "email", label: "Email", type: "email", autoComplete: "email", isRequired: false },
  { name: "password", label: "Password", type: "password", autoComplete: "new-password", isRequired: true },
  {
    name: "again",
    label: "Password again",
    type: "password",
    autoComplete: "new-password",
    isRequired: true,
  },
] as const;

/** The secret of the link, which stands behind the # and is taken out of the address at once. */
function takeToken(): string {
  const token = location.hash.slice(1);
  if (token !== "") history.replaceState(history.state, "", location.pathname);
  return token;
}

/** Makes the first administrator, with the one-time link that the first start prints. */
export function SetupPage(): ReactNode {
  const [token] = useState(takeToken);
  return (
    <EntryCard title="Set up Usher">
      {token === "" ? (
        <p>
          Open the link that the server printed at its first start. For a new one, run{" "}
          <code>usher admin setup-link</code> on the server.
        </p>
      ) : (
        <>
          <p>You become the first global administrator. The link works once.</p>
          <SetupForm token={token} />
        </>
      )}
    </EntryCard>
  );
}

function SetupForm({ token }: { readonly token: string }): ReactNode {
  const { enter } = useSessionState();
  const navigate = useNavigate();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setIsBusy] = useState(false);
  const { again = "", ...account } = values;
  const isDifferent = again !== "" && again !== account["password"];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (again !== account["password"]) return;
    setIsBusy(true);
    const given = Object.entries(account).filter(([, value]) => value !== "");
    send<Session>("POST", "/console/setup", { setupToken: token, ...Object.fromEntries(given) })
      .then((session) => {
        enter(session);
        return navigate({ to: "/home" });
      })
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setIsBusy(false));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {FIELDS.map(({ name, label, type, autoComplete, isRequired }) => (
        <Field
          key={name}
          label={label}
          required={isRequired}
          {...(name === "again" && isDifferent && { validationMessage: "The passwords differ" })}
        >
          <Input
            type={type}
            autoComplete={autoComplete}
            value={values[name] ?? ""}
            onChange={(_event, { value }) => setValues({ ...values, [name]: value })}
          />
        </Field>
      ))}
      {problem !== undefined && <ProblemBar problem={problem} />}
      <Button
        type="submit"
        appearance="primary"
        disabled={isBusy}
        icon={isBusy ? <Spinner size="tiny" /> : null}
      >
        Create the administrator
      </Button>
    </form>
  );
}
