import { useNavigate, useRouterState } from "@tanstack/react-router";
import type { UrlState } from "../app/url-state";
import type { Paging } from "./data-table-footer";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The cursors of the pages before the one that the address names, without the first page, which has none. */
    cursorsBefore?: readonly string[];
  }
}

/**
 * Returns how a list by cursor goes back and forth. The cursor of the page is in its address; those of the pages before
 * it are kept by the browser beside the address, so that they survive a reload and Back. Who opens the address elsewhere
 * goes from it to the first page.
 * @param cursor - of the page; undefined for the first one
 * @param next - the cursor of the page after it; undefined on the last one, and until the page has come
 */
export function useCursor(
  cursor: string | undefined,
  next: string | undefined,
): Pick<Paging, "onPrevious" | "onNext"> {
  const navigate = useNavigate();
  const before = useRouterState({ select: ({ location }) => location.state.cursorsBefore }) ?? [];
  const go = (to: string | undefined, cursorsBefore: readonly string[]): void => {
    void navigate({
      to: ".",
      search: (search: UrlState) => ({ ...search, cursor: to }),
      state: { cursorsBefore },
    });
  };
  return {
    ...(cursor !== undefined && { onPrevious: () => go(before.at(-1), before.slice(0, -1)) }),
    ...(next !== undefined && { onNext: () => go(next, cursor === undefined ? [] : [...before, cursor]) }),
  };
}
