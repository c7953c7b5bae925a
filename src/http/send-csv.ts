import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import { csvColumnsOf, csvOf } from "../admin/csv.js";
import type { Page, PageQuery } from "../admin/pages.js";
import type { AdminAnswer, AdminRoute } from "../admin/route.js";

/** The size of the pages that are read; one of them is in memory. */
const LIMIT = "1000";

/**
 * Sends all pages of a list from the one that is asked for, as comma-separated values. Each page is read while the one
 * before is sent, so that memory is constant. An error on the first page is answered as usual; a later one cuts the
 * answer off.
 */
export async function sendCsv(
  route: AdminRoute,
  res: Response,
  read: (paging: PageQuery) => Promise<AdminAnswer>,
): Promise<void> {
  const pageAt = async (paging: PageQuery): Promise<Page<unknown>> => {
    const { body } = await read({ ...paging, limit: LIMIT });
    return body as Page<unknown>;
  };
  const first = await pageAt({});
  res
    .status(200)
    .attachment(`${route.path.split("/").at(-1)}.csv`)
    .type("text/csv");
  const lines = csvOf(csvColumnsOf(route), first, (cursor) => pageAt({ cursor }));
  try {
    await pipeline(Readable.from(lines), res);
  } catch (error) {
    // Whoever asked for it has gone.
    if (!isPrematureClose(error)) throw error;
  }
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
