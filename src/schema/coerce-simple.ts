import { parseDateTime } from "../db/date-time.js";
import { AppError } from "../errors.js";
import type { Behavior } from "./behavior.js";
import { codes } from "./codes.js";
import { CRM_USER_URN, crmUserForms, crmUserNumbered } from "./definitions/crm-user.js";
import { isExactNumber } from "./json-number.js";
import type { Attribute } from "./model.js";
import { showValue } from "./quote.js";
import { isUnstorable } from "./unstorable.js";

const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
/** The characters of RFC 3986 §2; the WHATWG parser would also accept spaces and quotes. */
const URI_CHARACTERS = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/;
/** The longest string of one value, in UTF-16 units; no attribute of a person or a group needs more. */
const MAX_TEXT_LENGTH = 65_536;

const numbered = byKey(crmUserNumbered);
const forms = byKey(crmUserForms);

/**
 * Converts one value of a simple attribute to the attribute's type.
 * @returns undefined when the value means "unassigned"
 * @throws AppError `invalidValue`
 */
export function coerceSimple(
  attribute: Attribute,
  value: string | number | boolean,
  behavior: Behavior,
): string | number | boolean | undefined {
  checkLength(attribute, value);
  if (value === "") return coerceEmpty(attribute, behavior);
  switch (attribute.type) {
    case "boolean":
      return coerceBoolean(attribute, value, behavior);
    case "integer":
      return coerceNumber(attribute, value, behavior, INTEGER, Number.isSafeInteger, "an integer");
    case "decimal":
      return coerceNumber(attribute, value, behavior, DECIMAL, Number.isFinite, "a number");
    case "dateTime":
      return coerceText(attribute, value, isDateTime, "a dateTime such as 2026-01-31T12:00:00Z");
    case "binary":
      return coerceText(attribute, unwrapped(value, behavior), isBase64, "base64");
    case "reference":
      return coerceReference(attribute, value, behavior);
    case "string":
      return coerceString(attribute, value, behavior);
    case "complex":
      break;
  }
  throw wrongType(attribute, "an object with sub-attributes", value);
}

/** Creates the error for a value whose type is not that of its attribute. */
export function wrongType(attribute: Attribute, expected: string, value: unknown): AppError {
  return new AppError(
    "invalidValue",
    `Attribute '${attribute.path}' must be ${expected}, not ${showValue(value)}.`,
  );
}

function checkLength(attribute: Attribute, value: string | number | boolean): void {
  if (typeof value !== "string" || value.length <= MAX_TEXT_LENGTH) return;
  throw new AppError(
    "invalidValue",
    `Attribute '${attribute.path}' must not be longer than ${MAX_TEXT_LENGTH} characters; this has ${value.length}.`,
  );
}

// Deviation: RFC 7643 §2.5 does not treat "" as "unassigned"; Entra ID clears attributes with it.
function coerceEmpty(attribute: Attribute, behavior: Behavior): string | undefined {
  if (attribute.required) {
    throw new AppError("invalidValue", `Attribute '${attribute.path}' is required and must not be empty.`);
  }
  if (behavior.emptyStringClears) return undefined;
  if (attribute.type !== "string" && attribute.type !== "reference") {
    throw wrongType(attribute, `a ${attribute.type}`, "");
  }
  return attribute.closed ? matchCanonical(attribute, "") : "";
}

function coerceBoolean(attribute: Attribute, value: string | number | boolean, behavior: Behavior): boolean {
  if (typeof value === "boolean") return value;
  // Deviation: RFC 7643 §2.3.2 allows only true and false; Entra ID, OneLogin and Keycloak send strings.
  const text = behavior.coerceBooleanStrings && typeof value === "string" ? value.toLowerCase() : "";
  if (text === "true") return true;
  if (text === "false") return false;
  throw wrongType(attribute, "true or false", value);
}

function coerceNumber(
  attribute: Attribute,
  value: string | number | boolean,
  behavior: Behavior,
  pattern: RegExp,
  isValid: (number: number) => boolean,
  expected: string,
): number {
  // The parser passes numbers that it could not keep exactly as strings.
  const isReadable = behavior.coerceNumbers && typeof value === "string" && pattern.test(value);
  if (isReadable && !isExactNumber(value))
    throw wrongType(attribute, `${expected} that a double keeps exactly`, value);
  const number = isReadable ? Number(value) : value;
  if (typeof number !== "number" || !isValid(number)) throw wrongType(attribute, expected, value);
  // A stored value must equal what is read back, and -0 would be written as 0.
  return number === 0 ? 0 : number;
}

function coerceText(
  attribute: Attribute,
  value: string | number | boolean,
  isValid: (text: string) => boolean,
  expected: string,
): string {
  if (typeof value !== "string" || !isValid(value)) throw wrongType(attribute, expected, value);
  return value;
}

// Deviation: RFC 7643 §2.3.6 refers to RFC 4648, which allows no line breaks; certificate files contain them.
function unwrapped(value: string | number | boolean, { unwrapBase64 }: Behavior): typeof value {
  return unwrapBase64 && typeof value === "string" ? value.replaceAll(/[ \t\r\n]+/g, "") : value;
}

function coerceReference(attribute: Attribute, value: string | number | boolean, behavior: Behavior): string {
  if (typeof value !== "string") throw wrongType(attribute, "a URI", value);
  // Deviation: RFC 7643 §2.3.7 requires a URI; Entra ID's validator sends random text as profileUrl.
  if (!behavior.acceptAnyReference && !isUri(value)) throw wrongType(attribute, "a URI", value);
  return storable(attribute, value);
}

function coerceString(attribute: Attribute, value: string | number | boolean, behavior: Behavior): string {
  const choices = numbered.get(attribute.key);
  if (choices !== undefined && INTEGER.test(String(value))) {
    return matchCanonical(attribute, choices[Number(value)] ?? String(value));
  }
  // Deviation: RFC 7643 §2.3.1 allows only strings; Okta's sample sends numbers, for example as employeeNumber.
  const text = behavior.coerceNumbers && typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") throw wrongType(attribute, "a string", value);
  // RFC 7643 §4.1.1 requires a "non-empty" userName; one of spaces only counts as empty.
  if (attribute.required && text.trim() === "") return coerceEmpty(attribute, behavior) ?? "";
  if (attribute.closed) return matchCanonical(attribute, text);
  const form = forms.get(attribute.key);
  if (form !== undefined && !form.pattern.test(text)) throw wrongType(attribute, form.expected, text);
  // Deviation: RFC 7643 §4.1.1 requires codes; Entra ID sends names of countries, its validator any text.
  const code = behavior.acceptAnyCode ? undefined : codes.get(attribute.key);
  if (code !== undefined && !code.isValid(text)) throw wrongType(attribute, code.expected, text);
  return storable(attribute, text);
}

function matchCanonical(attribute: Attribute, text: string): string {
  const values = attribute.canonicalValues ?? [];
  const wanted = text.toLowerCase();
  const match = values.find((value) => value.toLowerCase() === wanted);
  if (match !== undefined) return match;
  throw wrongType(attribute, `one of ${values.map((value) => `'${value}'`).join(", ")}`, text);
}

/** Returns the text, or throws when it contains U+0000 or half of a surrogate pair, which databases cannot store. */
function storable(attribute: Attribute, text: string): string {
  if (isUnstorable(text)) {
    throw new AppError(
      "invalidValue",
      `Attribute '${attribute.path}' must not contain U+0000 or half of a surrogate pair.`,
    );
  }
  return text;
}

function isDateTime(text: string): boolean {
  return parseDateTime(text) !== undefined;
}

function isBase64(text: string): boolean {
  if (!BASE64.test(text)) return false;
  return text.endsWith("=") ? text.length % 4 === 0 : text.length % 4 !== 1;
}

function isUri(text: string): boolean {
  return URI_CHARACTERS.test(text) && URL.canParse(text, "https://base.invalid/");
}

function byKey<Rule>(rules: ReadonlyMap<string, Rule>): ReadonlyMap<string, Rule> {
  return new Map([...rules].map(([name, rule]) => [`${CRM_USER_URN}:${name}`.toLowerCase(), rule]));
}
