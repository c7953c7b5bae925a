import type { KeyboardEvent } from "react";
import type { DataTableProps } from "./data-table";
import { toggle } from "./selection";

/** How far a key moves in a table; of keys that move to an end, infinity. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Returns the handler of the keys of a table: the arrows move, with Shift they select on the way; Space selects, Enter
 * opens, Ctrl+A selects the page. Keys inside of a cell's own buttons and fields are theirs.
 */
export function useRowKeys<Row>({
  rows = [],
  rowId,
  selection,
  onOpen,
}: Pick<DataTableProps<Row>, "rows" | "rowId" | "selection" | "onOpen">): (event: KeyboardEvent) => void {
  return (event) => {
    const { target, currentTarget, key } = event;
    if (!(target instanceof HTMLTableRowElement)) return;
    const ids = rows.map(rowId);
    const index = ids.indexOf(target.dataset["row"] ?? "");
    const row = rows[index];
    const id = ids[index];
    if (row === undefined || id === undefined) return;
    const step = STEPS[key];
    if (step !== undefined) {
      const next = Math.max(0, Math.min(rows.length - 1, index + step));
      moveFocus(target, currentTarget.querySelectorAll<HTMLElement>("tr[data-row]")[next]);
      if (event.shiftKey && selection !== undefined) {
        selection.select([...selection.ids, ...ids.slice(Math.min(index, next), Math.max(index, next) + 1)]);
      }
    } else if (key === " " && selection !== undefined) toggle(selection, id);
    else if (key === "Enter") onOpen?.(row);
    else if (key === "a" && (event.ctrlKey || event.metaKey)) selection?.select(ids);
    else return;
    event.preventDefault();
  };
}

/** Moves the focus to another row; Tab comes back to that one. */
function moveFocus(from: HTMLElement, to: HTMLElement | undefined): void {
  if (to === undefined) return;
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}
