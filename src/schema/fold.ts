/** Fullwidth and halfwidth forms, which PRECIS maps to their ordinary width. */
const WIDTH_VARIANTS = /[\uFF01-\uFFEF]/g;

const BEYOND_ASCII = /[^ -~]/;

/**
 * Folds a string for a case-insensitive comparison: width mapping, lower case, NFC. Done in JavaScript because SQLite's
 * `lower()` handles only ASCII and PostgreSQL's depends on the locale. Idempotent.
 * @see RFC 7644 §5 and RFC 8265 §3.3 (UsernameCaseMapped)
 */
export function fold(text: string): string {
  // Nearly every string is plain ASCII, which only needs lower case.
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  return (
    text
      .replace(WIDTH_VARIANTS, (character) => character.normalize("NFKC"))
      .toLowerCase()
      .normalize("NFC")
      // toLowerCase writes a final sigma only at the end of a word; substring matches must not depend on that.
      .replaceAll("ς", "σ")
  );
}
