import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { MINUTE, SECOND } from "../db/duration.js";
import { FairQueue } from "../db/fair-queue.js";
import { hashWidths } from "../db/threads.js";
import { AppError } from "../errors.js";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** scrypt's cost: 2^15 blocks of 1 KiB, 32 MiB for each hash. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } satisfies ScryptOptions;
const KEY_LENGTH = 32;
const SALT_LENGTH = 16;

/** Spaces outside ASCII, which RFC 8265 §4.2.2 maps to the ordinary one. */
const OTHER_SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;

/** Hashing for people who sign in, of whom anybody may try, and how long they wait. */
const SIGN_IN_QUEUE = { maxWaitingPerOwner: 16, maxWaiting: 64, timeout: 5 * SECOND } as const;

/** Hashing for clients with a token; a bulk request asks for a batch at once. */
const PROVISIONING_QUEUE = { maxWaitingPerOwner: 500, maxWaiting: 5000, timeout: MINUTE } as const;

/** Made with the first hash: by then the size of Node's pool of threads is fixed. */
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
      "password is empty or holds a control character: send one without (RFC 8265 §4.2)",
    );
  }
  return prepared;
}

function deriveKey(password: string, salt: Buffer): Promise<Buffer> {
  return derive(preparePassword(password), salt, KEY_LENGTH, COST);
}

function tooManySignIns(): AppError {
  return new AppError("SIGN_IN_BUSY", "too many people sign in at this moment: try again in some seconds");
}

function tooManyHashes(): AppError {
  return new AppError("unavailable", "Too many passwords are being hashed: try again in some seconds");
}

/**
 * Lets somebody sign in or change a password when it is their turn: that takes a hash, and anybody may ask for it.
 * @param owner - who asks: an address
 * @throws AppError `unavailable` when too many are at it
 */
export function inSignInTurn<T>(owner: string, work: () => Promise<T>): Promise<T> {
  return queuesOf().signIn.run(owner, tooManySignIns, work);
}

/**
 * Hashes a password for a client or an administrator when it is their turn; people who sign in do not wait for it.
 * @param owner - who asks: a connection
 * @throws AppError `invalidValue`; `unavailable` when too many are at it
 */
export async function hashProvisioned(owner: string, password: string): Promise<string> {
  preparePassword(password);
  return queuesOf().provisioning.run(owner, tooManyHashes, () => hashPassword(password));
}

/** Hashes a password with scrypt, which needs memory as well as time; the text holds cost, salt and key. */
export async function hashPassword(password: string): Promise<string> {
  preparePassword(password);
  const salt = randomBytes(SALT_LENGTH);
  const key = await deriveKey(password, salt);
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString("base64")}$${key.toString("base64")}`;
}

/** Whether a password is the one that was hashed; takes the same time whatever the answer. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, , , , salt, key] = hash.split("$");
  if (salt === undefined || key === undefined) return false;
  const derived = await deriveKey(password, Buffer.from(salt, "base64"));
  return timingSafeEqual(derived, Buffer.from(key, "base64"));
}

/** A hash as it would be of some password that nobody has. */
const NOBODYS_HASH = `scrypt$${COST.N}$${COST.r}$${COST.p}$${randomBytes(SALT_LENGTH).toString("base64")}$${randomBytes(KEY_LENGTH).toString("base64")}`;

/**
 * Whether a password is the one that was hashed; takes the same time where there is no hash, so that nobody learns
 * who has one. A password that none can be is wrong.
 */
export async function verifyPasswordIfAny(password: string, hash: string | undefined): Promise<boolean> {
  const isRight = await verifyPassword(password, hash ?? NOBODYS_HASH).catch((error: unknown) => {
    if (error instanceof AppError) return false;
    throw error;
  });
  return isRight && hash !== undefined;
}
