import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { countedText, numberText } from "../app/numbers";
import styles from "./data-table.module.css";
import { ExportButton, type Exported } from "./export-button";

/** Where a page of a list stands, and how to come to the others. */
export interface Paging {
  /** How many rows match: "12,480", "more than 10,000"; undefined where nobody has counted. */
  readonly count?: string | undefined;
  /** Goes to the page before; undefined on the first one. */
  readonly onPrevious?: (() => void) | undefined;
  /** Goes to the next page; undefined on the last one. */
  readonly onNext?: (() => void) | undefined;
}

/** The line below a table. */
export function DataTableFooter({
  shown,
  count,
  onPrevious,
  onNext,
  exported,
}: Paging & { readonly shown: number; readonly exported?: Exported | undefined }): ReactNode {
  return (
    <div className={styles.footer}>
      <span>
        {countedText(shown, "row")}
        {count === undefined ? "" : ` of ${count}`}
      </span>
      {exported !== undefined && <ExportButton {...exported} />}
      <Button disabled={onPrevious === undefined} onClick={onPrevious}>
        Previous
      </Button>
      <Button disabled={onNext === undefined} onClick={onNext}>
        Next
      </Button>
    </div>
  );
}

/** Puts the count of a list into words. */
export function countText(
  count: { value: number; relation: "exact" | "atLeast" } | undefined,
): string | undefined {
  if (count === undefined) return undefined;
  const number = numberText(count.value);
  return count.relation === "exact" ? number : `more than ${number}`;
}
