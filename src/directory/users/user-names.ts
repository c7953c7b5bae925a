import type { Db } from "../../db/connect.js";
import { indexKey } from "../../db/index-key.js";
import { placeholders, queryRows } from "../../db/query.js";
import { AppError } from "../../errors.js";
import { fold } from "../../schema/fold.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { isScimObject, objectOrEmpty } from "../../schema/scim-object.js";

/** Letters that do not decompose into a base letter and a mark, and their ASCII spelling. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: "ae",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ĸ: "k",
  ł: "l",
  ŋ: "n",
  ø: "o",
  œ: "oe",
  ß: "ss",
  þ: "th",
  ŧ: "t",
};

/** The user name of a person whose name has no usable letter. */
const NAMELESS = "user";

/** The maximum length before the `@`. RFC 5321 §4.5.3.1.1 */
const MAX_LOCAL = 64;

/** The number of candidates per query. */
const BATCH = 50;

/** The highest number that is appended to a name. */
const MAX_NUMBER = 10_000;

/** The rules for generated user names. */
export interface UserNameRule {
  /** The tenant's `userIds.pattern`. */
  readonly pattern: string;
  /** The tenant's `userIds.domain`. */
  readonly domain: string;
}

/** Writes a name in lower-case ASCII letters, digits and hyphens: `Zoë Łukasz-Groß` is `zoelukasz-gross`. */
export function asciiName(name: string): string {
  return Array.from(name.normalize("NFKD").toLowerCase())
    .map((character) => LETTERS[character] ?? character)
    .join("")
    .replaceAll(/[^a-z0-9-]/g, "")
    .replaceAll(/^-+|-+$/g, "");
}

/**
 * Returns the user name for a person: the pattern filled with the names, otherwise with those of the display name or
 * the mail address. R006
 * @param user - any known attributes
 * @param number - 1 for the plain name, otherwise a number that is put before the `@`
 */
export function proposeUserName(rule: UserNameRule, user: Resource, number: number): string {
  const { pattern, domain } = rule;
  const at = pattern.indexOf("@");
  const [localPattern, rest] = at === -1 ? [pattern, ""] : [pattern.slice(0, at), pattern.slice(at)];
  const local = namesOf(user)
    .map((names) => fill(localPattern, names, domain))
    .find((filled) => filled !== "");
  const suffix = number === 1 ? "" : String(number);
  return (local ?? NAMELESS).slice(0, MAX_LOCAL - suffix.length) + suffix + fillRest(rest, domain);
}

interface Names {
  readonly given: string;
  readonly family: string;
}

/** Returns the possible names of the person, the best first. */
function namesOf(user: Resource): Names[] {
  const { givenName, familyName } = objectOrEmpty(user["name"]);
  const [mail = ""] = firstMail(user).split(/[@+]/);
  return [
    { given: asciiName(textOf(givenName)), family: asciiName(textOf(familyName)) },
    inTwo(textOf(user["displayName"]).split(/\s+/)),
    inTwo(mail.split(/[._]/)),
  ];
}

function inTwo(words: readonly string[]): Names {
  const [given = "", ...family] = words.filter(Boolean);
  return { given: asciiName(given), family: asciiName(family.join("")) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function firstMail(user: Resource): string {
  const emails = user["emails"];
  const [first] = Array.isArray(emails)
    ? emails.filter((email): email is ScimObject => isScimObject(email))
    : [];
  return textOf(first?.["value"]);
}

/** Fills the pattern; empty if no part of the person's name is in it. Separators around a missing part are removed. */
function fill(pattern: string, names: Names, domain: string): string {
  const only = names.given === "" || names.family === "" ? names.given || names.family : undefined;
  if (only === "") return "";
  // A person with a single name gets it, wherever the pattern expects it.
  const once = pattern.includes("{family}") ? "" : (only ?? "");
  const { given, family } = only === undefined ? names : { given: once, family: only };
  const values: Readonly<Record<string, string>> = { given, family, initial: given.charAt(0), domain };
  return pattern
    .replaceAll(/\{(given|family|initial|domain)\}/g, (_, name: string) => values[name] ?? "")
    .replaceAll(/([._-])[._-]+/g, "$1")
    .replaceAll(/^[._-]+|[._-]+$/g, "");
}

function fillRest(rest: string, domain: string): string {
  return rest.replaceAll("{domain}", domain);
}

/**
 * Returns the first proposal that is free in the tenant; another request may take it before it is stored.
 * @throws AppError `conflict` if all numbers are taken
 */
export async function findFreeUserName(
  db: Db,
  tenantId: string,
  rule: UserNameRule,
  user: Resource,
): Promise<string> {
  for (let first = 1; first <= MAX_NUMBER; first += BATCH) {
    const proposals = Array.from({ length: BATCH }, (_, index) => proposeUserName(rule, user, first + index));
    const rows = await queryRows<{ user_name_key: string }>(
      db,
      `select user_name_key from users where tenant_id = ? and user_name_key in (${placeholders(BATCH)})`,
      [tenantId, ...proposals.map((name) => indexKey(fold(name)))],
    );
    const taken = new Set(rows.map((row) => row.user_name_key));
    const free = proposals.find((name) => !taken.has(indexKey(fold(name))));
    if (free !== undefined) return free;
  }
  throw new AppError(
    "USER_NAMES_EXHAUSTED",
    "all numbers for the generated userName are taken: send a userName",
  );
}
