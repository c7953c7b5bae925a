import type { Request, Response } from "express";

/**
 * Returns the name of the cookie of a session. The prefix makes browsers refuse it from subdomains and without Secure
 * (RFC 6265bis §4.1.3.2); plain HTTP, as on a laptop, can only have the short name.
 */
function cookieName(isSecure: boolean): string {
  return isSecure ? "__Host-usher" : "usher";
}

function isHttps(baseUrl: string): boolean {
  return baseUrl.startsWith("https:");
}

/**
 * Sets the cookie of a session, which ends with the browser.
 * @param baseUrl - the URL of the server as people reach it
 */
export function setSessionCookie(res: Response, baseUrl: string, secret: string): void {
  const isSecure = isHttps(baseUrl);
  res.cookie(cookieName(isSecure), secret, { ...ATTRIBUTES, secure: isSecure });
}

/** Removes the cookie of a session from the browser. */
export function clearSessionCookie(res: Response, baseUrl: string): void {
  const isSecure = isHttps(baseUrl);
  res.clearCookie(cookieName(isSecure), { ...ATTRIBUTES, secure: isSecure });
}

const ATTRIBUTES = { httpOnly: true, sameSite: "strict", path: "/" } as const;

/** Returns the secret in the cookie of a session; undefined without one, and for several, of which one is planted. */
export function readSessionCookie(req: Request, baseUrl: string): string | undefined {
  const start = `${cookieName(isHttps(baseUrl))}=`;
  const found = (req.headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start));
  return found.length === 1 ? found[0]?.slice(start.length) : undefined;
}
