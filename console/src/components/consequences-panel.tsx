import { Badge, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { components } from "../api/schema";
import { AppLink } from "./app-link";
import styles from "./consequences-panel.module.css";

/** The difference that a change makes, as previews and the error `WOULD_SHUT_OUT` have it. */
export type Difference = components["schemas"]["AccessDifference"];
type PersonDifference = Difference["value"][number];

const CHANGES: Readonly<
  Record<PersonDifference["change"], { words: string; color: "danger" | "success" | "informative" }>
> = {
  loses: { words: "loses access", color: "danger" },
  gains: { words: "gets access", color: "success" },
  changes: { words: "changes", color: "informative" },
};

/** Shows what a change would do: who loses access and who gets it, which seats move. */
export function ConsequencesPanel({ difference }: { readonly difference: Difference }): ReactNode {
  const { loses, gains, seats, value, nextCursor } = difference;
  const facts = [...accessFacts(difference), ...seats.flatMap(seatFacts), ...mailFacts(difference)];
  const title =
    loses > 0 ? `${people(loses)} ${loses === 1 ? "loses" : "lose"} access` : "Nobody loses access";
  return (
    <div className={styles.panel}>
      <MessageBar intent={loses > 0 ? "warning" : gains > 0 ? "success" : "info"} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{title}</MessageBarTitle>{" "}
          {facts.length === 0 ? "Access and seats stay as they are." : facts.join(" ")}
        </MessageBarBody>
      </MessageBar>
      {value.length > 0 && (
        <ul className={styles.people}>
          {value.map((one) => (
            <PersonItem key={`${one.id} ${one.instance.id}`} person={one} />
          ))}
        </ul>
      )}
      {nextCursor !== undefined && (
        <p className={styles.more}>There are more; those who lose access come first.</p>
      )}
    </div>
  );
}

function PersonItem({ person }: { readonly person: PersonDifference }): ReactNode {
  const { id, userName, displayName, instance, change, before, after } = person;
  const { words, color } = CHANGES[change];
  const reasons = (change === "loses" ? after : change === "gains" ? before : after).reasons;
  return (
    <li>
      <AppLink to={`/users/${id}/account`}>{displayName ?? userName ?? id}</AppLink>
      <Badge appearance="tint" color={color}>
        {words}
      </Badge>
      <span className={styles.why}>
        {instance.name}
        {reasons.length > 0 && `: ${reasons.join(", ")}`}
      </span>
    </li>
  );
}

function accessFacts({ gains, changes }: Difference): string[] {
  return [
    ...(gains > 0 ? [`${people(gains)} ${gains === 1 ? "gets" : "get"} access.`] : []),
    ...(changes > 0 ? [`The access of ${people(changes)} changes in another way.`] : []),
  ];
}

function seatFacts(seat: Difference["seats"][number]): string[] {
  const { partNumber, assigned, released, served, waiting } = seat;
  const facts: readonly (readonly [number, string])[] = [
    [assigned, "assigned"],
    [released, "released"],
    [served, "given to people who wait"],
    [waiting, "wished for, and not there"],
  ];
  const words = facts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return words.length === 0 ? [] : [`Seats of ${partNumber}: ${words.join(", ")}.`];
}

function mailFacts({ mails }: Difference): string[] {
  const count = Object.values(mails).reduce((sum, one) => sum + one, 0);
  return count === 0 ? [] : [`${count} ${count === 1 ? "mail goes" : "mails go"} out.`];
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${new Intl.NumberFormat().format(count)} people`;
}
