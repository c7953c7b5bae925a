import { Button } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { AppLink } from "../../components/app-link";
import { CopyButton } from "../../components/copy-field";
import { Moment } from "../../components/moment";
import { type LogEntry, meaningOf, operationText, statusText } from "./log-words";
import styles from "./provisioning.module.css";

/** One request of a provider: what it means, its facts, and its bodies if they were logged. */
export function LogEntryDetails({
  entry,
  onClose,
}: {
  readonly entry: LogEntry;
  readonly onClose: () => void;
}): ReactNode {
  const { requestBody, responseBody, requestId } = entry;
  return (
    <section className={styles.details} aria-label="Details of the request">
      <div className={styles.detailsHead}>
        <h2>{operationText(entry)}</h2>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close details" onClick={onClose} />
      </div>
      <p>{meaningOf(entry)}</p>
      <dl className={styles.facts}>
        {factsOf(entry).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>Request id</dt>
          <dd>
            <code>{requestId}</code> <CopyButton text={requestId} label="Copy the request id" />
          </dd>
        </div>
      </dl>
      {requestBody !== undefined && <Body title="Request" text={requestBody} />}
      {responseBody !== undefined && <Body title="Response" text={responseBody} />}
      {requestBody === undefined && responseBody === undefined && (
        <p className={styles.quiet}>
          Bodies are not logged. To see them, run{" "}
          <code>usher log bodies on --connection {entry.connection ?? "NAME"} --for 30m</code> and let the
          provider repeat the request.
        </p>
      )}
    </section>
  );
}

function factsOf(entry: LogEntry): readonly (readonly [string, ReactNode])[] {
  const { resourceType, resourceId, connection, credential } = entry;
  const resource =
    resourceId === undefined ? undefined : resourceType === "User" ? (
      <AppLink to={`/users/${resourceId}/account`}>{resourceId}</AppLink>
    ) : (
      resourceId
    );
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Result", statusText(entry.status, entry.code)],
    ["Reason", entry.reason],
    ["Error", entry.detail],
    ["Time", <Moment key="time" at={entry.time} />],
    ["Connection", connection],
    [resourceType ?? "Resource", resource],
    ["Changed", joined(entry.changed)],
    ["Ignored", joined(entry.ignored)],
    ["Concerns", joined(entry.attributes)],
    ["Path", entry.path],
    ["Query", entry.query],
    ["Token", credential],
    ["Address", entry.address],
    ["Client", entry.userAgent],
    ["Duration", `${entry.durationMs} ms`],
  ];
  return facts.filter(([, value]) => value !== undefined && value !== "");
}

function joined(names: readonly string[] = []): string {
  return names.join(", ");
}

function Body({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <>
      <h3>{title}</h3>
      <pre className={styles.code} tabIndex={0} aria-label={title}>
        {pretty(text)}
      </pre>
    </>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
