import type { ReactNode } from "react";
import { numberText } from "../app/numbers";
import styles from "./share-bar.module.css";

/** A part of a whole. */
export interface Share {
  readonly label: string;
  readonly value: number;
  readonly tone: "good" | "waiting" | "bad";
}

/** Shows how a whole divides, as a bar and in words: "52 can · 3 wait · 5 cannot". */
export function ShareBar({ shares }: { readonly shares: readonly Share[] }): ReactNode {
  const whole = shares.reduce((sum, { value }) => sum + value, 0);
  return (
    <div className={styles.shares}>
      <div className={styles.bar} aria-hidden>
        {whole > 0 &&
          shares.map(({ label, value, tone }) => (
            <span key={label} data-tone={tone} style={{ flexGrow: value }} hidden={value === 0} />
          ))}
      </div>
      <span className={styles.words}>
        {shares.map(({ label, value, tone }) => (
          <span key={label}>
            <i data-tone={tone} aria-hidden /> {numberText(value)} {label}
          </span>
        ))}
      </span>
    </div>
  );
}
