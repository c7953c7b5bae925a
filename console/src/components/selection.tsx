import { Button } from "@fluentui/react-components";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import styles from "./data-table.module.css";

/** Which rows of a list are selected. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** True when all rows that match are selected, also those of other pages. */
  readonly isAll: boolean;
  readonly select: (ids: Iterable<string>, isAll?: boolean) => void;
}

/**
 * Holds the selection of a list.
 * @param key - of what the list shows: its view and filters. Another one empties the selection
 */
export function useSelection(key: string): Selection {
  const [held, setHeld] = useState<Held>({ key, ...NOTHING });
  return useMemo(
    () => ({
      ...(held.key === key ? held : NOTHING),
      select: (ids, isAll = false) => setHeld({ key, ids: new Set(ids), isAll }),
    }),
    [held, key],
  );
}

/** What is selected, and of which list. */
interface Held {
  readonly key: string;
  readonly ids: ReadonlySet<string>;
  readonly isAll: boolean;
}

const NOTHING = { ids: new Set<string>(), isAll: false };

/** Adds a row to a selection, or takes it out. */
export function toggle({ ids, select }: Selection, id: string): void {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  select(next);
}

interface SelectPageProps {
  readonly selection: Selection;
  readonly ids: readonly string[];
}

/** The box in the head, which selects the page. */
export function SelectPage({ selection, ids }: SelectPageProps): ReactNode {
  const box = useRef<HTMLInputElement>(null);
  const count = ids.filter((id) => selection.ids.has(id)).length;
  const isFull = selection.isAll || (ids.length > 0 && count === ids.length);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = count > 0 && !isFull;
  }, [count, isFull]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label="Select all rows of this page"
      checked={isFull}
      onChange={() => selection.select(isFull ? [] : ids)}
    />
  );
}

interface SelectRowProps {
  readonly selection: Selection;
  readonly id: string;
  readonly name: string;
}

/** The box of a row. */
export function SelectRow({ selection, id, name }: SelectRowProps): ReactNode {
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={`Select ${name}`}
      checked={selection.isAll || selection.ids.has(id)}
      onChange={() => toggle(selection, id)}
    />
  );
}

interface SelectAllBarProps extends SelectPageProps {
  /** How many rows match; text where it is not exact. */
  readonly count: string | undefined;
}

/** Says how many rows are selected, and offers those of the other pages once the page is selected. */
export function SelectAllBar({ selection, ids, count }: SelectAllBarProps): ReactNode {
  const { isAll, select } = selection;
  if (!isAll && selection.ids.size === 0) return null;
  const isPage = ids.every((id) => selection.ids.has(id));
  return (
    <div className={styles.selected} role="status">
      {isAll ? `All ${count ?? ""} that match are selected.` : `${selection.ids.size} selected.`}
      {!isAll && isPage && count !== undefined && count !== String(ids.length) && (
        <Button size="small" appearance="transparent" onClick={() => select(ids, true)}>
          Select all {count} that match
        </Button>
      )}
      <Button size="small" appearance="transparent" onClick={() => select([])}>
        Clear the selection
      </Button>
    </div>
  );
}
