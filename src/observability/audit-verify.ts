import type { Database } from "../db/connect.js";
import { queryFirst, queryRows } from "../db/query.js";
import { findUnrecordedErasure } from "./audit-erase.js";
import { type AuditHead, EMPTY_HEAD, findAuditHead } from "./audit-head.js";
import { type AuditRow, HASHED_COLUMNS, hashOfRow, hashOfValues, nextLink } from "./audit-rows.js";

/** The number of entries read at a time; an entry that lists 1,000 ids has 40 kB. */
const PAGE = 250;

/** A fault in a trail. */
export interface AuditOffense {
  /** Where the chain breaks; undefined for an entry that is not sealed yet. */
  readonly sequence: number | undefined;
  /** The faulty entry; undefined when one is missing. */
  readonly id: string | undefined;
  readonly problem: string;
}

/** The result of a verification. */
export interface AuditReport {
  /** The number of sealed entries that are unchanged. */
  readonly sealed: number;
  /** The number of entries that are not sealed yet; only their own hashes were checked. */
  readonly unsealed: number;
  /** The number of entries whose values were erased. */
  readonly erased: number;
  /** The last good entry. Noted elsewhere, it can be required in the next verification. */
  readonly head: AuditHead;
  /** The first fault; undefined when the trail is intact. */
  readonly offense: AuditOffense | undefined;
}

/** An entry with its values and its position. */
interface SealedRow extends AuditRow {
  hash: string;
  salt: string | null;
  personal: string | null;
  sequence: number | null;
  chain: string | null;
}

const COLUMNS = [...HASHED_COLUMNS, "hash", "salt", "personal", "sequence", "chain"].join(", ");

/** The progress of a verification. */
interface Progress {
  readonly head: AuditHead;
  readonly sealed: number;
  readonly erased: number;
}

interface Checked {
  readonly progress: Progress;
  readonly offense: AuditOffense | undefined;
}

/** Returns what is wrong with an entry by itself; undefined when nothing is. */
function rowProblem(row: SealedRow): string | undefined {
  if (row.hash !== hashOfRow(row)) return "the entry was altered";
  if (row.values_hash === null) {
    return row.salt === null && row.personal === null ? undefined : "values were added";
  }
  if (row.salt === null && row.personal === null) return undefined;
  const isIntact =
    row.salt !== null && row.personal !== null && hashOfValues(row.salt, row.personal) === row.values_hash;
  return isIntact ? undefined : "the values were altered";
}

function isErased(row: SealedRow): boolean {
  return row.values_hash !== null && row.personal === null;
}

/** Returns the fault of the next entry of a chain; undefined when it is the one that was sealed there. */
function linkOffense(row: SealedRow, { sequence, chain }: AuditHead): AuditOffense | undefined {
  const expected = sequence + 1;
  const at = { sequence: expected, id: row.id };
  if (row.sequence !== null && row.sequence > expected) {
    return { ...at, id: undefined, problem: "the entry is missing" };
  }
  if (row.sequence !== expected) return { ...at, problem: "there is another entry with the same sequence" };
  const problem = rowProblem(row);
  if (problem !== undefined) return { ...at, problem };
  if (row.chain === nextLink(chain, row.hash)) return undefined;
  return { ...at, problem: "this is not the entry that was sealed here, or its link was altered" };
}

/** Checks one page against the entries before it, and against a head that it may contain. */
function checkPage(rows: readonly SealedRow[], from: Progress, expected: AuditHead): Checked {
  let progress = from;
  for (const row of rows) {
    const offense = linkOffense(row, progress.head);
    if (offense !== undefined) return { progress, offense };
    const head = { sequence: progress.head.sequence + 1, chain: row.chain ?? "" };
    if (head.sequence === expected.sequence && head.chain !== expected.chain) {
      const problem = "the chain up to here is not the one whose head was noted";
      return { progress, offense: { sequence: head.sequence, id: row.id, problem } };
    }
    progress = { head, sealed: progress.sealed + 1, erased: progress.erased + (isErased(row) ? 1 : 0) };
  }
  return { progress, offense: undefined };
}

/** Checks the chain from its beginning, page by page. */
async function checkSealed(db: Database, tenantId: string, expected: AuditHead): Promise<Checked> {
  // The sealer's head now; entries that it adds meanwhile are checked too.
  const head = await findAuditHead(db.read, tenantId);
  let progress: Progress = { head: EMPTY_HEAD, sealed: 0, erased: 0 };
  for (;;) {
    const rows = await queryRows<SealedRow>(
      db.read,
      `select ${COLUMNS} from audit_entries where tenant_id = ? and sequence > ? order by sequence limit ${PAGE}`,
      [tenantId, progress.head.sequence],
    );
    const checked = checkPage(rows, progress, expected);
    const good = rows.slice(0, checked.progress.sealed - progress.sealed);
    const offense = (await erasureOffense(db, tenantId, good)) ?? checked.offense;
    progress = checked.progress;
    if (offense !== undefined) return { progress, offense };
    if (rows.length < PAGE)
      return { progress, offense: await endOffense(db, tenantId, progress.head, head, expected) };
  }
}

/** Returns the first entry that lost its values without a recorded erasure. */
async function erasureOffense(
  db: Database,
  tenantId: string,
  rows: readonly SealedRow[],
): Promise<AuditOffense | undefined> {
  const row = await findUnrecordedErasure(db.read, tenantId, rows.filter(isErased));
  if (row === undefined) return undefined;
  const problem = "the values are gone, and no erasure of them is recorded";
  return { sequence: row.sequence ?? undefined, id: row.id, problem };
}

/** Returns the fault at the end of a chain whose entries are right, or of entries outside the chain. */
async function endOffense(
  db: Database,
  tenantId: string,
  last: AuditHead,
  headBefore: AuditHead,
  expected: AuditHead,
): Promise<AuditOffense | undefined> {
  const least = Math.max(headBefore.sequence, expected.sequence);
  if (last.sequence < least) {
    return { sequence: last.sequence + 1, id: undefined, problem: `the entries up to ${least} are missing` };
  }
  const headAfter = await findAuditHead(db.read, tenantId);
  if (last.sequence > headAfter.sequence) {
    const problem = "the sealer did not seal this entry";
    return { sequence: headAfter.sequence + 1, id: undefined, problem };
  }
  if (last.sequence === headAfter.sequence && last.chain !== headAfter.chain) {
    return {
      sequence: last.sequence,
      id: undefined,
      problem: "the head differs from the one that the sealer left",
    };
  }
  const sql = "select count(*) as entries from audit_entries where tenant_id = ? and sequence <= ?";
  const found = await queryFirst<{ entries: number }>(db.read, sql, [tenantId, last.sequence]);
  if (found?.entries === last.sequence) return undefined;
  return { sequence: undefined, id: undefined, problem: "there are entries outside the chain" };
}

/** Returns the fault of an entry that is not sealed yet. */
function unsealedOffense(row: SealedRow): AuditOffense | undefined {
  const problem = rowProblem(row) ?? (row.chain === null ? undefined : "the sequence was removed");
  return problem === undefined ? undefined : { sequence: undefined, id: row.id, problem };
}

/** Checks the entries that are not sealed yet, page by page. */
async function checkUnsealed(
  db: Database,
  tenantId: string,
): Promise<Pick<AuditReport, "unsealed" | "erased" | "offense">> {
  let [unsealed, erased, after] = [0, 0, ""];
  for (;;) {
    const rows = await queryRows<SealedRow>(
      db.read,
      `select ${COLUMNS} from audit_entries
       where tenant_id = ? and sequence is null and id > ? order by id limit ${PAGE}`,
      [tenantId, after],
    );
    const faults = rows.flatMap((row) => unsealedOffense(row) ?? []);
    const offense = faults[0] ?? (await erasureOffense(db, tenantId, rows));
    unsealed += rows.length;
    erased += rows.filter(isErased).length;
    after = rows.at(-1)?.id ?? after;
    if (offense !== undefined || rows.length < PAGE) return { unsealed, erased, offense };
  }
}

/**
 * Verifies a tenant's trail from its beginning, in pages, while writers and sealers run. A trail that was rewritten as
 * a whole, or truncated together with its head, is detected only with a head that was noted elsewhere.
 * @param expected - a head noted earlier, which must still be part of the chain
 */
export async function verifyAudit(
  db: Database,
  tenantId: string,
  expected: AuditHead = EMPTY_HEAD,
): Promise<AuditReport> {
  const { progress, offense } = await checkSealed(db, tenantId, expected);
  const { sealed, head } = progress;
  if (offense !== undefined) return { sealed, unsealed: 0, erased: progress.erased, head, offense };
  const tail = await checkUnsealed(db, tenantId);
  return {
    sealed,
    unsealed: tail.unsealed,
    erased: progress.erased + tail.erased,
    head,
    offense: tail.offense,
  };
}
