import type { Request } from "express";

/**
 * Returns where a request comes from by the headers that browsers set and pages cannot: a page of this server (`same`),
 * another page (`foreign`), or no browser that tells (`unknown`).
 * @param baseUrl - the URL of the server as people reach it
 */
export function requestOrigin(req: Request, baseUrl: string): "same" | "foreign" | "unknown" {
  const site = req.get("Sec-Fetch-Site");
  if (site === "same-origin") return "same";
  // `none` is a person who opens the URL; a page cannot send a change like that.
  if (site !== undefined && !(site === "none" && isReading(req))) return "foreign";
  const origin = req.get("Origin");
  if (origin === undefined) return "unknown";
  return origin === new URL(baseUrl).origin ? "same" : "foreign";
}

/** Returns true for a request that changes nothing. RFC 9110 §9.2.1 */
export function isReading({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/** Returns true for a request of a browser; programs do not send this header. */
export function isOfBrowser(req: Request): boolean {
  return req.get("Sec-Fetch-Site") !== undefined;
}
