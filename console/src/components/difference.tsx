import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { codeWords } from "../api/code-words";
import type { components } from "../api/schema";
import { countedText, numberText } from "../app/numbers";
import { FEATURE_WORDS, REASON_NAMES } from "./access-words";
import { DataTable } from "./data-table";
import styles from "./difference.module.css";
import { PersonLink } from "./person-link";

/** The difference between two states of access: before and after a change, or at two moments. */
export type AccessDifference = components["schemas"]["AccessDifference"];
type Person = AccessDifference["value"][number];

interface DifferenceProps {
  readonly difference: AccessDifference;
  /** The people of the pages that were loaded; those of the difference if omitted. */
  readonly people?: readonly Person[];
  /** True for what has happened, between two moments of the past. */
  readonly isPast?: boolean;
  /** Loads more people; undefined when all are shown, or when there is no way to ask for more. */
  readonly onMore?: (() => void) | undefined;
}

/** Who loses and who gets access, by name and with the reasons, and what becomes of seats, roles and mails. */
export function Difference({
  difference,
  people = difference.value,
  isPast = false,
  onMore,
}: DifferenceProps): ReactNode {
  const { loses, gains, changes } = difference;
  const facts = factsOf(difference);
  const total = loses + gains + changes;
  return (
    <div className={styles.difference}>
      <MessageBar intent={loses > 0 ? "warning" : "info"} layout="multiline">
        <MessageBarBody>{sentenceOf(difference, isPast)}</MessageBarBody>
      </MessageBar>
      {people.length > 0 && <People people={people} />}
      {people.length < total && (
        <p className={styles.more}>
          The first {people.length} of {numberText(total)} are shown.{" "}
          {onMore !== undefined && (
            <Button size="small" onClick={onMore}>
              Show more
            </Button>
          )}
        </p>
      )}
      {facts.length > 0 && (
        <ul className={styles.facts}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function sentenceOf({ loses, gains, changes }: AccessDifference, isPast: boolean): string {
  const [lose, get, change] = isPast
    ? ["lost access", "got access", "changed in another way"]
    : ["would lose access", "would get access", "would change in another way"];
  const parts = [
    ...(loses > 0 ? [`${peopleOf(loses)} ${lose}`] : []),
    ...(gains > 0 ? [`${peopleOf(gains)} ${get}`] : []),
    ...(changes > 0 ? [`the access of ${peopleOf(changes)} ${change}`] : []),
  ];
  if (parts.length === 0) return isPast ? "Nobody's access changed." : "Nobody's access would change.";
  const text = parts.join(", ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function peopleOf(count: number): string {
  return countedText(count, "person", "people");
}

/** What follows besides access, a line each. */
function factsOf({ seats, roles, mails }: AccessDifference): string[] {
  return [
    ...seats.map(
      ({ partNumber, availableBefore, availableAfter, served, waiting }) =>
        `${partNumber}: ${availableBefore} seats available before, ${availableAfter} after` +
        (served > 0 ? `; ${peopleOf(served)} now waiting would get one` : "") +
        (waiting > 0 ? `; ${peopleOf(waiting)} would begin to wait` : ""),
    ),
    ...roles.map(
      ({ instance, role, added, removed }) =>
        `Role ${role} in ${instance}: ${[added > 0 ? `${added} get it` : "", removed > 0 ? `${removed} lose it` : ""].filter(Boolean).join(", ")}`,
    ),
    ...Object.entries(mails).map(([kind, count]) => `Mails (${kind}): ${numberText(count)}`),
  ];
}

function accessOf({ change, after }: Person): string {
  if (change === "loses") return "Loses access";
  if (change === "gains") return "Gets access";
  return after.features === "none" ? "Has none, as before" : "Keeps access";
}

function People({ people }: { readonly people: readonly Person[] }): ReactNode {
  return (
    <div className={styles.people}>
      <DataTable
        label="People whose access changes"
        rows={people}
        rowId={({ id, instance }) => `${id} ${instance.id}`}
        empty={null}
        columns={[
          {
            id: "person",
            header: "Person",
            cell: ({ id, displayName, userName }) => (
              <PersonLink id={id} userName={userName} displayName={displayName} tab="access" />
            ),
          },
          { id: "instance", header: "Instance", cell: ({ instance }) => instance.name },
          { id: "change", header: "Access", cell: accessOf },
          { id: "why", header: "Why", cell: whyOf },
        ]}
      />
    </div>
  );
}

/** Returns what of a person's access is not as before. */
function whyOf({ before, after, change, rolesAdded, rolesRemoved }: Person): string {
  const came = after.reasons.filter((code) => !before.reasons.includes(code));
  const went = before.reasons.filter((code) => !after.reasons.includes(code));
  const parts = [
    ...came.map((code) => REASON_NAMES[code]),
    ...went.map((code) => `no longer: ${REASON_NAMES[code]}`),
    ...(before.accessMode === after.accessMode ? [] : [codeWords(after.accessMode)]),
    ...rolesAdded.map((role) => `gets ${role}`),
    ...rolesRemoved.map((role) => `loses ${role}`),
  ];
  if (parts.length > 0) return parts.join("; ");
  return change === "loses" ? "" : FEATURE_WORDS[after.features];
}
