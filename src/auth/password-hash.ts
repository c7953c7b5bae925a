import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { MINUTE, SECOND } from "../db/duration.js";
import { FairQueue } from "../db/fair-queue.js";
import { hashWidths } from "../db/threads.js";
import { AppError } from "../errors.js";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** The cost of scrypt: 2^15 blocks of 1 KiB, 32 MiB per hash. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } satisfies ScryptOptions;
const KEY_LENGTH = 32;
const SALT_LENGTH = 16;

/** Spaces outside ASCII, which RFC 8265 §4.2.2 maps to U+0020. */
const OTHER_SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;

/** The queue of hashes for sign-ins, which anyone may attempt. */
const SIGN_IN_QUEUE = { maxWaitingPerOwner: 16, maxWaiting: 64, timeout: 5 * SECOND } as const;

/** The queue of hashes for clients with a token; a bulk request adds many at once. */
const PROVISIONING_QUEUE = { maxWaitingPerOwner: 500, maxWaiting: 5000, timeout: MINUTE } as const;

/** Created with the first hash, because the size of Node's thread pool is known only then. */
let queues: { readonly signIn: FairQueue; readonly provisioning: FairQueue } | undefined;

function queuesOf(): NonNullable<typeof queues> {
  const { signIn, provisioning } = hashWidths();
  queues ??= {
    signIn: new FairQueue({ ...SIGN_IN_QUEUE, concurrency: signIn }),
    provisioning: new FairQueue({ ...PROVISIONING_QUEUE, concurrency: provisioning }),
  };
  return queues;
}

/**
 * Prepares a password for hashing by the OpaqueString profile: other spaces become the ordinary one, NFC.
 * @throws AppError `invalidValue` for an empty password or one with control characters; never shows it.
 * @see RFC 7644 §5, RFC 8265 §4.2
 */
export function preparePassword(password: string): string {
  const prepared = password.replace(OTHER_SPACES, " ").normalize("NFC");
  if (prepared === "" || /\p{Cc}/u.test(prepared)) {
    throw new AppError(
      "invalidValue",
      "password is empty or contains a control character: send one without (RFC 8265 §4.2)",
    );
  }
  return prepared;
}

function deriveKey(password: string, salt: Buffer): Promise<Buffer> {
  return derive(preparePassword(password), salt, KEY_LENGTH, COST);
}

function tooManySignIns(): AppError {
  return new AppError("SIGN_IN_BUSY", "too many people are signing in: try again in a few seconds");
}

function tooManyHashes(): AppError {
  return new AppError("unavailable", "Too many passwords are being hashed: try again in a few seconds");
}

/**
 * Runs a sign-in or a password change when its turn in the queue comes. Each costs a hash, and anyone may ask for one.
 * @param owner - who asks: an address
 * @throws AppError `unavailable` if the queue is full
 */
export function inSignInTurn<T>(owner: string, work: () => Promise<T>): Promise<T> {
  return queuesOf().signIn.run(owner, tooManySignIns, work);
}

/**
 * Hashes a password for a client or an administrator when its turn comes; sign-ins do not wait for it.
 * @param owner - who asks: a connection
 * @throws AppError `invalidValue`; `unavailable` if the queue is full
 */
export async function hashProvisioned(owner: string, password: string): Promise<string> {
  preparePassword(password);
  return queuesOf().provisioning.run(owner, tooManyHashes, () => hashPassword(password));
}

/** Hashes a password with scrypt, which costs memory and time; the result contains cost, salt and key. */
export async function hashPassword(password: string): Promise<string> {
  preparePassword(password);
  const salt = randomBytes(SALT_LENGTH);
  const key = await deriveKey(password, salt);
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString("base64")}$${key.toString("base64")}`;
}

/** Returns whether a password matches a hash, in constant time. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, , , , salt, key] = hash.split("$");
  if (salt === undefined || key === undefined) return false;
  const derived = await deriveKey(password, Buffer.from(salt, "base64"));
  return timingSafeEqual(derived, Buffer.from(key, "base64"));
}

/** The hash of a password that nobody has. */
export const NOBODYS_HASH = `scrypt$${COST.N}$${COST.r}$${COST.p}$${randomBytes(SALT_LENGTH).toString("base64")}$${randomBytes(KEY_LENGTH).toString("base64")}`;

/**
 * Returns whether a password matches a hash. Without a hash it takes the same time, so that nobody learns which users
 * have a password. A text that is not a valid password never matches.
 */
export async function verifyPasswordIfAny(password: string, hash: string | undefined): Promise<boolean> {
  const isRight = await verifyPassword(password, hash ?? NOBODYS_HASH).catch((error: unknown) => {
    if (error instanceof AppError) return false;
    throw error;
  });
  return isRight && hash !== undefined;
}
/** The hash schemes of `crypt(3)`, passlib and the PHC string format: `$2b$…`, `$argon2id$…`, `$pbkdf2-sha512$…`. */
const SCHEMES =
  /^\$(?:1|2[abxy]?|3|5|6|7|8|9|y|gy|md5|sha1|apr1|p|h|s|u|argon2(?:i|d|id)?|scrypt|bcrypt(?:-[a-z0-9]+)?|pbkdf2(?:-[a-z0-9]+)?|yescrypt|sm3)\$/i;

/** Matches a hash of that form with any scheme: a scheme, then long parts from a small alphabet. */
const MODULAR = /^\$[a-z0-9][a-z0-9-]{0,31}\$[A-Za-z0-9./+=,:$_-]{24,}$/i;

/** Matches the hashes of LDAP directories, RFC 2307 §5.3: `{SSHA}…`, `{CRYPT}…`. */
const LABELED = /^\{[A-Za-z0-9][A-Za-z0-9-]{1,31}\}[A-Za-z0-9./+=,:$_-]{16,}$/;

/** The shortest hash with a known scheme, including salt and digest. */
const MIN_LENGTH = 16;

/**
 * Returns whether a text is the hash of a password. Taken as a password, a hash would let in only those who can read
 * hashes.
 */
export function isPasswordHash(text: string): boolean {
  return (text.length >= MIN_LENGTH && SCHEMES.test(text)) || MODULAR.test(text) || LABELED.test(text);
}
