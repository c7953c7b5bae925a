import type { AccessFacts, AccessMode } from "../../access/access-facts.js";
import { circumstancesOf } from "../../access/circumstances.js";
import { decideAccess, type Features, recordTarget } from "../../access/decide.js";
import { decodeFacts, encodeFacts } from "../../access/facts-code.js";
import type { Reason } from "../../access/reasons.js";
import type { DecidedUser } from "./decisions.js";

/** What a user may do in an instance at one moment, and why. */
export interface AccessState {
  readonly features: Features;
  readonly mode: AccessMode;
  readonly reasons: readonly Reason[];
  /** The ids of the root roles that the user holds in the instance, sorted. */
  readonly roles: readonly string[];
  /** What the decision was made from. */
  readonly facts: AccessFacts;
}

/** Returns the state of access that facts lead to. @param roles - ids of root roles, sorted */
export function stateOfFacts(facts: AccessFacts, roles: readonly string[]): AccessState {
  const { features, reasons } = decideAccess(facts);
  return { features, mode: circumstancesOf(facts).mode, reasons, roles, facts };
}

/** A user in an instance, however much is loaded of the user. */
export type UserWithFacts = Omit<DecidedUser, "user">;

/** Returns the state of access of a user in an instance. */
export function accessStateOf({ facts, roles }: UserWithFacts): AccessState {
  return stateOfFacts(facts, rootIdsOf(roles));
}

/** Returns the state of access of a user in an instance as a text of `encodeState`, without deciding it. */
export function encodeAccessOf({ facts, roles }: UserWithFacts): string {
  return encodeState({ facts, roles: rootIdsOf(roles) });
}

function rootIdsOf(roles: UserWithFacts["roles"]): readonly string[] {
  return [...new Set(roles.map(({ rootId }) => rootId))].sort();
}

/** Returns a state as a short text: the code of the facts, and the roles. */
export function encodeState({ facts, roles }: Pick<AccessState, "facts" | "roles">): string {
  return `${encodeFacts(facts)} ${roles.join(" ")}`;
}

/** Returns the state of a text of `encodeState`. */
export function decodeState(code: string): AccessState {
  const [facts = "", ...roles] = code.split(" ");
  return stateOfFacts(
    decodeFacts(facts),
    roles.filter((id) => id !== ""),
  );
}

/**
 * Returns the facts once records follow the directory: what is decided is in effect, and nobody waits for
 * synchronization any more.
 */
export function settledFacts(facts: AccessFacts): AccessFacts {
  if (facts.kind !== "person") return facts;
  return { ...facts, everSynced: facts.everSynced || recordTarget(facts) !== undefined, sync: "done" };
}

/** Returns true if a state opens anything of the instance. */
export function hasAccess(state: Pick<AccessState, "features"> | undefined): boolean {
  return state !== undefined && state.features !== "none";
}
