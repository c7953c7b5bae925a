import type { ReactNode } from "react";
import { Moment } from "./moment";
import styles from "./timeline.module.css";

/** Something that happened. */
export interface TimelineEvent {
  readonly id: string;
  readonly at: string;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly tone?: "good" | "bad";
}

/** Shows what happened, the latest first. */
export function Timeline({ events }: { readonly events: readonly TimelineEvent[] }): ReactNode {
  return (
    <ol className={styles.timeline}>
      {events.map(({ id, at, title, detail, tone }) => (
        <li key={id} data-tone={tone}>
          <span className={styles.at}>
            <Moment at={at} />
          </span>
          <div>
            <div className={styles.title}>{title}</div>
            {detail !== undefined && <div className={styles.detail}>{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
