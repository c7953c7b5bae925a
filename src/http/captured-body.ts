import type { Response } from "express";
import { maskSecrets } from "../schema/mask-secrets.js";

/** The most bytes of a body that are logged. */
const MAX_LOGGED = 16 * 1024;

/** The most bytes of a response that are kept for the log; a truncated body cannot be parsed, and so not be masked. */
const MAX_KEPT = 1024 * 1024;

/**
 * Captures the body of a response while it is sent.
 * @returns a function that returns the captured body; incomplete if it was too long
 */
export function captureBody(res: Response): () => Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  const capture = (chunk: unknown, encoding: unknown): void => {
    if (length >= MAX_KEPT) return;
    const buffer = toBuffer(chunk, encoding);
    length += buffer.length;
    chunks.push(buffer);
  };
  const write = res.write.bind(res) as (...args: unknown[]) => boolean;
  const end = res.end.bind(res) as (...args: unknown[]) => Response;
  res.write = ((chunk: unknown, ...rest: unknown[]) => {
    capture(chunk, rest[0]);
    return write(chunk, ...rest);
  }) as Response["write"];
  res.end = ((chunk?: unknown, ...rest: unknown[]) => {
    capture(chunk, rest[0]);
    return end(chunk, ...rest);
  }) as Response["end"];
  return () => Buffer.concat(chunks);
}

function toBuffer(chunk: unknown, encoding: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (typeof chunk !== "string") return Buffer.alloc(0);
  return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
}

/** Returns a body for the log: secrets masked, truncated if long. */
export function maskedBody(body: unknown, secrets: ReadonlySet<string>): string {
  const text = JSON.stringify(maskSecrets(body, secrets)) ?? "";
  if (Buffer.byteLength(text) <= MAX_LOGGED) return text;
  // Remove the remains of a character that was cut in half.
  const kept = Buffer.from(text)
    .subarray(0, MAX_LOGGED)
    .toString("utf8")
    .replace(/\uFFFD$/, "");
  return `${kept}…`;
}
