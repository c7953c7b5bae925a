import { AppError } from "../errors.js";

const MAX_LENGTH = 2000;

/** Hosts to which keys may travel unencrypted; whether they may be called at all is a setting of the server. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/**
 * Checks an address where public keys are published.
 * @returns it, in its normal form
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
