import { Button } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useRef, useState } from "react";
import { useNotices } from "../../app/notices";
import { FEATURE_WORDS, REASON_NAMES } from "../../components/access-words";
import { CopyButton } from "../../components/copy-field";
import { Moment, withLocalTimes } from "../../components/moment";
import { CausedBy } from "./caused-by";
import { Chain } from "./chain";
import styles from "./explained-access.module.css";
import { RemedyButton } from "./remedy-button";
import { RemedyDialog } from "./remedy-dialog";
import { isHarmless, remedyForm } from "./remedy-words";
import { type Access, CHECK_NAMES, type Check, isRefusing, type Reason, STATE_WORDS } from "./words";

interface ExplainedAccessProps {
  readonly access: Access;
  /** The display name of the user, if it is known. */
  readonly name?: string | undefined;
}

/** Why a user can or cannot sign in to an instance: the chain of checks, and what to do about each broken link. */
export function ExplainedAccess({ access, name = access.userName }: ExplainedAccessProps): ReactNode {
  const queries = useQueryClient();
  const [isDoingAll, setIsDoingAll] = useState(false);
  const notices = useNotices();
  const list = useRef<HTMLUListElement>(null);
  const prefix = useId();
  const { checks = [], reasons } = access;
  const refusing = reasons.filter(isRefusing);
  const all = refusing.flatMap(({ actions = [] }) =>
    actions
      .filter((remedy) => remedy.permitted && remedyForm(remedy) === "none" && !isHarmless(remedy))
      .slice(0, 1),
  );
  const refresh = (): void => void queries.invalidateQueries();
  const open = (check: Check["check"]): void => {
    const item = list.current?.querySelector<HTMLElement>(`[data-check="${check}"]`);
    item?.scrollIntoView({ block: "nearest" });
    item?.focus();
  };
  return (
    <section aria-labelledby={`${prefix}-head`}>
      <div className={styles.head} data-can={canOf(access)}>
        <h2 id={`${prefix}-head`} className={styles.headline} aria-live="polite">
          {headline(access, name)}
        </h2>
        <p className={styles.aside}>{subline(access, refusing)}</p>
        <div className={styles.buttons}>
          {all.length > 1 && (
            <Button appearance="primary" onClick={() => setIsDoingAll(true)}>
              Do these {all.length} at once
            </Button>
          )}
          <CopyButton text={asText(access, name)} label="Copy as text" />
          <Button onClick={() => window.print()}>Print</Button>
        </div>
      </div>
      <Chain checks={checks} onOpen={open} />
      <ul className={styles.reasons} ref={list}>
        {checks
          .filter(({ state, reasons: own }) => own.length > 0 || state === "pending")
          .flatMap(({ check, reasons: own }) =>
            own.map((code) => {
              const reason = reasons.find((one) => one.code === code);
              return reason === undefined ? null : (
                <ReasonItem key={code} {...{ access, check, reason, onDone: refresh }} />
              );
            }),
          )}
      </ul>
      <Facts access={access} />
      {isDoingAll && (
        <RemedyDialog
          title={`Do these ${all.length}`}
          access={access}
          remedies={all}
          onClose={() => setIsDoingAll(false)}
          onDone={() => {
            setIsDoingAll(false);
            notices.done("All was done");
            refresh();
          }}
        />
      )}
    </section>
  );
}

interface ReasonItemProps {
  readonly access: Access;
  readonly check: Check["check"];
  readonly reason: Reason;
  readonly onDone: () => void;
}

function ReasonItem({ access, check, reason, onDone }: ReasonItemProps): ReactNode {
  const { code, nextStep, changedBy, actions = [] } = reason;
  return (
    <li className={styles.reason} data-check={check} tabIndex={-1}>
      <h3 className={styles.title}>
        <span>
          {isRefusing(reason) ? `${CHECK_NAMES[check]}: ` : "Note: "}
          {REASON_NAMES[code]}
        </span>
        {changedBy !== undefined && (
          <span className={styles.since}>
            since <Moment at={changedBy.time} />
          </span>
        )}
      </h3>
      <p className={styles.text}>{withLocalTimes(nextStep)}</p>
      {changedBy !== undefined && <CausedBy cause={changedBy} />}
      {actions.length > 0 && (
        <div className={styles.buttons}>
          {actions.map((remedy, index) => (
            <RemedyButton
              key={remedy.operationId}
              {...{ access, remedy, onDone }}
              isPrimary={index === 0 && isRefusing(reason)}
            />
          ))}
        </div>
      )}
    </li>
  );
}

function Facts({ access }: { readonly access: Access }): ReactNode {
  const { accessMode, businessUnit, roles, license, securityGroup, lastSyncedAt, problems = [] } = access;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Access mode", accessMode],
    ["Business unit", businessUnit],
    ["Security roles", roles.length === 0 ? "None" : roles.map(({ name }) => name).join(", ")],
    [
      "License",
      license && `${license.partNumber}, ${license.state === "none" ? "not assigned" : license.state}`,
    ],
    ["Seats available", license?.seatsAvailable],
    [
      "Security group",
      securityGroup && `${securityGroup.name ?? securityGroup.id} (${memberWord(securityGroup.member)})`,
    ],
    ["Last synchronized", lastSyncedAt === undefined ? "Never" : <Moment key="synced" at={lastSyncedAt} />],
    ["Problems of the record", problems.length === 0 ? undefined : problems.join("; ")],
  ];
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function memberWord(member: "direct" | "nested" | "no"): string {
  return { direct: "direct member", nested: "only in a nested group", no: "not a member" }[member];
}

function canOf({ apiAccess, checks = [] }: Access): "yes" | "soon" | "no" {
  if (apiAccess) return "yes";
  return checks.some(({ state }) => state === "failed") ? "no" : "soon";
}

function headline(access: Access, name: string): string {
  const { canSignIn, apiAccess, instance } = access;
  if (canSignIn) return `${name} can sign in to ${instance.displayName}`;
  if (apiAccess) return `${name} can use the API of ${instance.displayName}`;
  if (canOf(access) === "soon") return `${name} cannot sign in to ${instance.displayName} yet`;
  return `${name} cannot sign in to ${instance.displayName}`;
}

function subline(access: Access, refusing: readonly Reason[]): ReactNode {
  const [first] = refusing;
  const since = access.since !== undefined && (
    <>
      {" "}
      Since <Moment at={access.since} />.
    </>
  );
  if (first === undefined || access.apiAccess) {
    return (
      <>
        {access.accessMode}: {FEATURE_WORDS[access.features]}.{since}
      </>
    );
  }
  const count = refusing.length === 1 ? "One thing is missing" : `${refusing.length} things are missing`;
  return (
    <>
      {count}. {refusing.length > 1 && "First: "}
      {withLocalTimes(first.nextStep)}
      {since}
    </>
  );
}

/** Returns the answer as text, for a ticket. */
function asText(access: Access, name: string): string {
  const lines = (access.checks ?? []).map(
    ({ check, state }) => `- ${CHECK_NAMES[check]}: ${STATE_WORDS[state]}`,
  );
  const steps = access.reasons.map(({ code, nextStep }) => `* ${REASON_NAMES[code]} (${code}): ${nextStep}`);
  return [`${headline(access, name)} (${access.userName})`, ...lines, ...steps].join("\n");
}
