import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { types } from "node:util";
import { AppError } from "../errors.js";

/** Bytes of a generated key. */
const KEY_BYTES = 32;

function isExisting(error: unknown): boolean {
  return types.isNativeError(error) && "code" in error && error.code === "EEXIST";
}

/** Reads the key file next to an SQLite file, or creates it on the first start; only its owner can read it. */
function keyBeside(file: string): string {
  const keyFile = path.join(path.dirname(path.resolve(file)), `${path.basename(file)}.key`);
  try {
    const key = randomBytes(KEY_BYTES).toString("base64url");
    writeFileSync(keyFile, `${key}\n`, { flag: "wx", mode: 0o600 });
    return key;
  } catch (error) {
    if (!isExisting(error)) throw error;
    return readFileSync(keyFile, "utf8").trim();
  }
}

/**
 * Returns the secret that encrypts cursors and stored secrets. All processes on one database must share it:
 * `USHER_KEY`, or a file next to an SQLite database.
 * @param given - the setting; undefined when it is not set
 * @param sqliteFile - undefined for a database in memory and for PostgreSQL
 * @throws AppError `invalidValue` on PostgreSQL without the setting, since replicas share no file
 */
export function serverKey(
  given: string | undefined,
  databaseUrl: string,
  sqliteFile: string | undefined,
): string {
  if (given !== undefined) return given;
  if (sqliteFile !== undefined) return keyBeside(sqliteFile);
  if (databaseUrl === "sqlite::memory:") return randomBytes(KEY_BYTES).toString("base64url");
  throw new AppError(
    "invalidValue",
    "Bad settings: USHER_KEY must be set on PostgreSQL, the same for every process: at least 32 random characters",
  );
}
