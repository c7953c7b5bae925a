import { useState } from "react";
import type { Paging } from "./data-table-footer";

/**
 * Returns how a list by cursor goes back and forth. The cursor of the page is in its address; those of the pages before
 * it are remembered here, and after a reload Previous leads to the first page.
 * @param cursor - of the page; undefined for the first one
 * @param next - the cursor of the page after it; undefined on the last one, and until the page has come
 */
export function useCursor(
  cursor: string | undefined,
  next: string | undefined,
  change: (changes: { cursor: string | undefined }) => void,
): Pick<Paging, "onPrevious" | "onNext"> {
  const [before, setBefore] = useState<readonly (string | undefined)[]>([]);
  return {
    ...(cursor !== undefined && {
      onPrevious: () => {
        change({ cursor: before.at(-1) });
        setBefore(before.slice(0, -1));
      },
    }),
    ...(next !== undefined && {
      onNext: () => {
        setBefore([...before, cursor]);
        change({ cursor: next });
      },
    }),
  };
}
