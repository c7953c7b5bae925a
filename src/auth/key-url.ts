import { AppError } from "../errors.js";

const MAX_LENGTH = 2000;

/** The hosts from which keys may be fetched without TLS. Whether the server may call them at all is a setting. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/**
 * Checks the URL of a set of public keys.
 * @returns the normalized URL
 * @throws AppError `invalidValue`
 */
export function requireKeyUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (!url || !scheme || url.username !== "" || url.password !== "" || text.length > MAX_LENGTH) {
    throw new AppError(
      "invalidValue",
      `"${text.slice(0, 60)}" cannot be an address of keys: use an https URL without credentials`,
    );
  }
  return url.href;
}
