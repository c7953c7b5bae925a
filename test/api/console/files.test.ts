import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { CONSOLE_POLICY } from "../../../src/http/console-router.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";

const PAGE = "<!doctype html><title>Usher</title>";
const SCRIPT = "console.log('a script that is worth to be compressed')";

function builtFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "usher-console-"));
  mkdirSync(path.join(folder, "assets"));
  writeFileSync(path.join(folder, "index.html"), PAGE);
  writeFileSync(path.join(folder, "assets", "a-1.js"), SCRIPT);
  writeFileSync(path.join(folder, "assets", "a-1.js.gz"), gzipSync(SCRIPT));
  return folder;
}

// Which database stands behind makes no difference to a file.
describe.each(DATABASES.slice(0, 1))("the files of the console, on %s,", (database) => {
  const consoleFolder = builtFolder();
  const app = useTestApp(database, { consoleFolder });
  const bare = useTestApp(database);
  afterAll(() => rmSync(consoleFolder, { recursive: true }));

  const get = (file: string) => send(app.url, { method: "GET", path: file, headers: {} });

  it.each(["/console", "/console/", "/console/users?view=blocked", "/console/users/1/account"])(
    "answers %s with the page, which is asked for each time",
    async (file) => {
      const { status, headers, text } = await get(file);

      expect({ status, text }).toEqual({ status: 200, text: PAGE });
      expect(headers).toMatchObject({
        "cache-control": "no-cache",
        "content-type": "text/html; charset=utf-8",
      });
    },
  );

  it.each([
    ["If-Match", '"other"', 412],
    ["If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT", 412],
    ["Range", "bytes=99999999-", 200],
    ["Range", "bytes=0-1", 200],
    ["If-None-Match", "*", 304],
  ])("answers %s: %s with %d", async (name, value, expected) => {
    for (const file of ["/console", "/console/assets/a-1.js"]) {
      const headers = { [name]: value, "Accept-Encoding": "gzip" };
      const answer = await send(app.url, { method: "GET", path: file, headers });

      expect(answer.status).toBe(expected);
    }
  });

  it("says what is wrong with a precondition, in plain JSON", async () => {
    const headers = { "If-Match": '"other"', "Accept-Encoding": "gzip" };
    const answer = await send(app.url, { method: "GET", path: "/console/assets/a-1.js", headers });

    expect(answer.headers).not.toHaveProperty("content-encoding");
    expect(JSON.parse(answer.text)).toMatchObject({ title: "preconditionFailed", status: 412 });
  });

  it("sends the policy and the headers of the console, and not those of the other routes", async () => {
    const { headers } = await get("/console/");

    expect(headers).toMatchObject({
      "content-security-policy": CONSOLE_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(CONSOLE_POLICY).not.toMatch(/unsafe|upgrade-insecure|https?:/);
    const { headers: others } = await get("/openapi.json");
    expect(others["content-security-policy"]).not.toBe(CONSOLE_POLICY);
  });

  it("lets a browser keep an asset for ever, in the form that it reads", async () => {
    const plain = await get("/console/assets/a-1.js");
    const small = await fetch(`${app.url}/console/assets/a-1.js`, { headers: { "Accept-Encoding": "gzip" } });

    expect(plain.text).toBe(SCRIPT);
    expect(plain.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "text/javascript; charset=utf-8",
      vary: "Accept-Encoding",
    });
    expect(small.headers.get("content-encoding")).toBe("gzip");
    expect(await small.text()).toBe(SCRIPT);
  });

  it.each(["/console/assets/a-2.js", "/console/assets/%2e%2e/%2e%2e/package.json"])(
    "has no file at %s",
    async (file) => {
      expect((await get(file)).status).toBe(404);
    },
  );

  it("says so where it is not built", async () => {
    const { status, text } = await send(bare.url, { method: "GET", path: "/console/home" });

    expect(status).toBe(404);
    expect(text).toContain("npm run build");
  });
});
