import { newId } from "../../db/new-id.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import { type BulkOperation, pathPrefixes, readOperation } from "./operation.js";
import type { ResolvedRequest } from "./prepare.js";
import { References } from "./references.js";
import { schedule } from "./schedule.js";

/** An operation that is ready to run. */
export interface PlannedOperation {
  readonly method: string | undefined;
  readonly bulkId: string | undefined;
  /** The resource that it creates or changes; undefined when the operation cannot be read. */
  readonly resource: NamedResource | undefined;
  /** The request, or the error that prevents it; removed once it was read, since the data may be large. */
  request: ResolvedRequest | AppError | undefined;
  /** The positions of the operations that create the resources it refers to. */
  readonly needs: readonly number[];
}

/** The resource of an operation. */
interface NamedResource {
  readonly type: "User" | "Group";
  readonly id: string;
  /** Whether the operation creates it. */
  readonly isNew: boolean;
}

/** The operations of a bulk request and the order in which they run. */
export interface Plan {
  /** In the client's order. */
  readonly operations: readonly PlannedOperation[];
  /** In the order in which they run; the operations of one list succeed or fail together. */
  readonly units: readonly (readonly number[])[];
}

/** A resource that the request creates: the position of its operation, and its id. */
interface Creation {
  readonly place: number;
  readonly id: string;
}

/**
 * Assigns a permanent id to every resource that will be created, replaces the references with these ids, and determines
 * the order.
 */
export function plan(raw: readonly unknown[], baseUrl: string): Plan {
  const prefixes = pathPrefixes(baseUrl);
  const read = raw.map((operation) => readOperation(operation, prefixes));
  const creations = findCreations(read);
  const ids = new Map([...creations].map(([bulkId, { id }]) => [bulkId, id]));
  const operations = read.map((operation, place) => resolve(operation, place, creations, ids));
  const units = schedule(
    operations.map(({ needs, resource }) => ({
      needs,
      target: resource?.isNew === false ? `${resource.type} ${resource.id}` : undefined,
    })),
  );
  return { operations, units };
}

/** Returns the POST operation of each bulkId; a bulkId that several have is left out as ambiguous. */
function findCreations(operations: readonly BulkOperation[]): Map<string, Creation> {
  const creations = new Map<string, Creation>();
  const twice = new Set<string>();
  for (const [place, { method, bulkId }] of operations.entries()) {
    if (method !== "POST" || bulkId === undefined) continue;
    if (creations.has(bulkId)) twice.add(bulkId);
    else creations.set(bulkId, { place, id: newId() });
  }
  for (const bulkId of twice) creations.delete(bulkId);
  return creations;
}

function resolve(
  operation: BulkOperation,
  place: number,
  creations: ReadonlyMap<string, Creation>,
  ids: ReadonlyMap<string, string>,
): PlannedOperation {
  const { method, bulkId, request } = operation;
  const failed = { method, bulkId, resource: undefined, needs: [] };
  if (request instanceof AppError) return { ...failed, request };
  const creation = request.method === "POST" ? creations.get(bulkId ?? "") : undefined;
  if (request.method === "POST" && creation?.place !== place) {
    return { ...failed, request: givenTwice(bulkId ?? "") };
  }
  const references = new References(ids);
  const target = references.resolveTarget(request.target);
  const data = request.data && references.resolveData(request.data, request.method === "PATCH");
  const needs = [...references.named].map((name) => creations.get(name)?.place ?? place);
  const { type, version } = request;
  const id = creation?.id ?? target;
  const resolved = { method: request.method, type, id, version, data };
  return {
    method,
    bulkId,
    resource: { type, id, isNew: creation !== undefined },
    needs,
    request: references.unknown === undefined ? resolved : unresolvedReference(references.unknown),
  };
}

function givenTwice(bulkId: string): AppError {
  return new AppError(
    "invalidValue",
    `The bulkId ${quote(bulkId)} names several POST operations of this request: give each its own.`,
  );
}

/** RFC 7644 §3.7.1: a reference that the server cannot resolve is answered with 409. */
function unresolvedReference(bulkId: string): AppError {
  return new AppError("conflict", `No one POST operation of this request has the bulkId ${quote(bulkId)}.`);
}
