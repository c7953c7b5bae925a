import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { ROUTES } from "../../../src/http/route-class.js";
import { startTestApp, type TestApp } from "../../support/app.js";
import { send } from "../../support/http.js";
import { type Nginx, startNginx } from "../../support/nginx.js";
import type { ScimClient } from "../../support/scim-client.js";
import { readSource } from "../../support/source-files.js";

/** What came through a proxy. */
interface Proxied {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The name under which the sample's server is known. */
const NAME = "usher.example.com";

/** Sends a request over TLS to a certificate of the test's own. */
async function sendTls(
  url: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Proxied> {
  const { hostname, port } = new URL(url);
  const request = https.request({
    hostname,
    port,
    method,
    path,
    headers: {
      Host: NAME,
      ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }),
      ...headers,
    },
    // The certificate was made a moment ago, for this test alone.
    rejectUnauthorized: false,
    agent: false,
  });
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

/** The sample of the documentation. */
const [, sample = ""] = /^```nginx\n([^]*?)^```$/m.exec(readSource("docs/operations.md")) ?? [];

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe("the sample for nginx", () => {
  let app: TestApp;
  let client: ScimClient;
  let nginx: Nginx;

  beforeAll(async () => {
    app = await startTestApp("sqlite", { trustProxy: 1 });
    client = await app.connectToCrm();
    nginx = await startNginx(sample, await freePort(), app.url);
  });
  afterAll(async () => {
    await nginx.stop();
    await app.close();
  });

  const same = (text: string, requestId: unknown): string =>
    text
      .replaceAll(String(requestId), "ID")
      .replaceAll(`https://${NAME}`, "ORIGIN")
      .replaceAll(app.url, "ORIGIN")
      .replaceAll(/"(iat|exp|decidedAt|lastModified)":[^,}]+/g, "");

  it.each(ROUTES.map(({ pattern }) => pattern).filter((pattern) => pattern !== "/metrics"))(
    "passes %s on as it is",
    async (pattern) => {
      const path = pattern.replaceAll(/:\w+/g, "%C3%A4%2F1");
      for (const method of ["GET", "POST"]) {
        const headers = {
          Authorization: `Bearer ${client.token}`,
          ...(method === "POST" && { "Content-Type": "application/json" }),
        };
        const body = method === "POST" ? "{}" : undefined;
        const direct = await send(app.url, { method, path, headers, body });
        const proxied = await sendTls(nginx.url, method, path, headers, body);

        expect(proxied.status).toBe(direct.status);
        expect(proxied.headers["content-type"]).toBe(direct.headers["content-type"]);
        expect(same(proxied.text, proxied.headers["x-request-id"])).toBe(
          same(direct.text, direct.headers["x-request-id"]),
        );
      }
    },
  );

  it("keeps the metrics to itself", async () => {
    expect((await sendTls(nginx.url, "GET", "/metrics")).status).toBe(404);
  });

  it("shows clients the address under which they came", async () => {
    const headers = { Authorization: `Bearer ${client.token}`, "Content-Type": "application/scim+json" };
    const body = JSON.stringify({ userName: "ada" });
    const { status, headers: answered } = await sendTls(nginx.url, "POST", "/scim/v2/Users", headers, body);

    expect(status).toBe(201);
    expect(answered.location).toMatch(/^https:\/\/usher\.example\.com\/scim\/v2\/Users\//);
  });

  it("takes bodies as large as Usher does, and filters with every character", async () => {
    const headers = { Authorization: `Bearer ${client.token}`, "Content-Type": "application/scim+json" };
    const body = JSON.stringify({ userName: "long", nickName: "x".repeat(7_000_000) });
    const filter = encodeURIComponent('userName eq "a/b //ä%"');

    expect((await sendTls(nginx.url, "POST", "/scim/v2/Users", headers, body)).status).not.toBe(413);
    const { status, text } = await sendTls(nginx.url, "GET", `/scim/v2/Users?filter=${filter}`, headers);
    expect([status, JSON.parse(text).totalResults]).toEqual([200, 0]);
  });
});

describe("what a client sends to the sample for nginx", () => {
  let server: Server;
  let nginx: Nginx;
  const seen: IncomingHttpHeaders[] = [];

  beforeAll(async () => {
    server = createServer((req, res) => {
      seen.push(req.headers);
      res.end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    nginx = await startNginx(
      sample,
      await freePort(),
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
  });
  afterAll(async () => {
    await nginx.stop();
    server.close();
  });

  it.each(["/scim/v2/Users", "/crm/v1/users", "/admin/v1/sessions", "/oauth/token", "/invitations/x"])(
    "chooses no forwarded header of %s",
    async (path) => {
      await sendTls(nginx.url, "GET", path, {
        "X-Forwarded-For": "203.0.113.7, 198.51.100.1",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "X-Request-Id": "chosen",
      });

      const headers = seen.at(-1);
      expect(headers).toMatchObject({
        host: NAME,
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-host": NAME,
        "x-forwarded-proto": "https",
      });
      expect(headers?.["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
    },
  );
});
