import { isUnavailable } from "../../db/errors.js";
import { isRetryable } from "../../db/transaction.js";
import { AppError } from "../../errors.js";
import type { Context } from "../../provisioning/context.js";
import { createTogether, inOneTransaction } from "../../provisioning/in-one-transaction.js";
import { quote } from "../../schema/filter/quote.js";
import type { Plan, PlannedOperation } from "./plan.js";
import { type Done, prepare, type ResolvedRequest, type Step } from "./prepare.js";

/**
 * Operations per transaction: enough that its costs no longer count, few enough that other writers of SQLite wait
 * some hundredths of a second, and that few rows are locked on PostgreSQL.
 */
const OPERATIONS_PER_TRANSACTION = 50;

/** What became of an operation. */
export type Outcome = Done | AppError;

/** What running needs besides the plan. */
export interface RunOptions {
  readonly failOnErrors: number;
  /** Is told an error that is the server's fault. */
  readonly reportFailure: (error: unknown) => void;
}

type Outcomes = Map<number, Outcome>;

/** An operation of the present transaction: what is to be done, or why it cannot be. */
interface Prepared {
  readonly request: ResolvedRequest;
  readonly step: Step;
}

type PreparedOperations = ReadonlyMap<number, Prepared | AppError>;

/** One run of a plan. */
interface Run extends RunOptions {
  readonly ctx: Context;
  readonly operations: readonly PlannedOperation[];
  /** What is committed. */
  readonly outcomes: Outcomes;
  /** How many of these are errors. */
  errors: number;
}

/**
 * Runs a plan in several transactions, each with a savepoint per unit, until it ends or has had as many errors as the
 * client accepts. RFC 7644 §3.7.
 * @returns what became of each operation that was processed, by its place
 * @throws the database's error when it is out of reach before anything was stored
 */
export async function runPlan(
  ctx: Context,
  { operations, units }: Plan,
  options: RunOptions,
): Promise<Outcomes> {
  const run: Run = { ...options, ctx, operations, outcomes: new Map(), errors: 0 };
  try {
    for (const batch of batches(units)) {
      if (run.errors >= run.failOnErrors) break;
      await runBatch(run, batch, await prepareBatch(run, batch.flat()));
    }
  } catch (error) {
    // What is stored has to be told.
    if (!isUnavailable(error) || run.errors === run.outcomes.size) throw error;
    for (const place of operations.keys())
      if (!run.outcomes.has(place)) run.outcomes.set(place, OUT_OF_REACH);
  }
  return run.outcomes;
}

const OUT_OF_REACH = new AppError(
  "unavailable",
  "The database cannot be reached now: send this operation again later",
);

/** Cuts the units into transactions; one unit is never cut. */
function* batches(units: Plan["units"]): Generator<Plan["units"]> {
  let batch: (readonly number[])[] = [];
  let size = 0;
  for (const unit of units) {
    if (size > 0 && size + unit.length > OPERATIONS_PER_TRANSACTION) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(unit);
    size += unit.length;
  }
  yield batch;
}

async function prepareBatch(run: Run, places: readonly number[]): Promise<PreparedOperations> {
  const prepared = new Map<number, Prepared | AppError>();
  // At once, so that passwords are hashed on all processors.
  await Promise.all(
    places.map(async (place) => {
      const operation = run.operations[place];
      if (operation?.request === undefined) return;
      const { request } = operation;
      operation.request = undefined;
      prepared.set(place, await prepareOne(run, request));
    }),
  );
  return prepared;
}

async function prepareOne(run: Run, request: ResolvedRequest | AppError): Promise<Prepared | AppError> {
  if (request instanceof AppError) return request;
  try {
    return { request, step: await prepare(run.ctx, request) };
  } catch (error) {
    return toAppError(run, error);
  }
}

/** An error of one operation as its result; a foreign one says nothing of itself. */
function toAppError({ reportFailure }: Run, error: unknown): AppError {
  if (error instanceof AppError) return error;
  reportFailure(error);
  return new AppError(
    "internal",
    "The server failed at this operation; the request id finds the reason in its log",
  );
}

/** Runs units as one transaction; when the database ends it for the sake of others, one by one, which locks less. */
async function runBatch(run: Run, batch: Plan["units"], prepared: PreparedOperations): Promise<void> {
  try {
    keep(run, await inOneTransaction(run.ctx, (ctx) => runUnits(run, ctx, batch, prepared)));
  } catch (error) {
    // On SQLite being busy for so long is being out of reach; on PostgreSQL others had the better of it.
    const wasForced = isRetryable(error) && run.ctx.db.dialect === "postgres";
    if (isUnavailable(error) && !wasForced) throw error;
    if (batch.length > 1) {
      for (const unit of batch) await runBatch(run, [unit], prepared);
      return;
    }
    const failure = wasForced ? OUT_OF_REACH : toAppError(run, error);
    keep(run, new Map(batch.flat().map((place) => [place, failure])));
  }
}

function keep(run: Run, outcomes: Outcomes): void {
  for (const [place, outcome] of outcomes) run.outcomes.set(place, outcome);
  run.errors += errorsIn([...outcomes.values()]);
}

function errorsIn(outcomes: readonly (Outcome | undefined)[]): number {
  return outcomes.filter((outcome) => outcome instanceof AppError).length;
}

/** Runs units in the transaction of a context. It may be repeated, so all that it learns is in what it returns. */
async function runUnits(
  run: Run,
  ctx: Context,
  units: Plan["units"],
  prepared: PreparedOperations,
): Promise<Outcomes> {
  const outcomes: Outcomes = new Map();
  let { errors } = run;
  for (const unit of units) {
    if (errors >= run.failOnErrors) break;
    await runUnit(run, ctx, unit, prepared, outcomes);
    errors += errorsIn(unit.map((place) => outcomes.get(place)));
  }
  return outcomes;
}

async function runUnit(
  run: Run,
  ctx: Context,
  unit: readonly number[],
  prepared: PreparedOperations,
  outcomes: Outcomes,
): Promise<void> {
  // The operation that is at work; the one at fault, if one is.
  let current = unit[0] ?? 0;
  const done: Outcomes = new Map();
  try {
    const ready = unit.map((place) => {
      current = place;
      return check(run, place, prepared, outcomes);
    });
    const runAll = async (inner: Context): Promise<void> => {
      for (const [index, { step }] of ready.entries()) {
        current = unit[index] ?? current;
        done.set(current, await step(inner));
      }
    };
    if (unit.length === 1) await runAll(ctx);
    else
      await createTogether(
        ctx,
        ready.map(({ request }) => request),
        runAll,
      );
    for (const [place, outcome] of done) outcomes.set(place, outcome);
  } catch (error) {
    // These end the whole transaction.
    if (isRetryable(error) || isUnavailable(error)) throw error;
    for (const place of unit) {
      outcomes.set(place, place === current ? toAppError(run, error) : dependsOn(run.operations[current]));
    }
  }
}

/** @throws AppError when an operation cannot be done, or one that it refers to has failed */
function check(run: Run, place: number, prepared: PreparedOperations, outcomes: Outcomes): Prepared {
  const own = prepared.get(place);
  if (own instanceof AppError) throw own;
  // Those of its own unit have no outcome yet.
  const hasFailed = (needed: number): boolean =>
    (outcomes.get(needed) ?? run.outcomes.get(needed)) instanceof AppError;
  const needed = run.operations[place]?.needs.find(hasFailed);
  if (needed !== undefined) throw dependsOn(run.operations[needed]);
  if (own === undefined) throw new AppError("internal", "The operation was not read");
  return own;
}

/** RFC 7644 §3.7.1: what cannot be resolved is 409. */
function dependsOn(failed: PlannedOperation | undefined): AppError {
  return new AppError(
    "conflict",
    `It depends on the operation with the bulkId ${quote(failed?.bulkId ?? "")}, which failed: correct that one, then send both again.`,
  );
}
