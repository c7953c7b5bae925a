import { AppError } from "../errors.js";

/** Matches valid names of tenants, connections and tokens: printable, without spaces at either end. */
const NAME = /^[^\p{C}\s](?:[^\p{C}]{0,98}[^\p{C}\s])?$/u;

/**
 * Checks the name of a tenant, connection or token.
 * @param what - the thing, for the message: `tenant`
 * @returns the name, unchanged
 * @throws AppError `invalidValue`
 */
export function requireName(what: string, name: string): string {
  if (NAME.test(name)) return name;
  throw new AppError(
    "invalidValue",
    `${JSON.stringify(name.slice(0, 60))} cannot be the name of a ${what}: use 1 to 100 printable characters without a space at either end`,
  );
}
