import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from "jose";
import { SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";

/**
 * The signature algorithms that can be allowed: only those with public keys, so that no secret is shared. RFC 8725
 * §3.1.
 */
export const ALGORITHMS = [
  "RS256",
  "ES256",
  "PS256",
  "RS384",
  "RS512",
  "ES384",
  "ES512",
  "PS384",
  "PS512",
  "EdDSA",
] as const;

/** One of these algorithms. */
export type Algorithm = (typeof ALGORITHMS)[number];

/** Public keys for checking signatures. */
export type KeySet = JWTVerifyGetKey;

/** The requirements on a token besides a valid signature. */
export interface TokenRules {
  readonly issuer: string;
  /** The token must have one of these audiences. */
  readonly audiences: readonly string[];
  /** Undefined accepts any. */
  readonly subject: string | undefined;
  readonly algorithms: readonly Algorithm[];
  /** How far ahead the token's end may be, in milliseconds; undefined leaves it to the issuer. */
  readonly maxLifetime?: number;
  /** UTC milliseconds. */
  readonly now: number;
}

/** The issuer, subject and audiences that a token claims; nothing of it is proven. */
export interface UnverifiedClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** The contents of a valid token. */
export interface VerifiedToken {
  /** UTC milliseconds, including the allowed clock skew. */
  readonly expiresAt: number;
  /** Unique among the tokens of the issuer. RFC 7519 §4.1.7. */
  readonly id: string | undefined;
}

/** The largest difference between the clocks of two parties, in milliseconds. */
const CLOCK_SKEW = 60 * SECOND;

/** Three parts in base64url: the compact form of a signed token. RFC 7515 §7.1. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The claims that may be looked up: PostgreSQL cannot even compare with U+0000. */
const CLAIM = /^\P{C}{1,500}$/u;

/** A genuine token has few audiences; a long list would only cost time. */
const MAX_AUDIENCES = 10;

/** Returns what a token claims, unchecked; undefined when it is not a signed token, or lacks a claim. */
export function readClaims(token: string): UnverifiedClaims | undefined {
  if (!COMPACT.test(token)) return undefined;
  try {
    const { iss, sub, aud } = decodeJwt(token);
    const audiences = [aud ?? []].flat();
    const readable = [iss, sub, ...audiences].every(
      (claim) => typeof claim === "string" && CLAIM.test(claim),
    );
    if (!readable || audiences.length === 0 || audiences.length > MAX_AUDIENCES) return undefined;
    return { issuer: String(iss), subject: String(sub), audiences };
  } catch {
    return undefined;
  }
}

/**
 * Parses public keys. RFC 7517 §5.
 * @throws AppError `invalidValue` when it is not a JWK Set, or contains a private or a shared key
 */
export function toKeySet(json: unknown): KeySet {
  try {
    const keySet = createLocalJWKSet(json as JSONWebKeySet);
    const { keys } = json as JSONWebKeySet;
    if (keys.every(({ kty, d }) => kty !== "oct" && d === undefined)) return keySet;
  } catch (error) {
    if (!(error instanceof errors.JWKSInvalid)) throw error;
  }
  throw new AppError("invalidValue", 'Keys must be a JWK Set, {"keys": […]}, of public keys only (RFC 7517)');
}

/**
 * Verifies a signed token against all rules.
 * @param keysOf - returns the keys; called again, with true, when they lack the one that the token names
 * @returns undefined when any check fails, without saying which: that would only help to forge a better one
 * @throws what `keysOf` throws
 */
export async function verifyToken(
  token: string,
  keysOf: (renewed: boolean) => Promise<KeySet>,
  rules: TokenRules,
): Promise<VerifiedToken | undefined> {
  if (!isAlgorithmAllowed(token, rules.algorithms)) return undefined;
  const options = toOptions(rules);
  const first = await verifyWith(await keysOf(false), token, options);
  const payload = first === "unknownKey" ? await verifyWith(await keysOf(true), token, options) : first;
  if (payload === undefined || payload === "unknownKey") return undefined;
  return toVerified(payload, rules);
}

/** Runs before any key is fetched for the token. */
function isAlgorithmAllowed(token: string, algorithms: readonly string[]): boolean {
  try {
    return algorithms.includes(decodeProtectedHeader(token).alg ?? "none");
  } catch {
    return false;
  }
}

function toOptions({ issuer, audiences, subject, algorithms, now }: TokenRules): JWTVerifyOptions {
  return {
    algorithms: [...algorithms],
    issuer,
    audience: [...audiences],
    ...(subject !== undefined && { subject }),
    clockTolerance: CLOCK_SKEW / SECOND,
    currentDate: new Date(now),
    requiredClaims: ["exp", "sub"],
  };
}

async function verifyWith(
  keys: KeySet,
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload | "unknownKey" | undefined> {
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return "unknownKey";
    if (error instanceof errors.JWKSMultipleMatchingKeys) return verifyWithEach(error, token, options);
    return undefined;
  }
}

/** A token without `kid` may be signed by any of the issuer's keys, for example during a rotation. */
async function verifyWithEach(
  candidates: errors.JWKSMultipleMatchingKeys,
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload | undefined> {
  for await (const key of candidates) {
    const verified = await jwtVerify(token, key, options).catch(() => undefined);
    if (verified !== undefined) return verified.payload;
  }
  return undefined;
}

function toVerified({ exp, iat, jti }: JWTPayload, rules: TokenRules): VerifiedToken | undefined {
  const { now, maxLifetime = Number.POSITIVE_INFINITY } = rules;
  const end = (exp ?? 0) * SECOND;
  const issuedInFuture = iat !== undefined && !(iat * SECOND <= now + CLOCK_SKEW);
  if (issuedInFuture || end > now + maxLifetime + CLOCK_SKEW) return undefined;
  return { expiresAt: end + CLOCK_SKEW, id: jti };
}
