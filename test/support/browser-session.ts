import type { TestApp } from "./app.js";
import { type Answer, send } from "./http.js";

/** What a request of a page of the server carries, as browsers send it. */
const OWN_PAGE = { "Sec-Fetch-Site": "same-origin" };

/** The credentials of a sign-in. */
interface Credentials {
  readonly tenant: string;
  readonly userName: string;
  readonly password: string;
}

/** A browser, so to speak: it keeps the cookie of its session and sends what the console sends. */
export class BrowserSession {
  readonly app: TestApp;
  /** `NAME=VALUE` of the cookie; empty without one. */
  cookie = "";
  /** What changes carry; empty before the sign-in. */
  csrfToken = "";

  constructor(app: TestApp) {
    this.app = app;
  }

  /** Signs in, and keeps cookie and token of a success. */
  async signIn(credentials: Credentials, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await this.send("POST", "/console/session", credentials, headers);
    if (answer.status === 201) this.csrfToken = answer.body.csrfToken;
    return answer;
  }

  /**
   * Sends a request as a page of the console does; keeps the cookie that is set.
   * @param headers - replace those of the console; an empty one is left out
   */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const usual = {
      ...OWN_PAGE,
      Cookie: this.cookie,
      "X-Usher-CSRF": this.csrfToken,
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(usual).filter(([, value]) => value !== ""));
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await send(this.app.url, { method, path, headers: sent, body: text });
    const set = answer.headers["set-cookie"];
    if (set !== undefined)
      this.cookie = /Expires=Thu, 01 Jan 1970/.test(set) ? "" : (set.split(";")[0] ?? "");
    return answer;
  }
}
