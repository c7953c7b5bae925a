import { CheckmarkCircleFilled, CircleRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { AppLink } from "../../components/app-link";
import { Card } from "../../components/card";
import styles from "./home.module.css";
import type { Overview } from "./home-page";

/** A step on the way to a running system. */
interface Step {
  readonly label: string;
  readonly to: string;
  readonly isDone: boolean;
}

function stepsOf({ findings, connections, users, seats, access }: Overview): readonly Step[] {
  const found = new Set<string>(findings.map(({ code }) => code));
  return [
    {
      label: "Connect a provider",
      to: "/provisioning/connect",
      isDone: connections.some(({ firstRequestAt }) => firstRequestAt !== undefined),
    },
    { label: "Let the first users come, or add one by hand", to: "/users/new", isDone: users.active > 1 },
    { label: "Buy licenses", to: "/licenses", isDone: seats.some(({ purchased }) => purchased > 0) },
    { label: "Let somebody in", to: "/access/reasons", isDone: access.some(({ can }) => can > 0) },
    {
      label: "Make a second global administrator",
      to: "/users/administrators",
      isDone: !found.has("SINGLE_GLOBAL_ADMIN") && !found.has("NO_GLOBAL_ADMIN"),
    },
  ];
}

/** The first steps, until all are done. */
export function SetupCard({ overview }: { readonly overview: Overview }): ReactNode {
  const steps = stepsOf(overview);
  if (steps.every(({ isDone }) => isDone)) return null;
  return (
    <Card title="Set up" isWide>
      <ol className={styles.list}>
        {steps.map(({ label, to, isDone }) => (
          <li key={label}>
            <span>
              {isDone ? <CheckmarkCircleFilled aria-label="done" /> : <CircleRegular aria-label="to do" />}{" "}
              {isDone ? label : <AppLink to={to}>{label}</AppLink>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
