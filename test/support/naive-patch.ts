// A second PATCH engine, as simple and slow as possible, that shares no code with the first. It knows five
// attributes and conditions of the form [sub eq "value"], and works on structured operations instead of paths.

/** JSON as a client sends it. */
export type Json = null | string | boolean | Json[] | { [name: string]: Json };

/** A complex value. */
export type Complex = Record<string, string | boolean>;

/** A user with the attributes that the model knows. */
export interface NaiveUser {
  userName?: string;
  title?: string;
  name?: Complex;
  emails?: Complex[];
  addresses?: Complex[];
}

type ListName = "emails" | "addresses";

/** One operation; `path()` writes it as a client would. */
export interface NaiveOperation {
  readonly op: "add" | "remove" | "replace";
  readonly attribute: "id" | keyof NaiveUser;
  readonly where?: { readonly sub: string; readonly value: string };
  readonly sub?: string;
  readonly value?: Json;
}

/** Thrown where the engine must refuse, with the code it must have. */
export class NaiveRefusal extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The path of an operation in SCIM's notation. */
export function path({ attribute, where, sub }: NaiveOperation): string {
  return `${attribute}${where ? `[${where.sub} eq "${where.value}"]` : ""}${sub ? `.${sub}` : ""}`;
}

/** Applies the operations one by one. */
export function naivePatch(
  user: NaiveUser,
  operations: readonly NaiveOperation[],
  strict: boolean,
): NaiveUser {
  for (const operation of operations) checkStatically(operation, strict);
  const result = structuredClone(user);
  for (const operation of operations) {
    const { attribute } = operation;
    if (attribute === "emails" || attribute === "addresses") patchList(result, attribute, operation, strict);
    else if (attribute === "name") patchName(result, operation, strict);
    else if (attribute === "title" || attribute === "userName") patchText(result, attribute, operation);
  }
  return result;
}

function checkStatically({ op, attribute, where, sub, value }: NaiveOperation, strict: boolean): void {
  if (attribute === "id") throw new NaiveRefusal("mutability");
  const isList = attribute === "emails" || attribute === "addresses";
  const hasValue = value !== undefined && value !== null;
  if (op === "remove" && strict && isList && !where && !sub && hasValue)
    throw new NaiveRefusal("invalidValue");
}

function patchText(user: NaiveUser, attribute: "title" | "userName", { op, value }: NaiveOperation): void {
  if (op === "remove" && attribute === "userName") throw new NaiveRefusal("mutability");
  if (value === "" && attribute === "userName" && op !== "remove") throw new NaiveRefusal("invalidValue");
  if (op === "remove" || value === null || value === "") delete user[attribute];
  else user[attribute] = text(value);
}

function patchName(user: NaiveUser, { op, sub, value }: NaiveOperation, strict: boolean): void {
  const name = op === "replace" && !sub && strict ? {} : (user.name ?? {});
  let changes: Record<string, Json> = {};
  if (sub) changes = { [sub]: op === "remove" ? null : (value ?? null) };
  else if (op === "remove" || value === null || value === "") changes = { givenName: null, familyName: null };
  else if (typeof value === "object" && !Array.isArray(value)) changes = value;
  for (const [part, change] of Object.entries(changes)) {
    if (change === null || change === "") delete name[part];
    else name[part] = text(change);
  }
  if (Object.keys(name).length > 0) user.name = name;
  else delete user.name;
}

function patchList(user: NaiveUser, attribute: ListName, operation: NaiveOperation, strict: boolean): void {
  const before = user[attribute] ?? [];
  const after =
    operation.op === "remove" ? removed(before, operation, strict) : written(before, operation, strict);
  if (after.length > 0) user[attribute] = after;
  else delete user[attribute];
}

function removed(before: Complex[], { where, sub, value }: NaiveOperation, strict: boolean): Complex[] {
  const isHit = (element: Complex): boolean => where === undefined || same(element[where.sub], where.value);
  if (where && strict) checkHits(before.filter(isHit));
  if (sub)
    return before.map((element) => (isHit(element) ? without(element, sub) : element)).filter(isFilled);
  if (where) return before.filter((element) => !isHit(element));
  if (value === undefined || value === null) return [];
  const listed = elements(value).map(read).filter(isFilled);
  return before.filter((element) => !listed.some((item) => says(element, item)));
}

function written(before: Complex[], operation: NaiveOperation, strict: boolean): Complex[] {
  const { op, attribute, where, sub, value = null } = operation;
  if (where === undefined && sub === undefined) {
    const given = tidy(elements(value).map(read).filter(isFilled), strict);
    if (op === "replace") return given;
    return addAll(before, given, strict);
  }
  const isHit = (element: Complex): boolean => where === undefined || same(element[where.sub], where.value);
  const whole = sub === undefined && value !== null && typeof value === "object" ? value : undefined;
  const clears = sub === undefined ? !isFilled(read(whole ?? {})) : value === null || value === "";
  const change = (element: Complex): Complex => {
    if (sub !== undefined) return clears ? without(element, sub) : { ...element, [sub]: scalar(value) };
    if (whole === undefined || (op === "replace" && clears)) return {};
    return merge(element, whole);
  };
  if (where && strict) checkHits(before.filter(isHit));
  if (before.some(isHit)) {
    const next = before.map((element) => (isHit(element) ? change(element) : element));
    const isNewPrimary = next.some(
      (element, index) => isHitAt(before, index, isHit) && element["primary"] === true,
    );
    return tidy(
      next
        .map((element, index) => (isNewPrimary && !isHitAt(before, index, isHit) ? demote(element) : element))
        .filter(isFilled),
      strict,
    );
  }
  if (clears) return before;
  if (where === undefined && attribute === "emails" && sub !== "value") throw new NaiveRefusal("noTarget");
  const described: Complex = where ? { [where.sub]: scalar(where.value, where.sub) } : {};
  const made = sub === undefined ? merge(described, whole ?? {}) : { ...described, [sub]: scalar(value) };
  return addAll(before, [made], strict);
}

/** A value path selects one element. */
function checkHits(hits: readonly Complex[]): void {
  if (hits.length === 0) throw new NaiveRefusal("noTarget");
  if (hits.length > 1) throw new NaiveRefusal("invalidFilter");
}

function isHitAt(before: Complex[], index: number, isHit: (element: Complex) => boolean): boolean {
  const element = before[index];
  return element !== undefined && isHit(element);
}

/** Who is primary is settled once all are in. */
function addAll(before: Complex[], items: Complex[], strict: boolean): Complex[] {
  let all = before;
  let primary: string | undefined;
  for (const item of items) {
    const next = addOne(all, item);
    if (next !== all && item["primary"] === true) primary ??= key(item);
    all = next;
  }
  const settled =
    primary === undefined ? all : all.map((each) => (key(each) === primary ? each : demote(each)));
  return tidy(settled, strict);
}

function addOne(all: Complex[], item: Complex): Complex[] {
  const twin = all.find((element) => item["value"] !== undefined && key(element) === key(item));
  if (!twin) return all.some((element) => says(element, item)) ? all : [...all, item];
  const saysNothing = item["primary"] === false && twin["primary"] !== true;
  const extra = saysNothing ? without(item, "primary") : item;
  return all.map((element) => (element === twin ? { ...twin, ...extra } : element));
}

/** No element twice, one primary: what is left where an engine lets both pass. */
function tidy(list: Complex[], strict: boolean): Complex[] {
  const result: Complex[] = [];
  for (const element of list) {
    const first = result.findIndex((other) => key(other) === key(element));
    const twin = result[first];
    if (!twin) result.push(element);
    else if (strict) throw new NaiveRefusal("invalidValue");
    else {
      const primary = twin["primary"] === true || element["primary"] === true;
      result[first] = { ...element, ...twin, ...(primary && { primary }) };
    }
  }
  const primaries = result.filter((element) => element["primary"] === true);
  if (strict && primaries.length > 1) throw new NaiveRefusal("invalidValue");
  return result.map((element) => (primaries.indexOf(element) > 0 ? demote(element) : element));
}

function demote(element: Complex): Complex {
  return element["primary"] === true ? { ...element, primary: false } : element;
}

/** What makes an element another one: all but display and primary. */
function key(element: Complex): string {
  return JSON.stringify(
    ["value", "type", "locality", "country"].map((name) => String(element[name] ?? "").toLowerCase()),
  );
}

function says(element: Complex, item: Complex): boolean {
  return Object.entries(item).every(([name, value]) =>
    name === "primary" ? (element["primary"] === true) === value : same(element[name], value),
  );
}

function same(left: string | boolean | undefined, right: string | boolean): boolean {
  return left !== undefined && String(left).toLowerCase() === String(right).toLowerCase();
}

function elements(value: Json): Json[] {
  if (value === null || value === "") return [];
  return Array.isArray(value) ? value : [value];
}

/** A complex value without what says nothing. */
function read(value: Json): Complex {
  if (typeof value === "string") return value === "" ? {} : { value };
  if (value === null || typeof value === "boolean" || Array.isArray(value)) return {};
  const filled = Object.entries(value).filter(([, part]) => part !== null && part !== "");
  return Object.fromEntries(filled.map(([name, part]) => [name, scalar(part, name)]));
}

function scalar(value: Json, name?: string): string | boolean {
  if (name === "primary") return text(value).toLowerCase() === "true";
  return typeof value === "boolean" ? value : text(value);
}

/** The value over the element; what it has as null or "" goes. */
function merge(element: Complex, value: Json): Complex {
  const gone = Object.entries(value ?? {}).filter(([, part]) => part === null || part === "");
  return gone.reduce((all, [name]) => without(all, name), { ...element, ...read(value) });
}

function text(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value ?? "");
}

function without(element: Complex, name: string): Complex {
  const { [name]: _, ...rest } = element;
  return rest;
}

function isFilled(element: Complex): boolean {
  return Object.keys(element).length > 0;
}
