import { COUNTRIES } from "./countries.js";

/** A check for an attribute whose values RFC 7643 takes from a register or a syntax. */
interface Code {
  readonly isValid: (text: string) => boolean;
  readonly expected: string;
}

/** One language range of `Accept-Language` with its weight. RFC 9110 §12.5.4. */
const LANGUAGE_RANGE =
  /^(?:\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:\s*;\s*q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

const countries = new Set(COUNTRIES);

/**
 * The names of the IANA database without an area. The runtime accepts others, such as `PST`, which are not in the
 * database and are ambiguous.
 */
const PLAIN_TIME_ZONES: ReadonlySet<string> = new Set(
  `cet cst6cdt cuba eet egypt eire est est5edt gb gb-eire gmt gmt+0 gmt-0 gmt0 greenwich hongkong hst iceland iran israel
  jamaica japan kwajalein libya met mst mst7mdt navajo nz nz-chat poland portugal prc pst8pdt roc rok singapore turkey uct
  universal utc w-su wet zulu`.split(/\s+/),
);

/** Names that the runtime accepts and that look like a zone of an area, but are none. */
const NO_ZONE = /^(?:etc\/unknown|us\/pacific-new|canada\/east-saskatchewan)$/i;

/** The areas of the IANA database, including its old names. */
const AREAS =
  /^(?:africa|america|antarctica|arctic|asia|atlantic|australia|brazil|canada|chile|etc|europe|indian|mexico|pacific|us)\//i;

/** Returns false when the check throws or returns undefined. */
function passes(check: () => unknown): boolean {
  try {
    return check() !== undefined;
  } catch {
    return false;
  }
}

function isLanguageTag(text: string): boolean {
  return passes(() => Intl.getCanonicalLocales(text));
}

function isPreference(text: string): boolean {
  return text.split(",").every((range) => LANGUAGE_RANGE.test(range.trim()));
}

function isTimeZone(text: string): boolean {
  const isNamed = AREAS.test(text) || PLAIN_TIME_ZONES.has(text.toLowerCase());
  return isNamed && !NO_ZONE.test(text) && passes(() => new Intl.DateTimeFormat("en", { timeZone: text }));
}

function isCountry(text: string): boolean {
  return countries.has(text.toUpperCase());
}

/** The checks for coded values of a user, by attribute key. RFC 7643 §4.1.1 and §4.1.2. */
export const codes: ReadonlyMap<string, Code> = new Map([
  ["locale", { isValid: isLanguageTag, expected: "a language tag such as en-US" }],
  [
    "preferredlanguage",
    { isValid: isPreference, expected: "languages as in Accept-Language, such as en-US, en;q=0.8" },
  ],
  ["timezone", { isValid: isTimeZone, expected: "an IANA time zone such as Europe/Berlin" }],
  ["addresses.country", { isValid: isCountry, expected: "a country code of ISO 3166-1 alpha-2 such as DE" }],
]);
