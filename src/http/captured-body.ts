import type { Response } from "express";
import { maskSecrets } from "../schema/mask-secrets.js";

/** How much of a body is logged, in bytes. */
const MAX_LOGGED = 16 * 1024;

/** How much of an answer is kept to be logged, in bytes: what is cut off cannot be read, and so not be masked. */
const MAX_KEPT = 1024 * 1024;

/**
 * Keeps what an answer says while it is sent.
 * @returns gives what was kept; incomplete when it was too long
 */
export function captureBody(res: Response): () => Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (length >= MAX_KEPT) return;
    const buffer = toBuffer(chunk, encoding);
    length += buffer.length;
    chunks.push(buffer);
  };
  const write = res.write.bind(res) as (...args: unknown[]) => boolean;
  const end = res.end.bind(res) as (...args: unknown[]) => Response;
  res.write = ((chunk: unknown, ...rest: unknown[]) => {
    keep(chunk, rest[0]);
    return write(chunk, ...rest);
  }) as Response["write"];
  res.end = ((chunk?: unknown, ...rest: unknown[]) => {
    keep(chunk, rest[0]);
    return end(chunk, ...rest);
  }) as Response["end"];
  return () => Buffer.concat(chunks);
}

function toBuffer(chunk: unknown, encoding: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (typeof chunk !== "string") return Buffer.alloc(0);
  return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
}

/** A body as the log may hold it: secrets masked, cut off where it is long. */
export function maskedBody(body: unknown, secrets: ReadonlySet<string>): string {
  const text = JSON.stringify(maskSecrets(body, secrets)) ?? "";
  if (Buffer.byteLength(text) <= MAX_LOGGED) return text;
  // Where the cut goes through a character, its remains are left out.
  const kept = Buffer.from(text)
    .subarray(0, MAX_LOGGED)
    .toString("utf8")
    .replace(/\uFFFD$/, "");
  return `${kept}…`;
}
