import { isRetryable, isUnavailable } from "../../db/errors.js";
import type { Context } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import { createTogether, inOneTransaction } from "../../use-cases/in-one-transaction.js";
import type { Plan, PlannedOperation } from "./plan.js";
import { type Done, prepare, type ResolvedRequest, type Step } from "./prepare.js";

/**
 * The number of operations per transaction: enough to make its cost negligible, few enough that other writers of SQLite
 * wait only some hundredths of a second, and that few rows are locked on PostgreSQL.
 */
const OPERATIONS_PER_TRANSACTION = 50;

/** The result of an operation, or its error. */
export type Outcome = Done | AppError;

/** The options for running a plan. */
export interface RunOptions {
  readonly failOnErrors: number;
  /** Receives an error that is the server's fault. */
  readonly reportFailure: (error: unknown) => void;
}

type Outcomes = Map<number, Outcome>;

/** An operation of the current transaction: its request and the step that carries it out. */
interface Prepared {
  readonly request: ResolvedRequest;
  readonly step: Step;
}

type PreparedOperations = ReadonlyMap<number, Prepared | AppError>;

/** The state of running a plan. */
interface Run extends RunOptions {
  readonly ctx: Context;
  readonly operations: readonly PlannedOperation[];
  /** The outcomes that are committed. */
  readonly outcomes: Outcomes;
  /** The number of errors among them. */
  errors: number;
}

/**
 * Runs a plan in several transactions, each with a savepoint per unit, until it ends or has reached the number of
 * errors that the client accepts. RFC 7644 §3.7.
 * @returns the outcome of each operation that was processed, by its position
 * @throws the database's error when it becomes unavailable before anything was stored
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
    // The client must learn what was stored.
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

/** Divides the units among transactions; a unit is never divided. */
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
  // In parallel, so that passwords are hashed on all processors.
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

/** Returns the error of one operation as its result; an unexpected error reveals nothing of itself. */
function toAppError({ reportFailure }: Run, error: unknown): AppError {
  if (error instanceof AppError) return error;
  reportFailure(error);
  return new AppError(
    "internal",
    "The server failed at this operation: its log has the reason under the request id",
  );
}

/**
 * Runs units in one transaction; if the database aborts it in favor of others, runs each unit in its own, which locks
 * less.
 */
async function runBatch(run: Run, batch: Plan["units"], prepared: PreparedOperations): Promise<void> {
  try {
    recordOutcomes(run, await inOneTransaction(run.ctx, (ctx) => runUnits(run, ctx, batch, prepared)));
  } catch (error) {
    // SQLite that stays busy for so long counts as unavailable; on PostgreSQL another transaction won.
    const wasForced = isRetryable(error) && run.ctx.db.dialect === "postgres";
    if (isUnavailable(error) && !wasForced) throw error;
    if (batch.length > 1) {
      for (const unit of batch) await runBatch(run, [unit], prepared);
      return;
    }
    const failure = wasForced ? OUT_OF_REACH : toAppError(run, error);
    recordOutcomes(run, new Map(batch.flat().map((place) => [place, failure])));
  }
}

function recordOutcomes(run: Run, outcomes: Outcomes): void {
  for (const [place, outcome] of outcomes) run.outcomes.set(place, outcome);
  run.errors += errorsIn([...outcomes.values()]);
}

function errorsIn(outcomes: readonly (Outcome | undefined)[]): number {
  return outcomes.filter((outcome) => outcome instanceof AppError).length;
}

/**
 * Runs units in the transaction of a context. The transaction may be repeated, so all results are in the returned
 * value.
 */
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
  // The operation that is running; if one fails, the one that failed.
  let current = unit[0] ?? 0;
  const done: Outcomes = new Map();
  try {
    const ready = unit.map((place) => {
      current = place;
      return checkReady(run, place, prepared, outcomes);
    });
    const runAll = async (inner: Context, comingIds?: ReadonlySet<string>): Promise<void> => {
      for (const [index, { step }] of ready.entries()) {
        current = unit[index] ?? current;
        done.set(current, await step(inner, comingIds));
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
    // These errors abort the whole transaction.
    if (isRetryable(error) || isUnavailable(error)) throw error;
    for (const place of unit) {
      outcomes.set(place, place === current ? toAppError(run, error) : dependsOn(run.operations[current]));
    }
  }
}

/** @throws AppError when an operation cannot run, or one that it refers to has failed */
function checkReady(run: Run, place: number, prepared: PreparedOperations, outcomes: Outcomes): Prepared {
  const own = prepared.get(place);
  if (own instanceof AppError) throw own;
  // Operations of the same unit have no outcome yet.
  const hasFailed = (needed: number): boolean =>
    (outcomes.get(needed) ?? run.outcomes.get(needed)) instanceof AppError;
  const needed = run.operations[place]?.needs.find(hasFailed);
  if (needed !== undefined) throw dependsOn(run.operations[needed]);
  if (own === undefined) throw new AppError("internal", "The operation was not read");
  return own;
}

/** RFC 7644 §3.7.1: a reference that cannot be resolved is answered with 409. */
function dependsOn(failed: PlannedOperation | undefined): AppError {
  return new AppError(
    "conflict",
    `This operation depends on the one with the bulkId ${quote(failed?.bulkId ?? "")}, which failed: correct that one, then send both again.`,
  );
}
