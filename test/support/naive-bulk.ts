import { schedule } from "../../src/scim/bulk/schedule.js";

/** An operation of the model; resources are named by their bulkId, `gone` is one that nothing has. */
export type NaiveOperation =
  | {
      readonly kind: "user";
      readonly bulkId: string;
      readonly name: string;
      readonly manager: string | undefined;
    }
  | {
      readonly kind: "group";
      readonly bulkId: string;
      readonly name: string;
      readonly members: readonly string[];
    }
  | { readonly kind: "add" | "remove" | "put"; readonly group: string; readonly members: readonly string[] }
  | { readonly kind: "delete"; readonly target: string }
  | { readonly kind: "malformed" };

/** What there is after operations: resources by their bulkId, with their names, and members. */
export interface NaiveDirectory {
  readonly users: Map<string, { readonly name: string; readonly manager: string | undefined }>;
  readonly groups: Map<string, { readonly name: string; readonly members: ReadonlySet<string> }>;
}

/** What an operation refers to. */
function namedBy(operation: NaiveOperation): string[] {
  switch (operation.kind) {
    case "user":
      return operation.manager === undefined ? [] : [operation.manager];
    case "group":
      return [...operation.members];
    case "add":
    case "remove":
    case "put":
      return [operation.group, ...operation.members];
    case "delete":
      return [operation.target];
    case "malformed":
      return [];
  }
}

/** What an operation changes that others may change too. */
function targetOf(operation: NaiveOperation): string | undefined {
  if (operation.kind === "delete") return operation.target;
  return "group" in operation ? operation.group : undefined;
}

function takesName(all: Iterable<{ readonly name: string }>, name: string): boolean {
  return [...all].some((other) => other.name.toLowerCase() === name.toLowerCase());
}

/** Applies one operation; false when it cannot be done. */
function apply({ users, groups }: NaiveDirectory, operation: NaiveOperation): boolean {
  switch (operation.kind) {
    case "user":
      if (operation.name === "" || takesName(users.values(), operation.name)) return false;
      users.set(operation.bulkId, { name: operation.name, manager: operation.manager });
      return true;
    case "group":
      if (operation.name === "" || takesName(groups.values(), operation.name)) return false;
      groups.set(operation.bulkId, { name: operation.name, members: new Set(operation.members) });
      return true;
    case "add":
    case "remove":
    case "put": {
      const group = groups.get(operation.group);
      if (!group) return false;
      const named = new Set(operation.members);
      const kept = operation.kind === "put" ? [] : [...group.members];
      const members =
        operation.kind === "remove" ? kept.filter((one) => !named.has(one)) : [...kept, ...named];
      // A PUT calls the group after its bulkId.
      const name = operation.kind === "put" ? operation.group : group.name;
      groups.set(operation.group, { name, members: new Set(members) });
      return true;
    }
    case "delete": {
      const { target } = operation;
      if (!users.delete(target) && !groups.delete(target)) return false;
      for (const [name, { members, ...group }] of groups) {
        groups.set(name, { ...group, members: new Set([...members].filter((one) => one !== target)) });
      }
      return true;
    }
    case "malformed":
      return false;
  }
}

/** What a bulk request leaves, and which operations succeeded; undefined for one that was not processed. */
export function runNaively(
  operations: readonly NaiveOperation[],
  failOnErrors: number,
): { directory: NaiveDirectory; succeeded: (boolean | undefined)[] } {
  const directory: NaiveDirectory = { users: new Map(), groups: new Map() };
  const creators = new Map(
    operations.flatMap((operation, place) =>
      "bulkId" in operation ? [[operation.bulkId, place] as const] : [],
    ),
  );
  const needs = operations.map((operation) => namedBy(operation).flatMap((name) => creators.get(name) ?? []));
  const units = schedule(
    operations.map((operation, place) => ({ needs: needs[place] ?? [], target: targetOf(operation) })),
  );
  const succeeded: (boolean | undefined)[] = operations.map(() => undefined);
  for (const unit of units) {
    if (succeeded.filter((one) => one === false).length >= failOnErrors) break;
    const before = { users: new Map(directory.users), groups: new Map(directory.groups) };
    const works = unit.every((place) => {
      const operation = operations[place] ?? { kind: "malformed" };
      const known = namedBy(operation).every((name) => creators.has(name));
      const met = (needs[place] ?? []).every((needed) => succeeded[needed] !== false);
      return known && met && apply(directory, operation);
    });
    for (const place of unit) succeeded[place] = works;
    if (works) continue;
    for (const part of ["users", "groups"] as const) {
      directory[part].clear();
      for (const [name, value] of before[part]) (directory[part] as Map<string, unknown>).set(name, value);
    }
  }
  return { directory, succeeded };
}
