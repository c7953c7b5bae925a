import { getInstance, type Instance } from "../../access/instances.js";
import { listSecurityRoles } from "../../access/security-roles.js";
import { listInstanceRoots } from "../../access/user-units.js";
import type { RecordRole } from "../../crm/connectors/connector.js";
import { storeOwnedRows } from "../../crm/records/owned-rows.js";
import { findOwners, insertStubs, nameKeyOf, type Owner, type StubInput } from "../../crm/records/stubs.js";
import type { Trx } from "../../db/connect.js";
import { newId } from "../../db/new-id.js";
import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { type ImportLine, type LineReader, readHeader } from "./import-lines.js";
import { readCsv } from "./read-csv.js";

/** The number of lines per transaction, which are in memory together. */
export const IMPORT_BATCH = 1000;

/** The maximum number of errors in a result; further ones are counted. */
const MAX_ERRORS = 100;

/** The maximum number of unknown users in one file; more suggest that the wrong column is the owner. */
const MAX_STUBS = 100_000;

/** A skipped line and the reason. */
export interface ImportError {
  readonly line: number;
  readonly detail: string;
}

/** The result of an import or a dry run. */
export interface ImportResult {
  readonly id: string;
  readonly dryRun: boolean;
  /** The number of rows whose owner was stored. */
  readonly rows: number;
  /** The number of these rows that belong to existing users. */
  readonly rowsOfUsers: number;
  /** The number of lines about users. */
  readonly users: number;
  /** The number of stubs created. */
  readonly stubs: number;
  /** The first skipped lines. */
  readonly errors: readonly ImportError[];
  readonly errorCount: number;
}

/** Options of an import. */
export interface ImportOptions {
  /** Whether to report the result without writing anything. */
  readonly dryRun: boolean;
  /** Receives the number of lines of each stored batch. */
  readonly onBatch?: (lines: number) => void;
}

/**
 * Imports the owners of rows in an instance's tables from comma-separated values with the columns table, id and owner.
 * An owner with a record is that user; any other name gets one stub. Invalid lines are skipped and reported. The file
 * is stored in batches, so that memory is constant for any size; importing it again changes nothing. R136, R137, R142
 * @param ref - id or name of the instance
 * @throws AppError `notFound`; `invalidValue` IMPORT_HEADER, TOO_MANY_STUBS; `invalidSyntax` if the file is cut off or
 * a quote is never closed; earlier batches may be stored
 */
export async function importRecords(
  ctx: ServerContext,
  ref: string,
  file: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportResult> {
  const { tenantId } = ctx.viewer;
  const instance = await getInstance(ctx.db.read, tenantId, ref);
  const run = new Import(ctx, instance, await shownRole(ctx, instance), options);
  let reader: LineReader | undefined;
  for await (const line of readCsv(file)) {
    if (reader === undefined) {
      reader = readHeader(line);
      continue;
    }
    const read = reader.read(line);
    if (typeof read === "string") run.refuse(line.line, read);
    else await run.add(read);
  }
  if (reader === undefined) throw new AppError("IMPORT_HEADER", "the file is empty");
  return run.finish();
}

/** Finds the role that stubs show. docs/modes-of-users.md */
async function shownRole({ db, viewer }: ServerContext, { id }: Instance): Promise<RecordRole | undefined> {
  const roots = await listInstanceRoots(db.read, viewer.tenantId);
  const unit = roots.find((root) => root.id === id)?.rootUnitId;
  if (unit === undefined) return undefined;
  const roles = await listSecurityRoles(db.read, viewer.tenantId, id, unit);
  const role = roles.find(({ name, isManaged }) => isManaged && name === "Salesperson");
  return role && { id: role.id, name: role.name };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

class Import {
  readonly #ctx: ServerContext;
  readonly #instance: Instance;
  readonly #role: RecordRole | undefined;
  readonly #options: ImportOptions;
  readonly #errors: ImportError[] = [];
  readonly #result: Writable<Omit<ImportResult, "errors">>;
  /** The names of stubs that a real run would have created. */
  readonly #imagined = new Set<string>();
  #batch: ImportLine[] = [];

  constructor(ctx: ServerContext, instance: Instance, role: RecordRole | undefined, options: ImportOptions) {
    this.#ctx = ctx;
    this.#instance = instance;
    this.#role = role;
    this.#options = options;
    const counts = { rows: 0, rowsOfUsers: 0, users: 0, stubs: 0, errorCount: 0 };
    this.#result = { id: newId(), dryRun: options.dryRun, ...counts };
  }

  refuse(line: number, problem: string): void {
    this.#result.errorCount += 1;
    if (this.#errors.length < MAX_ERRORS) this.#errors.push({ line, detail: `line ${line} ${problem}` });
  }

  async add(line: ImportLine): Promise<void> {
    this.#batch.push(line);
    if (this.#batch.length >= IMPORT_BATCH) await this.#store();
  }

  async finish(): Promise<ImportResult> {
    await this.#store();
    return { ...this.#result, errors: this.#errors.toSorted((a, b) => a.line - b.line) };
  }

  async #store(): Promise<void> {
    const lines = this.#batch;
    this.#batch = [];
    if (lines.length === 0) return;
    this.#options.onBatch?.(lines.length);
    const stubs = wantedStubs(lines);
    const { owners, made } = this.#options.dryRun
      ? await this.#imagine(stubs)
      : await this.#write(lines, stubs);
    this.#result.stubs += made;
    for (const line of lines) this.#count(line, owners);
    if (this.#result.stubs > MAX_STUBS) {
      throw new AppError(
        "TOO_MANY_STUBS",
        `the file names more than ${MAX_STUBS} users who do not exist: is the owner in another column?`,
      );
    }
  }

  #count(line: ImportLine, owners: ReadonlyMap<string, Owner>): void {
    if (line.kind === "user") this.#result.users += 1;
    else {
      this.#result.rows += 1;
      if (owners.get(nameKeyOf(line.owner))?.isStub === false) this.#result.rowsOfUsers += 1;
    }
  }

  async #imagine(stubs: ReadonlyMap<string, StubInput>): Promise<Stored> {
    const { db, viewer } = this.#ctx;
    const owners = await findOwners(db.read, viewer.tenantId, this.#instance.id, [...stubs.keys()]);
    const missing = [...stubs.keys()].filter((key) => !owners.has(key) && !this.#imagined.has(key));
    for (const key of missing) this.#imagined.add(key);
    return { owners, made: missing.length };
  }

  async #write(lines: readonly ImportLine[], stubs: ReadonlyMap<string, StubInput>): Promise<Stored> {
    const { viewer } = this.#ctx;
    return inTransaction(this.#ctx.db, async (trx) => {
      const { owners, made } = await this.#findOrMake(trx, stubs);
      const rows = lines.flatMap((line) => {
        const owner = owners.get(nameKeyOf(line.owner));
        if (line.kind === "user" || owner === undefined) return [];
        return [{ table: line.table, id: line.id, recordId: owner.recordId }];
      });
      await storeOwnedRows(trx, viewer.tenantId, this.#instance.id, rows);
      await this.#note(trx, lines, rows.length, made);
      return { owners, made };
    });
  }

  async #findOrMake(trx: Trx, stubs: ReadonlyMap<string, StubInput>): Promise<Stored> {
    const { viewer, now } = this.#ctx;
    const keys = [...stubs.keys()];
    const known = await findOwners(trx, viewer.tenantId, this.#instance.id, keys);
    const missing = [...stubs].flatMap(([key, stub]) => (known.has(key) ? [] : [stub]));
    if (missing.length === 0) return { owners: known, made: 0 };
    const made = await insertStubs(trx, viewer.tenantId, this.#instance.id, missing, this.#role, now());
    // Queried again, because another import may have created some of them meanwhile.
    const owners = await findOwners(trx, viewer.tenantId, this.#instance.id, keys);
    return { owners, made: made.size };
  }

  async #note(trx: Trx, lines: readonly ImportLine[], rows: number, stubs: number): Promise<void> {
    const { id, name } = this.#instance;
    await recordAudit(trx, { ...originOf(this.#ctx), trigger: "import" }, this.#ctx.now(), {
      action: "instance.recordsImported",
      resourceType: "Instance",
      resourceId: id,
      facts: {
        instance: name,
        import: this.#result.id,
        from: lines[0]?.line,
        to: lines.at(-1)?.line,
        rows,
        stubs,
      },
    });
  }
}

/** The owners by name, and the number of created stubs. */
interface Stored {
  readonly owners: ReadonlyMap<string, Owner>;
  readonly made: number;
}

/** Returns the stub that each unknown name of a batch needs, with the file's data. */
function wantedStubs(lines: readonly ImportLine[]): ReadonlyMap<string, StubInput> {
  const stubs = new Map<string, StubInput>();
  for (const line of lines) {
    const key = nameKeyOf(line.owner);
    const { name = line.owner, columns = {} } = stubs.get(key) ?? {};
    stubs.set(key, { name, columns: { ...columns, ...(line.kind === "user" ? line.columns : {}) } });
  }
  return stubs;
}
