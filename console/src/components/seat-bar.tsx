import type { ReactNode } from "react";
import { numberText } from "../app/numbers";
import styles from "./seat-bar.module.css";

interface SeatBarProps {
  readonly purchased: number;
  readonly assigned: number;
  /** Kept for people who are invited or were removed a moment ago. */
  readonly held?: number;
}

/** Shows the seats of a pool: assigned, held, free, as a bar and in words. */
export function SeatBar({ purchased, assigned, held = 0 }: SeatBarProps): ReactNode {
  const free = Math.max(0, purchased - assigned - held);
  const isNearlyFull = assigned + held >= purchased * 0.95;
  const words = [
    `${numberText(assigned)} of ${numberText(purchased)} assigned`,
    ...(held > 0 ? [`${numberText(held)} held`] : []),
    `${numberText(free)} available`,
  ].join(", ");
  return (
    <div className={styles.seats}>
      <svg
        className={styles.bar}
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        aria-hidden
        data-full={isNearlyFull}
      >
        <rect className={styles.free} width="100" height="8" />
        <rect className={styles.held} width={share(assigned + held, purchased)} height="8" />
        <rect className={styles.assigned} width={share(assigned, purchased)} height="8" />
      </svg>
      <span>{words}</span>
    </div>
  );
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(100, (100 * part) / whole);
}
