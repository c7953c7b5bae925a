/** Fullwidth and halfwidth forms, which PRECIS maps to their ordinary width. */
const WIDTH_VARIANTS = /[\uFF01-\uFFEF]/g;

const BEYOND_ASCII = /[^ -~]/;

/**
 * Prepares a string for a comparison without case: width mapping, lower case, NFC. Done in JavaScript because
 * SQLite's `lower()` knows only ASCII and PostgreSQL's depends on the locale; idempotent.
 * @see RFC 7644 §5 and RFC 8265 §3.3 (UsernameCaseMapped)
 */
export function fold(text: string): string {
  // Nearly every text is plain ASCII, for which lower case is all there is to do.
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  return (
    text
      .replace(WIDTH_VARIANTS, (character) => character.normalize("NFKC"))
      .toLowerCase()
      .normalize("NFC")
      // Lower-casing writes a final sigma only at the end of a word; a substring must not depend on that.
      .replaceAll("ς", "σ")
  );
}
