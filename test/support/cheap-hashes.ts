import crypto, { type ScryptOptions } from "node:crypto";
import { IS_FULL } from "./extent.js";

type Scrypt = (
  password: string,
  salt: Buffer,
  length: number,
  options: ScryptOptions,
  done: (error: Error | null, key: Buffer) => void,
) => void;

/** Blocks of 1 KiB for a hash, where production takes 2^15. */
const BLOCKS = 2 ** 9;

/** Node's own function, under the one that stands in its place: all files that a worker of jest runs share both. */
const { real = crypto.scrypt } = crypto.scrypt as { real?: Scrypt };

let isCheap = !IS_FULL;

const scrypt: Scrypt = (password, salt, length, options, done) =>
  real(password, salt, length, isCheap ? { ...options, N: BLOCKS } : options, done);

/*
 * Makes a hash of a password cost a sixty-fourth of what it costs in production: most tests only need somebody who is
 * signed in. Jest loads this before each file of tests; `npm run test:full` hashes as production does.
 */
Object.assign(crypto, { scrypt: Object.assign(scrypt, { real }) });

/** Lets tests that are about the cost hash as production does, until they say otherwise. */
export function useRealHashes(isReal = true): void {
  isCheap = !isReal && !IS_FULL;
}
