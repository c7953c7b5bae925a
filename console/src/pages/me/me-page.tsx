import { Badge, Button, Field, Input, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { useSession, useSessionState } from "../../app/session";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { CopyButton } from "../../components/copy-field";
import { type Column, DataTable } from "../../components/data-table";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import styles from "./me.module.css";

/** What everybody sees of their own account: licenses, what they may use and why not, sessions, password. */
export function MePage(): ReactNode {
  const { user, roles, tenant } = useSession();
  return (
    <Page title="My account" lead="What you have here, and what you may use.">
      <dl className={styles.facts}>
        <Fact label="Name">{user.displayName ?? user.userName}</Fact>
        <Fact label="User name">{user.userName}</Fact>
        <Fact label="Organization">{tenant}</Fact>
        <Fact label="Administrator roles">{roles.length === 0 ? "none" : roles.join(", ")}</Fact>
        <Licenses />
      </dl>
      <h2 className={styles.section}>What may I use?</h2>
      <OwnAccess />
      <h2 className={styles.section}>Where I am signed in</h2>
      <Sessions />
      <h2 className={styles.section}>Password</h2>
      <ChangePassword />
    </Page>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Licenses(): ReactNode {
  const { data } = useQuery({ queryKey: ["portal"], queryFn: () => body(api.GET("/portal/v1/me")) });
  if (data === undefined) return null;
  const names = data.licenses.map(({ skuPartNumber, status }) =>
    status === "error" ? `${String(skuPartNumber)} (waiting for a seat)` : String(skuPartNumber),
  );
  return <Fact label="Licenses">{names.length === 0 ? "none" : names.join(", ")}</Fact>;
}

/** Each instance with the decision and, where one cannot enter, what is missing and whom to ask. */
function OwnAccess(): ReactNode {
  const { user } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ["portal", "access"],
    queryFn: () => body(api.GET("/portal/v1/access")),
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  if (data.value.length === 0) return <p className={styles.quiet}>There is no CRM instance yet.</p>;
  return (
    <ul className={styles.instances}>
      {data.value.map(({ instance, canSignIn, accessMode, reasons }) => {
        const missing = reasons.filter(({ effect }) => effect !== "explains");
        const steps = missing.map(({ nextStep }) => nextStep);
        const request = `I (${user.userName}) cannot sign in to ${instance}. ${steps.join(" ")}`;
        return (
          <li key={instance}>
            <div className={styles.head}>
              <h3>{instance}</h3>
              <Badge appearance="tint" color={canSignIn ? "success" : "warning"}>
                {canSignIn ? `You can sign in, ${accessMode}` : "You cannot sign in"}
              </Badge>
            </div>
            {!canSignIn && (
              <>
                <ul>
                  {missing.map(({ code, nextStep }) => (
                    <li key={code}>{nextStep}</li>
                  ))}
                </ul>
                <p className={styles.quiet}>
                  Ask your administrator: <CopyButton text={request} label="Copy a message" />
                </p>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface OwnSession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt?: string;
  readonly expiresAt: string;
  readonly userAgent?: string;
  readonly isCurrent: boolean;
}

function Sessions(): ReactNode {
  const { signOut } = useSessionState();
  const { data, error, refetch } = useQuery({
    queryKey: ["sessions"],
    queryFn: () => body(api.GET("/admin/v1/sessions")),
  });
  const endAll = async (): Promise<void> => {
    await api.DELETE("/admin/v1/sessions");
    await signOut().catch(() => undefined);
    window.location.reload();
  };
  return (
    <>
      <DataTable
        label="Sessions"
        columns={COLUMNS}
        rows={data?.value}
        rowId={({ id }) => id}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        empty={null}
      />
      <ConfirmDialog
        trigger={<Button className={styles.after}>Sign out everywhere</Button>}
        title="Sign out everywhere?"
        action="Sign out everywhere"
        onConfirm={endAll}
      >
        All your sessions end, this one too.
      </ConfirmDialog>
    </>
  );
}

const COLUMNS: readonly Column<OwnSession>[] = [
  {
    id: "agent",
    header: "Where",
    cell: ({ userAgent, isCurrent }) => (
      <>
        {userAgent === undefined ? "A program with a session token" : browserOf(userAgent)}{" "}
        {isCurrent && <Badge appearance="tint">This one</Badge>}
      </>
    ),
  },
  { id: "since", header: "Since", width: "10rem", cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    id: "used",
    header: "Last used",
    width: "10rem",
    cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? "not known" : <Moment at={lastUsedAt} />),
  },
  { id: "ends", header: "Ends", width: "10rem", cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
  { id: "end", header: "Sign out", width: "7rem", cell: (session) => <EndSession {...session} /> },
];

function EndSession({ id, isCurrent, userAgent = "a program" }: OwnSession): ReactNode {
  const notices = useNotices();
  const queries = useQueryClient();
  if (isCurrent) return null;
  const end = (): void => {
    api
      .DELETE("/admin/v1/sessions/{id}", { params: { path: { id } } })
      .then(() => queries.invalidateQueries({ queryKey: ["sessions"] }))
      .then(() => notices.done("The session was ended"))
      .catch(notices.failed);
  };
  return (
    <Button size="small" aria-label={`Sign out of ${browserOf(userAgent)}`} onClick={end}>
      Sign out
    </Button>
  );
}

/** Names the browser and system of a user agent, where it is one of the usual ones. */
function browserOf(agent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(agent)?.[1];
  if (browser === undefined) return agent.slice(0, 60);
  const name = { Edg: "Edge", OPR: "Opera" }[browser] ?? browser;
  return system === undefined ? name : `${name} on ${system === "Mac OS X" ? "macOS" : system}`;
}

function ChangePassword(): ReactNode {
  const { user, tenant } = useSession();
  const { signIn } = useSessionState();
  const notices = useNotices();
  const [oldPassword, setOld] = useState("");
  const [newPassword, setNew] = useState("");
  const [problem, setProblem] = useState<ApiProblem>();
  const [isBusy, setIsBusy] = useState(false);
  const change = async (): Promise<void> => {
    const { userName } = user;
    await api.POST("/admin/v1/sessions/password", { body: { userName, tenant, oldPassword, newPassword } });
    // All sessions have ended, this one too.
    await signIn({ userName, tenant, password: newPassword });
    setOld("");
    setNew("");
    notices.done("Your password was changed, and your other sessions have ended");
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    change()
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setIsBusy(false));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>All your other sessions end when you change it.</MessageBarBody>
      </MessageBar>
      <input type="text" autoComplete="username" value={user.userName} readOnly hidden />
      <Field label="Current password" required>
        <Input
          type="password"
          autoComplete="current-password"
          value={oldPassword}
          onChange={(_event, { value }) => setOld(value)}
        />
      </Field>
      <Field label="New password" required hint="Long is better than complicated.">
        <Input
          type="password"
          autoComplete="new-password"
          value={newPassword}
          onChange={(_event, { value }) => setNew(value)}
        />
      </Field>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <div>
        <Button
          type="submit"
          appearance="primary"
          disabled={isBusy || oldPassword === "" || newPassword === ""}
        >
          Change password
        </Button>
      </div>
    </form>
  );
}
