import type { Quirk } from "../provisioning-log/quirks.js";
import { isJsonObject } from "../schema/coerce-value.js";

/** The number of operations of a PATCH that are examined. */
const MAX_OPERATIONS = 20;

/** Longer names and paths match no known client. */
const MAX_NAME_LENGTH = 200;

/** An operation as a client wrote it. */
interface Operation {
  readonly op: string;
  readonly path: string | undefined;
  readonly value: unknown;
}

/** Returns the quirks that the body of a PATCH shows. */
export function patchQuirks(body: Record<string, unknown>): Quirk[] {
  const raw = body["Operations"];
  if (!Array.isArray(raw)) return [];
  const operations = raw.slice(0, MAX_OPERATIONS).filter(isJsonObject).map(toOperation);
  const quirks = new Set<Quirk>(operations.flatMap(operationQuirks));
  const ops = operations.map(({ op }) => op);
  const targets = operations.map(({ path }) => path?.toLowerCase()).filter((path) => path !== undefined);
  const members = operations.filter(({ path }) => path?.toLowerCase() === "members");
  const shown: readonly (readonly [boolean, Quirk])[] = [
    [raw.length === 0, "emptyPatch"],
    [ops.some((op) => /^[A-Z]/.test(op)), "capitalOps"],
    [ops.some((op) => /^[a-z]/.test(op)), "smallOps"],
    [members.filter(({ value }) => Array.isArray(value) && value.length === 1).length > 1, "oneMemberPerOp"],
    [targets.some((path, index) => path !== "members" && targets.indexOf(path) < index), "repeatsTarget"],
    [addsAndRemoves(operations), "addsAndRemovesMember"],
  ];
  for (const [holds, quirk] of shown) if (holds) quirks.add(quirk);
  return [...quirks];
}

function toOperation(raw: Record<string, unknown>): Operation {
  const { op, path, value } = raw;
  return {
    op: typeof op === "string" ? op : "",
    path: typeof path === "string" && path !== "" ? path.slice(0, MAX_NAME_LENGTH) : undefined,
    value,
  };
}

function operationQuirks({ op, path, value }: Operation): Quirk[] {
  if (path === undefined) return isJsonObject(value) ? pathlessQuirks(value) : [];
  const isManager = /(?:^|:)manager$/i.test(path);
  const isMembers = /^members$/i.test(path);
  const isRemove = /^remove$/i.test(op);
  const elements: readonly unknown[] = Array.isArray(value) ? value.slice(0, 5) : [];
  const objects = elements.filter(isJsonObject);
  const shown: readonly (readonly [boolean, Quirk])[] = [
    [/^active$/i.test(path) && typeof value === "string", "booleanAsText"],
    [Array.isArray(value) && value.length === 1 && typeof value[0] === "boolean", "booleanAsList"],
    [isManager && typeof value === "string", "managerAsText"],
    [isManager && Array.isArray(value), "managerAsList"],
    [objects.some(({ value: text }) => typeof text === "string" && /^\{.*\}$/s.test(text)), "jsonInText"],
    [objects.some((element) => element["type"] === "WindowsAzureActiveDirectoryRole"), "microsoftRoles"],
    [/\[primary eq "true"\]/i.test(path), "primaryAsText"],
    [/\[type eq "[^"]*"\]/i.test(path), "typedPaths"],
    [!isRemove && value === "", "clearsByText"],
    [isMembers && objects.some((element) => element["$ref"] === null), "nullRef"],
    [isMembers && objects.some((element) => "display" in element), "memberDisplay"],
    [isMembers && isRemove && elements.length > 0, "removesMembersByValue"],
    [isMembers && isRemove && value === null, "removesMembersByNull"],
    [isRemove && /^members\[/i.test(path), "removesMembersByPath"],
  ];
  return shown.filter(([holds]) => holds).map(([, quirk]) => quirk);
}

function pathlessQuirks(value: Record<string, unknown>): Quirk[] {
  const names = Object.keys(value).filter((name) => name.length <= MAX_NAME_LENGTH);
  const shown: readonly (readonly [boolean, Quirk])[] = [
    [true, "pathlessOps"],
    [names.some((name) => /^urn:.*:[^:.]+$|^[A-Za-z]+\.[A-Za-z]+$/.test(name)), "pathsAsNames"],
    [names.length === 1 && names[0] === "active", "pathlessActive"],
    ["id" in value && "displayName" in value && !("schemas" in value), "pathlessIdAndName"],
    ["schemas" in value, "pathlessSchemas"],
  ];
  return shown.filter(([holds]) => holds).map(([, quirk]) => quirk);
}

/** Returns true when a request adds and removes the same member. */
function addsAndRemoves(operations: readonly Operation[]): boolean {
  const added = operations
    .filter(({ op, path }) => /^add$/i.test(op) && path?.toLowerCase() === "members")
    .flatMap(({ value }) => (Array.isArray(value) ? value.slice(0, 5) : []))
    .filter(isJsonObject)
    .map((element) => element["value"])
    .filter((id) => typeof id === "string");
  return operations.some(
    ({ op, path }) =>
      /^remove$/i.test(op) && added.some((id) => path === `members[value eq ${JSON.stringify(id)}]`),
  );
}
