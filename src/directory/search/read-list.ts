import type { Database, Db } from "../../db/connect.js";
import { AppError } from "../../errors.js";
import type { Filter } from "../../schema/filter/ast.js";
import { MAX_UNINDEXED_TERMS } from "../../schema/filter/limits.js";
import type { ResourceSchema } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import type { Viewer } from "../resources/resource-row.js";
import { findCandidates } from "./candidates.js";
import { type FilterCost, filterCost, isSortIndexed } from "./filter-cost.js";
import type { ListQuery } from "./list-query.js";

/** The maximum number of conditions and sort keys that a message names. */
const MAX_NAMED = 5;

/**
 * Reads a list on the readers if an index serves it, otherwise in the scan lane, where scans take turns and have a time
 * limit.
 * @param schemas - the resource types that are listed
 * @param read - gets the database to read from, and the query with what is known of its matches
 * @throws AppError `invalidFilter` for a filter with too many conditions that no index serves, `unavailable` if a scan
 * cannot run now
 */
export async function readList<T>(
  db: Database,
  viewer: Viewer,
  schemas: readonly ResourceSchema[],
  query: ListQuery,
  read: (db: Db, query: ListQuery) => Promise<T>,
): Promise<T> {
  const { filter, condition, sortBy } = query;
  const costs = filter === undefined ? [] : schemas.map((schema) => filterCost(filter, schema));
  const unindexed = [...new Set(costs.flatMap((cost) => cost.unindexed))];
  const among = await amongWhich(db.read, viewer, schemas, filter, costs);
  if (among !== undefined) return read(db.read, { ...query, among });
  for (const cost of costs) requireFewUnindexed(cost);
  const isScan = costs.some(({ reach }) => reach === "all") || condition?.isScan === true;
  const isFew = costs.length > 0 && costs.every(({ reach }) => reach === "few");
  const sorts = sortBy !== undefined && !schemas.every((schema) => isSortIndexed(sortBy, schema));
  if (!isScan && (isFew || !sorts)) return read(db.read, query);
  if (condition?.isScan === true && unindexed.length === 0) unindexed.push("this view");
  const without = sorts ? [...unindexed, `sortBy ${quote(sortBy)}`] : unindexed;
  return db.scans.run(viewer.connectionId, reasonOf(without), (scans) => read(scans, query));
}

/** Returns the users that alone can match, if no other index serves the filter and there are few. */
async function amongWhich(
  db: Db,
  { tenantId }: Viewer,
  [schema, other]: readonly ResourceSchema[],
  filter: Filter | undefined,
  costs: readonly FilterCost[],
): Promise<readonly string[] | undefined> {
  const isScan = costs.some(({ reach }) => reach === "all");
  if (!isScan || filter === undefined || schema?.name !== "User" || other !== undefined) return undefined;
  return findCandidates(db, tenantId, schema, filter);
}

/**
 * Refuses a filter of members that would hold a transaction too long.
 * @throws AppError `invalidFilter`
 */
export function requireFewUnindexed({ unindexed }: FilterCost): void {
  if (unindexed.length <= MAX_UNINDEXED_TERMS) return;
  throw new AppError(
    "invalidFilter",
    `The filter has ${unindexed.length} conditions that no index serves (${named([...new Set(unindexed)])}); at most ${MAX_UNINDEXED_TERMS} are possible: send several filters, or compare indexed attributes such as userName, externalId or emails.value by eq.`,
  );
}

function reasonOf(without: readonly string[]): string {
  return `No index serves ${named(without)}: compare an indexed attribute by eq (id, userName, externalId, displayName, emails.value), or try again later.`;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(", ");
  return names.length > MAX_NAMED ? `${shown} and ${names.length - MAX_NAMED} more` : shown;
}
