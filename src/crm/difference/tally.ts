import { createHash } from "node:crypto";
import { recordTarget } from "../../access/decide.js";
import type { Instance } from "../../access/instances.js";
import type { Reason } from "../../access/reasons.js";
import { type AccessState, hasAccess } from "../decision/access-state.js";
import type {
  AccessDifference,
  AccessTurn,
  InstanceDifference,
  PersonDifference,
  RecordTurn,
  RoleDifference,
} from "./difference.js";

/** A person in an instance, on both sides. Undefined stands for nobody: the person does not exist on that side. */
export interface Compared {
  readonly userId: string;
  readonly instance: Pick<Instance, "id" | "name">;
  readonly before: AccessState | undefined;
  readonly after: AccessState | undefined;
  /** What happens to the record. */
  readonly record?: RecordTurn | undefined;
  readonly causeEntry?: string | undefined;
}

/** A page of the people of a difference. */
export interface DifferencePage {
  /** The key after which the page begins; undefined for the first page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A person of the page, before the names are known. */
export type Listed = Omit<PersonDifference, "userName" | "displayName" | "rolesAdded" | "rolesRemoved"> & {
  readonly key: string;
  /** Ids of root roles. */
  readonly rolesAdded: readonly string[];
  readonly rolesRemoved: readonly string[];
};

type Counts<Name extends string> = Partial<Record<Name, number>>;

interface InstanceTally {
  readonly instance: Pick<Instance, "id" | "name">;
  before: number;
  after: number;
  readonly turns: Record<AccessTurn, number>;
  readonly reasonsAdded: Counts<Reason>;
  readonly reasonsRemoved: Counts<Reason>;
}

const NOBODY = { features: "none", mode: "readWrite", reasons: [], roles: [] } as const;

const TURN_ORDER: readonly AccessTurn[] = ["loses", "gains", "changes"];

/** Counts the people whose access differs, one by one; it keeps one page of them and no more. */
export class DifferenceTally {
  readonly #page: DifferencePage;
  readonly #instances = new Map<string, InstanceTally>();
  readonly #roles = new Map<string, { instance: string; roleId: string; added: number; removed: number }>();
  readonly #records: Record<RecordTurn, number> = { created: 0, enabled: 0, disabled: 0, changed: 0 };
  readonly #losers = Buffer.alloc(32);
  #listed: Listed[] = [];

  constructor(page: DifferencePage) {
    this.#page = page;
  }

  /** Adds a person; each person and instance once. */
  add({ userId, instance, before: was, after: is, record, causeEntry }: Compared): void {
    const [before, after] = [was ?? NOBODY, is ?? NOBODY];
    const tally = this.#tallyOf(instance);
    if (hasAccess(before)) tally.before += 1;
    if (hasAccess(after)) tally.after += 1;
    if (record !== undefined) this.#records[record] += 1;
    const turn = turnOf(before, after);
    if (turn === undefined) return;
    tally.turns[turn] += 1;
    if (turn === "loses") this.#addLoser(`${userId} ${instance.id}`);
    const [rolesAdded, rolesRemoved] = [
      without(after.roles, before.roles),
      without(before.roles, after.roles),
    ];
    count(tally.reasonsAdded, without(after.reasons, before.reasons));
    count(tally.reasonsRemoved, without(before.reasons, after.reasons));
    this.#countRoles(instance, rolesAdded, "added");
    this.#countRoles(instance, rolesRemoved, "removed");
    this.#list({
      key: `${TURN_ORDER.indexOf(turn)} ${userId} ${instance.id}`,
      userId,
      instanceId: instance.id,
      instance: instance.name,
      turn,
      before: sideOf(before),
      after: sideOf(after),
      rolesAdded,
      rolesRemoved,
      record,
      causeEntry,
    });
  }

  /** The people of the page: one more than its limit if there is another page. */
  get listed(): readonly Listed[] {
    return this.#listed;
  }

  /** A hash of all who lose access: another set of people has another one. */
  get losersHash(): string {
    return this.#losers.toString("base64url");
  }

  get records(): AccessDifference["records"] {
    return this.#records;
  }

  get instances(): readonly InstanceDifference[] {
    const all = [...this.#instances.values()];
    return all.map(({ instance: { id, name }, before, after, turns, reasonsAdded, reasonsRemoved }) => ({
      id,
      name,
      before,
      after,
      ...turns,
      reasonsAdded,
      reasonsRemoved,
    }));
  }

  /** The roles that come and go, by id of the root role. */
  get roles(): readonly (Omit<RoleDifference, "role"> & { readonly roleId: string })[] {
    return [...this.#roles.values()];
  }

  /** The order in which people are added does not matter. */
  #addLoser(key: string): void {
    const hash = createHash("sha256").update(key).digest();
    for (const [index, byte] of hash.entries()) this.#losers[index] = (this.#losers[index] ?? 0) ^ byte;
  }

  #tallyOf(instance: Pick<Instance, "id" | "name">): InstanceTally {
    const known = this.#instances.get(instance.id);
    if (known !== undefined) return known;
    const turns = { loses: 0, gains: 0, changes: 0 };
    const tally = { instance, before: 0, after: 0, turns, reasonsAdded: {}, reasonsRemoved: {} };
    this.#instances.set(instance.id, tally);
    return tally;
  }

  #countRoles(
    { id, name }: Pick<Instance, "id" | "name">,
    roleIds: readonly string[],
    way: "added" | "removed",
  ): void {
    for (const roleId of roleIds) {
      const key = `${id} ${roleId}`;
      const tally = this.#roles.get(key) ?? { instance: name, roleId, added: 0, removed: 0 };
      tally[way] += 1;
      this.#roles.set(key, tally);
    }
  }

  #list(person: Listed): void {
    const { after = "", limit } = this.#page;
    if (person.key <= after) return;
    this.#listed.push(person);
    // Sorted when it is twice as long as needed, so that a long difference costs little.
    if (this.#listed.length > 2 * (limit + 1)) this.#cut();
  }

  /** Sorts the page and leaves out what does not belong to it. */
  #cut(): void {
    this.#listed.sort((a, b) => (a.key < b.key ? -1 : 1));
    this.#listed = this.#listed.slice(0, this.#page.limit + 1);
  }

  /** Ends the counting. */
  finish(): this {
    this.#cut();
    return this;
  }
}

function turnOf(
  before: Pick<AccessState, "features" | "mode" | "reasons" | "roles">,
  after: Pick<AccessState, "features" | "mode" | "reasons" | "roles">,
): AccessTurn | undefined {
  if (hasAccess(before) !== hasAccess(after)) return hasAccess(before) ? "loses" : "gains";
  const keyOf = ({ features, mode, reasons, roles }: typeof before): string =>
    [features, mode, reasons.join(), roles.join()].join("|");
  return keyOf(before) === keyOf(after) ? undefined : "changes";
}

function sideOf({ features, mode, reasons }: Pick<AccessState, "features" | "mode" | "reasons">) {
  return { features, mode, reasons };
}

function without<T>(all: readonly T[], left: readonly T[]): T[] {
  return all.filter((one) => !left.includes(one));
}

function count<Name extends string>(counts: Counts<Name>, names: readonly Name[]): void {
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
}

/**
 * Returns what happens to a record because of a change.
 * @param before - the state before it, undefined for nobody; both with the facts as they are, not as they will be
 */
export function recordTurnOf(
  before: AccessState | undefined,
  after: AccessState | undefined,
): RecordTurn | undefined {
  if (after === undefined || after.facts.kind !== "person") return undefined;
  const was = before && targetOf(before);
  const is = targetOf(after);
  if (is === undefined) return undefined;
  if (was === undefined) return after.facts.everSynced ? undefined : "created";
  if (was.enabled !== is.enabled) return is.enabled ? "enabled" : "disabled";
  return was.mode === is.mode && before?.roles.join() === after.roles.join() ? undefined : "changed";
}

function targetOf({ facts }: AccessState): { enabled: boolean; mode: string } | undefined {
  return recordTarget(facts);
}
