/** A number as JSON writes it. RFC 8259 §6. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number of digits that a double always keeps. */
const SAFE_DIGITS = 15;

/** Returns true when a text is a JSON number. */
export function isJsonNumber(text: string): boolean {
  return NUMBER.test(text);
}

/**
 * Returns true when a number keeps its value as a double, as most programs read JSON numbers: `12.50` does,
 * `12345678901234567890` and `1e400` do not. RFC 7493 §2.2.
 * @param text - a JSON number
 */
export function isExactNumber(text: string): boolean {
  const number = Number(text);
  if (!Number.isFinite(number)) return false;
  const [digits, exponent] = partsOf(text);
  // A number that is too small becomes 0.
  if (number === 0) return digits === "";
  if (digits.length <= SAFE_DIGITS) return true;
  const [kept, keptExponent] = partsOf(String(number));
  return digits === kept && exponent === keptExponent;
}

/** Returns the digits without leading and trailing zeros, and the power of ten after the last one. */
function partsOf(text: string): [digits: string, exponent: number] {
  const [mantissa = "", power = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const significant = (whole + fraction).replace(/^0+/, "");
  const digits = trimEndZeros(significant);
  return [digits, Number(power) - fraction.length + significant.length - digits.length];
}

/** Written by hand because the regular expression takes quadratic time. */
function trimEndZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}
