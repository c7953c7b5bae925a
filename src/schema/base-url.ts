/**
 * The placeholder for the service provider's base URL in stored text, because clients may read the same resource under
 * several base URLs.
 */
export const BASE_PLACEHOLDER = "\u0000";

/** The placeholder at the beginning of a JSON string, as JSON.stringify writes it. */
const PLACEHOLDER_IN_JSON = `"\\u0000`;

/** The part of it that is rare in JSON: a search for the quote would stop at each string. */
const RARE = PLACEHOLDER_IN_JSON.slice(1);

/**
 * Replaces the placeholder at the beginning of JSON strings with the base URL, without parsing the JSON. This is safe
 * because no client value contains U+0000 (coercion rejects it), and because client text that looks like the escape is
 * written `\"\\u0000` in JSON: there, two backslashes follow the quote.
 * @param json - text made by JSON.stringify
 * @param baseUrl - without a trailing slash: `https://scim.example.com/scim/v2`
 */
export function spliceBase(json: string, baseUrl: string): string {
  if (!json.includes(RARE)) return json;
  return json.replaceAll(PLACEHOLDER_IN_JSON, () => JSON.stringify(baseUrl).slice(0, -1));
}
