import { setTimeout as sleep } from "node:timers/promises";
import { hashProvisioned, NOBODYS_HASH, preparePassword } from "../auth/password-hash.js";

/**
 * What use-cases do outside of the database. They do it through their context only, so that a preview can leave it out.
 */
export interface Outside {
  /**
   * Hashes a password when its turn comes.
   * @param owner - who asks: a connection
   * @throws AppError `invalidValue` for an invalid password; `unavailable` if too many wait
   */
  readonly hashPassword: (owner: string, password: string) => Promise<string>;
  /**
   * Waits for other processes.
   * @returns false, at once, if waiting is useless because nothing can change meanwhile
   */
  readonly wait: (milliseconds: number) => Promise<boolean>;
}

/** Does it for real. */
export const outside: Outside = {
  hashPassword: hashProvisioned,
  wait: async (milliseconds) => {
    await sleep(milliseconds);
    return true;
  },
};

/** Does nothing: a password is checked and not hashed, and nobody waits. */
export const nothingOutside: Outside = {
  hashPassword: async (_owner, password) => {
    preparePassword(password);
    return NOBODYS_HASH;
  },
  wait: async () => false,
};
