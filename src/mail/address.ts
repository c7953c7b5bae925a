import { AppError } from "../errors.js";

/** One plain address: no name beside it, no list, nothing that a header could be made of. RFC 5321 §4.1.2. */
const ADDRESS = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]{1,253}$/u;

/** Whether mail can be sent to an address. */
export function isMailAddress(address: string): boolean {
  return ADDRESS.test(address);
}

/**
 * Checks an address that a mail is to go to.
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
