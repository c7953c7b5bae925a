import { isDeepStrictEqual } from "node:util";
import { newId } from "../../db/new-id.js";
import { insertLines, type LineValues, type PlannedLine } from "../../directory/imports/import-lines.js";
import {
  deleteImport,
  finishImport,
  type ImportAction,
  type ImportColumn,
  type ImportKey,
  insertImport,
  type UserImport,
} from "../../directory/imports/stored-imports.js";
import { findSubjects } from "../../directory/users/find-by-name.js";
import { findKnownUsers } from "../../directory/users/stored-users.js";
import type { Context } from "../../effects/context.js";
import { normalizeUser } from "../../effects/users/normalize-user.js";
import { AppError } from "../../errors.js";
import { getSku } from "../../licensing/skus.js";
import { changedNames } from "../../schema/changed-names.js";
import { coerceResource } from "../../schema/coerce.js";
import { readValues, toAttributes, withValues } from "./line-values.js";
import { type CsvLine, readCsv } from "./read-csv.js";
import { matchColumns } from "./user-columns.js";
import { getImport } from "./user-imports.js";

/** The most lines of a file, without the header. */
const MAX_IMPORT_LINES = 20_000;

/** The most bytes of a file. */
const MAX_IMPORT_BYTES = 50_000_000;

/** The number of lines that are in memory together. */
const BATCH = 250;

/** What is asked for besides the file. */
interface ImportWish {
  /** Ids or part numbers of the SKUs that created users get. */
  readonly licenses: readonly string[];
  /** Paths by column, for columns that are not found by their name; "" leaves one out. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Plans an import of users from comma-separated values: what becomes of each line. It changes nobody; the plan is kept
 * for a day. A user is found by userName; an empty value changes nothing.
 * @throws AppError `notFound` for an unknown SKU; `invalidValue` IMPORT_HEADER; `payloadTooLarge`; and as `readCsv`
 */
export async function planUserImport(
  ctx: Context,
  file: AsyncIterable<Uint8Array>,
  { licenses, columns }: ImportWish,
): Promise<UserImport> {
  const { db, viewer, now } = ctx;
  const skus = await Promise.all(licenses.map((name) => getSku(db.read, viewer.tenantId, name, now())));
  const key = await insertImport(
    db.write,
    viewer.tenantId,
    skus.map(({ id }) => id),
    now(),
  );
  try {
    const plan = new Plan(ctx, key);
    for await (const line of readCsv(limited(file))) await plan.read(line, columns);
    await finishImport(db.write, key, await plan.finish());
  } catch (error) {
    await deleteImport(db.write, key);
    throw error;
  }
  return getImport(ctx, key.id);
}

async function* limited(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of file) {
    bytes += chunk.length;
    if (bytes > MAX_IMPORT_BYTES) throw tooLarge(`${MAX_IMPORT_BYTES / 1_000_000} MB`);
    yield chunk;
  }
}

function tooLarge(limit: string): AppError {
  return new AppError("payloadTooLarge", `The file is larger than ${limit}: split it`);
}

/** A line whose values could be read. */
interface ReadLine {
  readonly line: number;
  readonly userName: string;
  readonly values: LineValues;
}

class Plan {
  readonly #ctx: Context;
  readonly #key: ImportKey;
  readonly #counts: Record<ImportAction, number> = { create: 0, update: 0, unchanged: 0, refused: 0 };
  #columns: readonly ImportColumn[] | undefined;
  #lines: CsvLine[] = [];
  #total = 0;

  constructor(ctx: Context, key: ImportKey) {
    this.#ctx = ctx;
    this.#key = key;
  }

  async read(line: CsvLine, asked: Readonly<Record<string, string>>): Promise<void> {
    if (this.#columns === undefined) {
      this.#columns = matchColumns(line.values, asked);
      return;
    }
    this.#lines.push(line);
    this.#total += 1;
    if (this.#total > MAX_IMPORT_LINES) throw tooLarge(`${MAX_IMPORT_LINES} lines`);
    if (this.#lines.length >= BATCH) await this.#store();
  }

  async finish(): Promise<Pick<UserImport, "columns" | "counts">> {
    if (this.#columns === undefined) throw new AppError("IMPORT_HEADER", "the file is empty");
    await this.#store();
    return { columns: this.#columns, counts: this.#counts };
  }

  async #store(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length === 0) return;
    const read = lines.map((line) => this.#valuesOf(line));
    const currentOf = await this.#findUsers(
      read.flatMap((line) => ("action" in line ? [] : [line.userName])),
    );
    const planned = read.map((line) =>
      "action" in line ? line : judge(this.#ctx, line, currentOf(line.userName)),
    );
    await this.#insert(planned);
  }

  /** Reads a line; one that cannot be read is refused. */
  #valuesOf(line: CsvLine): ReadLine | PlannedLine {
    const columns = this.#columns ?? [];
    const values = readValues(line, columns);
    if (typeof values === "string") return refused({ line: line.line }, "invalidValue", values);
    const { userName } = values;
    if (userName !== undefined) return { line: line.line, userName, values };
    const isThere = columns.some(({ path }) => path === "userName");
    return refused(
      { line: line.line },
      "invalidValue",
      isThere ? "the line has no userName" : "no column of the file is the userName: say which one it is",
    );
  }

  /** Finds the users by name, with two statements. */
  async #findUsers(userNames: readonly string[]): Promise<(name: string) => KnownUser | undefined> {
    const { db, viewer } = this.#ctx;
    const ids = await findSubjects(db.read, viewer.tenantId, { userNames, applicationIds: [] });
    const wanted = new Set(userNames.flatMap((name) => ids.byUserName(name) ?? []));
    const users = wanted.size === 0 ? [] : await findKnownUsers(db.read, viewer.tenantId, [...wanted]);
    const byId = new Map(
      users.filter(({ deletedAt }) => deletedAt === undefined).map((user) => [user.id, user]),
    );
    return (name) => byId.get(ids.byUserName(name) ?? "");
  }

  async #insert(planned: readonly PlannedLine[]): Promise<void> {
    const added = await insertLines(this.#ctx.db.write, this.#key, planned);
    const twice = planned
      .filter(({ line }) => !added.has(line))
      .map((line) => refused(line, "uniqueness", "an earlier line is about the same user: keep one of them"));
    if (twice.length > 0) await insertLines(this.#ctx.db.write, this.#key, twice);
    for (const { line, action } of planned) this.#counts[added.has(line) ? action : "refused"] += 1;
  }
}

type KnownUser = Awaited<ReturnType<typeof findKnownUsers>>[number];

/** Returns what becomes of a line. */
function judge(ctx: Context, { line, userName, values }: ReadLine, user: KnownUser | undefined): PlannedLine {
  const named = { line, userName };
  try {
    if (user === undefined) {
      checkNewUser(ctx, values);
      return { ...named, action: "create", userId: newId(), values };
    }
    const next = normalizeUser(ctx, withValues(ctx, user.resource, values), user.resource);
    const found = { ...named, userId: user.id };
    if (isDeepStrictEqual(next, user.resource)) return { ...found, action: "unchanged" };
    return { ...found, action: "update", values, changed: changedNames(user.resource, next) };
  } catch (error) {
    if (error instanceof AppError) return refused(named, error.businessCode ?? error.code, error.message);
    throw error;
  }
}

/** @throws AppError `invalidValue` if the values of a line are not those of a user */
function checkNewUser(ctx: Context, values: LineValues): void {
  const { resource } = coerceResource(ctx.viewer.schemas.User, toAttributes(values), ctx.options);
  normalizeUser(ctx, resource, undefined);
}

function refused(
  { line, userName }: Pick<PlannedLine, "line" | "userName">,
  code: string,
  detail: string,
): PlannedLine {
  return { line, userName: userName?.slice(0, 200), action: "refused", code, detail };
}
