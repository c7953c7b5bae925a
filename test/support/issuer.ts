import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, type KeyLike, SignJWT } from "jose";

/** Claims of a token; those with the value undefined are left out. */
export type Claims = Readonly<Record<string, unknown>>;

/** A key pair that signs tokens. */
export interface SigningKey {
  readonly publicJwk: JWK;
  /** A signed token with these claims and nothing else. */
  sign(claims: Claims, header?: { alg?: string; kid?: string | undefined }): Promise<string>;
}

/** Makes a key pair; `kid` is also in the header of what it signs, unless told otherwise. */
export async function createSigningKey(kid: string, alg = "RS256"): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    publicJwk: { ...(await exportJWK(publicKey)), kid, use: "sig" },
    sign: (claims, header = {}) => sign(privateKey, { alg, kid, ...header }, claims),
  };
}

function sign(
  key: KeyLike | Uint8Array,
  header: { alg: string; kid?: string | undefined },
  claims: Claims,
): Promise<string> {
  const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  const { alg, kid } = header;
  return new SignJWT(present)
    .setProtectedHeader(kid === undefined ? { alg, typ: "JWT" } : { alg, kid, typ: "JWT" })
    .sign(key);
}

/** A token signed by HMAC with any bytes, such as somebody's public key. */
export function signWithSecret(secret: Uint8Array, claims: Claims, kid: string): Promise<string> {
  return sign(secret, { alg: "HS256", kid }, claims);
}

/** A token with the algorithm `none`, which no library makes. */
export function unsigned(claims: Claims): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`;
}

/** A server on 127.0.0.1 that publishes keys. */
export interface KeyServer {
  readonly jwksUrl: string;
  /** How often it was asked. */
  readonly asked: () => number;
  /** What it publishes from now on; a number is a status it answers instead. */
  publish(keys: readonly SigningKey[] | number): void;
  close(): Promise<void>;
}

/** Starts a server that publishes the given keys. */
export async function startKeyServer(first: readonly SigningKey[]): Promise<KeyServer> {
  let published: readonly SigningKey[] | number = first;
  let asked = 0;
  const server = createServer((_req, res) => {
    asked++;
    if (typeof published === "number") return void res.writeHead(published).end();
    res.writeHead(200, { "Content-Type": "application/json" });
    return void res.end(JSON.stringify({ keys: published.map(({ publicJwk }) => publicJwk) }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    asked: () => asked,
    publish: (keys) => {
      published = keys;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
