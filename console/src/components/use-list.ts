import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { asProblem } from "../api/problem";
import { useUrlState } from "../app/url-state";
import type { DataTableProps } from "./data-table";
import { useCursor } from "./use-cursor";

/** A page of a list of the API. */
interface ListPage<Row> {
  readonly value: readonly Row[];
  readonly nextCursor?: string;
}

/** The part of a query that asks for a page. */
interface PageQuery {
  limit: number;
  cursor?: string;
}

const PAGE_SIZE = 50;

/** What of a table comes from its list. */
type ListProps<Row> = Pick<DataTableProps<Row>, "rows" | "isStale" | "problem" | "onRetry" | "paging">;

/**
 * Reads a list page by page; the cursor is in the address.
 * @param key - the list and its filters; with other filters, whoever sets them takes `cursor` out of the address
 * @param read - asks for a page
 */
export function useList<Row>(
  key: readonly unknown[],
  read: (page: PageQuery) => Promise<ListPage<Row>>,
): ListProps<Row> {
  const [{ cursor }] = useUrlState();
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: [...key, cursor],
    queryFn: () => read({ limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) }),
    placeholderData: keepPreviousData,
  });
  const paging = useCursor(cursor, data?.nextCursor);
  return {
    rows: data?.value,
    isStale: isPlaceholderData,
    problem: error === null ? undefined : asProblem(error),
    onRetry: () => void refetch(),
    paging,
  };
}
