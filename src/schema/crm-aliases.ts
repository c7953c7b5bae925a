import { isDeepStrictEqual } from "node:util";
import { AppError } from "../errors.js";
import { arrangeResource } from "./arrange.js";
import { CRM_USER_URN } from "./definitions/crm-user.js";
import { fold } from "./fold.js";
import type { Resource, ResourceSchema, ScimObject, ScimValue } from "./model.js";
import { quote } from "./quote.js";
import { objectOrEmpty } from "./scim-object.js";

/** Two attributes that show one state: a list of complex values, and one string for flat clients. */
interface Views {
  readonly complex: string;
  readonly flat: string;
  /** Returns what separates the names in this text of the flat view. */
  separatorOf(text: string): RegExp;
  /** Returns the name of an element in the flat view. */
  toToken(element: ScimObject): string;
  /** Returns the element that a name of the flat view stands for. */
  toElement(token: string): ScimObject;
  /** Returns every name that the flat view may use for an element. */
  namesOf(element: ScimObject): string[];
}

/** The flat view's word for an empty list; Entra ID cannot send an empty value for the attribute. */
const NONE = "none";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const licenseViews: Views = {
  complex: "licenses",
  flat: "licenseSkus",
  separatorOf: () => /[,;]/,
  toToken: (element) => {
    const token = textOf(element, "skuPartNumber") || textOf(element, "skuId");
    if (token !== "") return token;
    throw new AppError(
      "invalidValue",
      "Attribute 'licenses' contains an element without skuId and skuPartNumber.",
    );
  },
  toElement: (token) => (UUID.test(token) ? { skuId: token } : { skuPartNumber: token }),
  namesOf: (element) => [textOf(element, "skuPartNumber"), textOf(element, "skuId")],
};

const roleViews: Views = {
  complex: "securityRoles",
  flat: "securityRoleNames",
  // Role names contain commas ("Sales, Enterprise app access"), so a comma separates only where there is no semicolon.
  separatorOf: (text) => (text.includes(";") ? /;/ : /,/),
  toToken: (element) => {
    const instance = textOf(element, "instance");
    return textOf(element, "value") + (instance === "" ? "" : `@${instance}`);
  },
  toElement: (token) => {
    const at = token.lastIndexOf("@");
    const value = (at === -1 ? token : token.slice(0, at)).trim();
    const instance = at === -1 ? "" : token.slice(at + 1).trim();
    if (value === "") {
      throw new AppError(
        "invalidValue",
        `securityRoleNames contains ${quote(token)}: write Name or Name@instance.`,
      );
    }
    return instance === "" ? { value } : { value, instance };
  },
  namesOf: (element) => [roleViews.toToken(element)],
};

/**
 * Reconciles the complex and the flat view of a user's licenses and security roles: `licenses` and `licenseSkus`,
 * `securityRoles` and `securityRoleNames`. A view that equals the stored one is ignored. Afterwards both views are
 * present, the flat one as names joined by `;`, or neither if the list is empty. Idempotent.
 * @param schema - of the tenant's users, including the extensions that it declared
 * @param previous - the stored user, undefined for a new one
 * @throws AppError `invalidValue` when both views were changed and differ
 * @see docs/crm-extension.md
 */
export function reconcileAliases(
  schema: ResourceSchema,
  next: Resource,
  previous: Resource | undefined,
): Resource {
  const extension = next[CRM_USER_URN];
  const before = objectOrEmpty(previous?.[CRM_USER_URN]);
  if (extension === undefined && Object.keys(before).length === 0) return next;
  const after = { ...objectOrEmpty(extension) };
  for (const views of [licenseViews, roleViews]) reconcile(views, after, before);
  return arrangeResource(schema, { ...next, [CRM_USER_URN]: after });
}

function reconcile(views: Views, after: ScimObject, before: ScimObject): void {
  const elements = chooseElements(views, after, before);
  if (elements.length === 0) {
    delete after[views.complex];
    delete after[views.flat];
    return;
  }
  after[views.complex] = elements;
  after[views.flat] = flatten(views, elements);
}

/** Decides which view counts, and returns its elements. */
function chooseElements(views: Views, after: ScimObject, before: ScimObject): ScimObject[] {
  const elements = elementsOf(after[views.complex]);
  const stored = elementsOf(before[views.complex]);
  const tokens = parse(views, after[views.flat]);
  const isComplexChanged = !isSameSet(elements.map(canonicalText), stored.map(canonicalText));
  const isFlatChanged = !isSameSet(tokens, parse(views, before[views.flat]));
  if (!isFlatChanged) return isComplexChanged ? elements : stored;
  if (!isComplexChanged) return applyTokens(views, tokens, stored);
  if (saysTheSame(views, tokens, elements)) return elements;
  throw new AppError(
    "invalidValue",
    `${views.complex} and ${views.flat} say different things: send one of them, or the same in both.`,
  );
}

function flatten(views: Views, elements: readonly ScimObject[]): string {
  const tokens = distinct(elements.map((element) => views.toToken(element)));
  const joined = tokens.join(";");
  // A single role name with a comma needs the semicolon to be read as one.
  const flat = tokens.length === 1 && joined.includes(",") ? `${joined};` : joined;
  if (isSameSet(tokens, parse(views, flat))) return flat;
  throw new AppError(
    "invalidValue",
    `${views.complex} contains a name that ${views.flat} cannot show: empty, '${NONE}' or with a separator.`,
  );
}

/** Keeps the elements that the tokens name, with all their values, and creates the missing ones. */
function applyTokens(views: Views, tokens: readonly string[], stored: readonly ScimObject[]): ScimObject[] {
  return tokens.flatMap((token) => {
    const kept = stored.filter((element) => isNamed(views, element, token));
    return kept.length > 0 ? kept : [views.toElement(token)];
  });
}

function saysTheSame(views: Views, tokens: readonly string[], elements: readonly ScimObject[]): boolean {
  return (
    tokens.every((token) => elements.some((element) => isNamed(views, element, token))) &&
    elements.every((element) => tokens.some((token) => isNamed(views, element, token)))
  );
}

function isNamed(views: Views, element: ScimObject, token: string): boolean {
  return views.namesOf(element).some((name) => name !== "" && fold(name) === fold(token));
}

function parse(views: Views, value: ScimValue | undefined): string[] {
  const text = typeof value === "string" ? value.trim() : "";
  if (text.toLowerCase() === NONE) return [];
  return distinct(
    text
      .split(views.separatorOf(text))
      .map((token) => token.trim())
      .filter((token) => token !== ""),
  );
}

function distinct(tokens: readonly string[]): string[] {
  const byFold = new Map<string, string>();
  for (const token of tokens) if (!byFold.has(fold(token))) byFold.set(fold(token), token);
  return [...byFold.values()];
}

function elementsOf(value: ScimValue | undefined): ScimObject[] {
  return Array.isArray(value) ? value.map(objectOrEmpty) : [];
}

function canonicalText(element: ScimObject): string {
  return JSON.stringify(Object.entries(element).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return isDeepStrictEqual(new Set(left.map(fold)), new Set(right.map(fold)));
}

function textOf(element: ScimObject, name: string): string {
  const value = element[name];
  return typeof value === "string" ? value.trim() : "";
}
