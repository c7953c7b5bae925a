import { AppError } from "../errors.js";

/** Matches one plain address: no display name, no list, nothing that could inject a header. RFC 5321 §4.1.2. */
const ADDRESS = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]{1,253}$/u;

/** Returns whether a text is a valid mail address. */
export function isMailAddress(address: string): boolean {
  return ADDRESS.test(address);
}

/**
 * Checks the address of a recipient.
 * @param what - where the address stands, for the message: `mailTo`
 * @throws AppError `invalidValue`
 */
export function requireMailAddress(what: string, address: string): string {
  if (isMailAddress(address)) return address;
  throw new AppError(
    "MAIL_ADDRESS",
    `${what} ${JSON.stringify(address.slice(0, 60))} is no mail address: send one such as ann@example.com`,
  );
}
