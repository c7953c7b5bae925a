/**
 * Splits the value of `attributes` or `excludedAttributes` into names, in one pass. Brackets, as in `emails[type eq
 * "work"]`, are removed: they select elements, and a projection shows all of them. RFC 7644 §3.9.
 * @param value - comma-separated text, or a list of such texts (a repeated parameter, a SearchRequest)
 */
export function splitNames(value: string | readonly string[] | undefined): string[] {
  const texts = typeof value === "string" ? [value] : (value ?? []);
  return texts
    .flatMap((text) => withoutBrackets(text).split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function withoutBrackets(text: string): string {
  if (!text.includes("[")) return text;
  let kept = "";
  let isQuoted = false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (isQuoted) {
      if (character === "\\") i++;
      else if (character === '"') isQuoted = false;
    } else if (depth > 0 && character === '"') isQuoted = true;
    else if (character === "[") depth++;
    else if (character === "]" && depth > 0) depth--;
    else if (depth === 0) kept += character;
  }
  return kept;
}
