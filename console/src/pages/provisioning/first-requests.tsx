import { MessageBar, MessageBarBody, MessageBarTitle, Spinner } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useLive } from "../../app/live";
import { useNotices } from "../../app/notices";
import { AppLink } from "../../components/app-link";
import { Moment } from "../../components/moment";
import { ProblemBar } from "../../components/problem-bar";
import { useActivity } from "./connections";
import type { LogEntry } from "./log-words";
import type { Provider } from "./providers";
import styles from "./provisioning.module.css";

/** How long silence is normal, in milliseconds. */
const PATIENCE = 120_000;

/** How far a first connection has come, and by which requests. */
const MILESTONES: readonly { readonly label: string; readonly isReached: (entry: LogEntry) => boolean }[] = [
  { label: "The provider has reached the server", isReached: () => true },
  { label: "It has authenticated", isReached: ({ status }) => status !== 401 },
  {
    label: "It has tested the connection",
    isReached: ({ operation, status }) =>
      ["search", "discovery", "read"].includes(operation) && status !== 401,
  },
  { label: "The first user has come", isReached: (entry) => isCreated(entry, "User") },
  { label: "The first group has come", isReached: (entry) => isCreated(entry, "Group") },
];

function isCreated({ operation, resourceType, status }: LogEntry, type: string): boolean {
  return (
    (operation === "create" && resourceType === type && status < 300) ||
    (operation === "bulk" && status < 300)
  );
}

interface FirstRequestsProps {
  readonly name: string;
  /** ISO 8601. */
  readonly since: string;
  readonly expected: Provider;
}

/** Watches the first requests of a new connection, and says what goes wrong where it goes wrong. */
export function FirstRequests({ name, since, expected }: FirstRequestsProps): ReactNode {
  const queries = useQueryClient();
  const key = ["first-requests", name, since];
  const own = useQuery({
    queryKey: [...key, "own"],
    queryFn: () =>
      body(api.GET("/admin/v1/provisioning-log", { params: { query: { connection: name, since } } })),
  });
  const refused = useQuery({
    queryKey: [...key, "refused"],
    queryFn: () =>
      body(api.GET("/admin/v1/provisioning-log", { params: { query: { status: "401", since, limit: 20 } } })),
  });
  useLive(["provisioning"], () => void queries.invalidateQueries({ queryKey: key }));
  const requests = (own.data?.value ?? []).toReversed();
  const strangers = (refused.data?.value ?? []).filter(
    ({ connection }) => connection === undefined || connection === name,
  );
  const all = [...strangers, ...requests].toSorted((a, b) => a.time.localeCompare(b.time));
  const error = own.error ?? refused.error;
  return (
    <>
      {error !== null && <ProblemBar problem={asProblem(error)} />}
      <Milestones entries={all} />
      <Silence since={since} isSilent={all.length === 0} />
      {requests.length === 0 && strangers.length > 0 && <Rejected entries={strangers} />}
      {requests.length > 0 && <Findings name={name} entries={requests} expected={expected} />}
    </>
  );
}

function Milestones({ entries }: { readonly entries: readonly LogEntry[] }): ReactNode {
  const notices = useNotices();
  const reached = MILESTONES.map(({ isReached }) => entries.find(isReached));
  const last = MILESTONES[reached.findLastIndex((entry) => entry !== undefined)]?.label;
  useEffect(() => {
    if (last !== undefined) notices.announce(last);
  }, [last, notices]);
  return (
    <ol className={styles.watch} aria-label="Progress">
      {MILESTONES.map(({ label }, index) => {
        const entry = reached[index];
        const isNext = entry === undefined && reached.slice(index).every((other) => other === undefined);
        return (
          <li key={label} data-done={entry !== undefined || undefined}>
            <span className={styles.mark} aria-hidden>
              {entry === undefined ? "◌" : "✔"}
            </span>
            <span>{label}</span>
            {entry === undefined ? (
              <span className={styles.quiet}>
                {isNext && index === reached.filter(Boolean).length ? (
                  <Spinner size="extra-tiny" label="waiting" />
                ) : (
                  "not yet"
                )}
              </span>
            ) : (
              <span className={styles.quiet}>
                <Moment at={entry.time} />
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Requests that were refused while none of this connection came: most likely the provider's, with a wrong token. */
function Rejected({ entries }: { readonly entries: readonly LogEntry[] }): ReactNode {
  const [entry] = entries;
  if (entry === undefined) return null;
  const { credential, address, userAgent, time } = entry;
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {credential === undefined
            ? "A request came without a token"
            : "A request came with a token that is not valid"}
        </MessageBarTitle>{" "}
        <Moment at={time} />
        {credential !== undefined && (
          <>
            , <code>{credential}</code>
          </>
        )}
        {address !== undefined && `, from ${address}`}
        {userAgent !== undefined && `, client ${userAgent}`}.{" "}
        {credential === undefined
          ? "Put the token into the provider, as a bearer token."
          : "Compare its beginning with that of the token above: was it pasted whole, without a space or a line end?"}{" "}
        <AppLink to="/provisioning/log?status=401&since=1h">Open in the log</AppLink>
      </MessageBarBody>
    </MessageBar>
  );
}

interface FindingsProps {
  readonly name: string;
  readonly entries: readonly LogEntry[];
  readonly expected: Provider;
}

/** What the first requests tell: who it is, what failed, what was left out. */
function Findings({ name, entries, expected }: FindingsProps): ReactNode {
  const activity = useActivity().data?.get(name);
  const failures = entries.filter(({ status }) => status >= 400 && status !== 404);
  const ignored = [...new Set(entries.flatMap((entry) => entry.ignored ?? []))];
  const isOther =
    activity !== undefined &&
    activity.confidence >= 0.8 &&
    expected.client !== "generic" &&
    !activity.client.includes(expected.name);
  const link = `/provisioning/log?connection=${encodeURIComponent(name)}`;
  return (
    <>
      {isOther && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>It seems to be {activity.client}</MessageBarTitle> You chose {expected.name}. The
            preset of the connection can be changed on its page.
          </MessageBarBody>
        </MessageBar>
      )}
      {failures.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              {failures.length === 1 ? "A request has failed" : `${failures.length} requests have failed`}
            </MessageBarTitle>{" "}
            {failures.at(-1)?.reason ?? failures.at(-1)?.code}{" "}
            <AppLink to={`${link}&status=400-599`}>Open in the log</AppLink>
          </MessageBarBody>
        </MessageBar>
      )}
      {ignored.length > 0 && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>Sent, but in no schema</MessageBarTitle> {ignored.join(", ")} is left out. Remove
            it from the mapping, or add an extension schema.
          </MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.buttons}>
        <AppLink to={`/provisioning/connections/${encodeURIComponent(name)}`}>Open the connection</AppLink>
        <AppLink to={link}>All its requests</AppLink>
        <AppLink to="/groups">Next: which groups give licenses and access</AppLink>
      </div>
    </>
  );
}

/** What to check when nothing has come for a while. */
function Silence({ since, isSilent }: { readonly since: string; readonly isSilent: boolean }): ReactNode {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  if (!isSilent || now - Date.parse(since) < PATIENCE) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Nothing has come yet</MessageBarTitle> Check that a firewall lets the provider in,
        that the address ends in <code>/scim/v2</code>, and that provisioning was started. Microsoft Entra ID
        sends every 40 minutes; Provision on demand sends at once.
      </MessageBarBody>
    </MessageBar>
  );
}
