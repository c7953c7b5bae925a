import type { ReactNode } from "react";
import type { components } from "../../api/schema";
import styles from "../../components/lines.module.css";

/** How many changes are shown at once; the others are behind a button. */
const FEW = 3;

type Change = components["schemas"]["AuditChange"];

/** The changed attributes of an entry with their values before and after, as text. */
export function Changes({ entry }: { readonly entry: components["schemas"]["AuditEntry"] }): ReactNode {
  const { changed, changes = {}, facts = {}, erased } = entry;
  const lines = [
    ...changed.map((name) => `${shortName(name)}: ${erased ? "erased" : changeText(changes[name])}`),
    ...Object.entries(facts).map(([name, value]) => `${name}: ${valueText(value)}`),
  ];
  if (lines.length === 0) return "–";
  return (
    <div className={styles.code}>
      {lines.slice(0, FEW).map((line) => (
        <div key={line}>{line}</div>
      ))}
      {lines.length > FEW && (
        <details>
          <summary>{lines.length - FEW} more</summary>
          {lines.slice(FEW).map((line) => (
            <div key={line}>{line}</div>
          ))}
        </details>
      )}
    </div>
  );
}

/** Leaves the URN of an extension out. */
function shortName(name: string): string {
  return name.startsWith("urn:") ? name.slice(name.lastIndexOf(":") + 1) : name;
}

function changeText(change: Change = {}): string {
  const { before, after, added = [], removed = [] } = change;
  if (added.length > 0 || removed.length > 0) return `${added.length} added, ${removed.length} removed`;
  return `${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
