import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_USER, errorOf, LIST_RESPONSE, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("the root on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeAll(async () => {
    scim = await app.connect();
    const { id } = await scim.createUser({ userName: "ann", displayName: "Alpha" });
    await scim.createUser({ userName: "bob", displayName: "Beta" });
    await scim.createGroup("Alpha", [id]);
  });

  it.each([
    ["/", {}],
    ["", {}],
    ['/?filter=displayName eq "alpha"', { filter: 'displayName eq "alpha"' }],
    ["/?sortBy=displayName&count=1&startIndex=2", { sortBy: "displayName", count: 1, startIndex: 2 }],
    ["/?count=0", { count: 0 }],
    ["/?attributes=displayName", { attributes: ["displayName"] }],
    ["/?excludedAttributes=members,meta", { excludedAttributes: ["members", "meta"] }],
    [
      '/?filter=meta.resourceType eq "User" and userName pr',
      { filter: 'meta.resourceType eq "User" and userName pr' },
    ],
  ])("answers GET %s as POST /.search does [RFC 7644 §3.4.2.1]", async (path, query) => {
    const answer = await scim.get(encodeURI(path));

    expect([answer.status, answer.body.schemas]).toEqual([200, [LIST_RESPONSE]]);
    expect(answer.body).toEqual((await scim.search("", query)).body);
  });

  it.each(["/scim/v2", "/scim/v2/", "/scim", "/scim/", "/SCIM/v2"])("is at %s", async (path) => {
    const headers = { Authorization: `Bearer ${scim.token}` };

    expect((await send(app.url, { method: "GET", path, headers })).body.totalResults).toBe(3);
  });

  it("may be read and not written with a token that may only read", async () => {
    const reader = await app.withToken(scim, { scopes: ["scim.read"] });

    expect((await reader.get("/")).status).toBe(200);
    expect(errorOf(await reader.get("/", { Authorization: "" }))).toBe("401");
    expect(errorOf(await reader.post("/Bulk", { Operations: [] }))).toBe("403");
  });

  it("refuses what GET on an endpoint refuses", async () => {
    expect(errorOf(await scim.get("/?filter=id%20eq"))).toBe("400 invalidFilter");
    expect(errorOf(await scim.get("/?count=many"))).toBe("400 invalidValue");
  });

  it("answers HEAD as GET, without the body [RFC 9110 §9.3.2]", async () => {
    const head = await scim.send("HEAD", "/");

    expect([head.status, head.text, head.headers["content-type"]]).toEqual([
      200,
      "",
      "application/scim+json",
    ]);
  });

  it.each(["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])("answers %s 405 with Allow", async (method) => {
    const body = ["DELETE", "PROPFIND"].includes(method)
      ? undefined
      : { schemas: [CORE_USER], userName: "x" };
    const answer = await scim.send(method, "/", body);

    expect([errorOf(answer), answer.headers["allow"]]).toEqual(["405", "GET, HEAD, OPTIONS"]);
  });

  it.each([
    ["/", "GET, HEAD, OPTIONS"],
    ["/Bulk", "POST, OPTIONS"],
    ["/.search", "POST, OPTIONS"],
    ["/Users", "GET, HEAD, POST, OPTIONS"],
    ["/Groups/x", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"],
    ["/Schemas", "GET, HEAD, OPTIONS"],
  ])("tells by OPTIONS that %s has %s, also without a token", async (path, allow) => {
    const answer = await scim.send("OPTIONS", path, undefined, { Authorization: "" });

    expect([answer.status, answer.text, answer.headers["allow"]]).toEqual([204, "", allow]);
  });

  it.each(["GET", "HEAD", "PUT", "PATCH", "DELETE"])("answers %s on /Bulk 405 with Allow", async (method) => {
    const answer = await scim.send(method, "/Bulk", ["PUT", "PATCH"].includes(method) ? {} : undefined);

    expect([answer.status, answer.headers["allow"]]).toEqual([405, "POST, OPTIONS"]);
  });
});
