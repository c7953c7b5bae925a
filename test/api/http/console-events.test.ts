import http from "node:http";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import type { BrowserSession } from "../../support/browser-session.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";
import { signedInBrowser } from "../../support/signed-in-browser.js";

/** A stream of events that a page reads. */
class Stream {
  readonly #request: http.ClientRequest;
  #text = "";
  ended = false;
  status = 0;
  headers: http.IncomingHttpHeaders = {};

  constructor(browser: BrowserSession, topics: string, headers: Record<string, string> = {}) {
    this.#request = http.get(
      `${browser.app.url}/console/events?topics=${topics}`,
      { headers: { Cookie: browser.cookie, "Sec-Fetch-Site": "same-origin", ...headers } },
      (response) => {
        this.status = response.statusCode ?? 0;
        this.headers = response.headers;
        response.on("data", (chunk: Buffer) => (this.#text += chunk.toString()));
        response.on("close", () => (this.ended = true));
        response.on("error", () => (this.ended = true));
      },
    );
    this.#request.on("error", () => (this.ended = true));
  }

  /** The events so far. */
  get changes(): Record<string, number>[] {
    return [...this.#text.matchAll(/^event: change\nid: \d+\ndata: (.*)\n\n/gm)].map(([, data = ""]) =>
      JSON.parse(data),
    );
  }

  get text(): string {
    return this.#text;
  }

  close(): void {
    this.#request.destroy();
  }
}

/** Waits until something is so, for ten seconds at most. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isSo(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(isSo()).toBe(true);
}

describe.each(DATABASES)("GET /console/events on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let browser: BrowserSession;
  let userId: string;
  const streams: Stream[] = [];
  beforeEach(async () => {
    client = await app.connectToCrm();
    ({ browser, userId } = await signedInBrowser(app, client));
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });

  const open = async (
    topics: string,
    headers: Record<string, string> = {},
    by = browser,
  ): Promise<Stream> => {
    const stream = new Stream(by, topics, headers);
    streams.push(stream);
    await until(() => stream.status !== 0);
    return stream;
  };
  const get = (topics: string, headers = {}) =>
    browser.send("GET", `/console/events?topics=${topics}`, undefined, headers);

  it("tells by topic that something has changed, in numbers alone", async () => {
    const stream = await open("provisioning,users,groups");
    expect([stream.status, stream.headers["content-type"], stream.headers["x-accel-buffering"]]).toEqual([
      200,
      "text/event-stream; charset=utf-8",
      "no",
    ]);
    await client.createUser({ userName: "a-secret-name" });

    await until(() => stream.changes.some((change) => "users" in change));
    await until(() => stream.changes.some((change) => "provisioning" in change));
    expect(stream.changes.flatMap((change) => Object.keys(change))).not.toContain("groups");
    expect(stream.changes.map(({ users = 0 }) => users).reduce((sum, users) => sum + users)).toBe(1);
    expect(stream.text).not.toContain("secret");
  });

  it("tells nothing of other tenants", async () => {
    const stream = await open("provisioning,users,findings");
    const other = await app.connect();
    await other.createUser({ userName: "bo" });
    await (await app.admin(client)).post("/groups", { displayName: "Sales" });

    await until(() => stream.changes.length > 0);
    expect(stream.changes).toEqual([{ findings: 1 }]);
  });

  it("tells who comes back to read everything again", async () => {
    const stream = await open("users,seats", { "Last-Event-ID": "1" });

    await until(() => stream.changes.length > 0);
    expect(stream.changes).toEqual([{ users: 0, seats: 0 }]);
  });

  it("ends with the session, before it tells anything else", async () => {
    const stream = await open("users");
    await browser.send("DELETE", "/console/session");
    await client.createUser({ userName: "bo" });

    await until(() => stream.ended);
    expect(stream.changes).toEqual([]);
  });

  it("ends when the person is blocked, or loses the role that the topics need", async () => {
    const admin = await app.admin(client);
    const stream = await open("users,provisioning");
    await admin.put(`/users/${userId}/administrator-roles`, { roles: ["billing"] });
    await until(() => stream.ended);
    expect(stream.changes).toEqual([]);
    expect(problemOf(await get("users,provisioning"))).toBe("403 forbidden");

    const other = await open("users");
    await admin.patch(`/users/${userId}`, { active: false });
    await until(() => other.ended);
    expect(other.changes).toEqual([]);
  });

  it("is one of five at most for a session", async () => {
    for (let stream = 0; stream < 5; stream++) expect((await open("users")).status).toBe(200);
    const refused = await get("users");
    expect(problemOf(refused)).toBe("429 tooManyRequests");
    expect(refused.headers["retry-after"]).toBe("30");

    streams.pop()?.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await open("users")).status).toBe(200);
  });

  it("is for browsers, pages of the server, and topics that there are", async () => {
    expect(problemOf(await get("users", { "Sec-Fetch-Site": "cross-site" }))).toBe("403 CROSS_SITE_REQUEST");
    expect(problemOf(await get("users,nonsense"))).toBe("400 invalidValue");
    expect(problemOf(await get(""))).toBe("400 invalidValue");
    const { token } = await app.admin(client);
    expect(problemOf(await get("users", { Authorization: `Bearer ${token}` }))).toBe("403 forbidden");
    browser.cookie = "";
    expect(problemOf(await get("users"))).toBe("401 SESSION_ENDED");
  });

  it("has a head without a stream", async () => {
    const { status } = await browser.send("HEAD", "/console/events?topics=users");

    expect(status).toBe(200);
  });
});
