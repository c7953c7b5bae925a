import { check } from "../check.js";
import { uniqueName } from "../trial.js";
import { ERROR } from "../urns.js";

/** RFC 7644 §1, §2 and §5–8: addresses, authentication, tenants, text. */
export const authenticationChecks = [
  check("RFC7644-1.2-a", "takes and gives percent-encoded URLs", async (t) => {
    const userName = `${uniqueName("Zoë & Søn+100%")}@example.com`;
    const { id, meta } = await t.user({ userName });
    t.equal(await t.find("/Users", `userName eq "${userName}"`), [id], "what the filter finds");
    t.expect(/^[\x21-\x7e]+$/.test(meta?.location), "meta.location is to be encoded");
  }),
  check("RFC7644-1.3-a", "has no query in its base URL", async (t) => {
    const { meta } = await t.user();
    t.expect(
      typeof meta?.location === "string" && !meta.location.includes("?"),
      "meta.location is to have no query",
    );
    t.expect(!t.target.baseUrl.includes("?"), "the base URL is to have no query");
  }),
  check("RFC7644-2-b", "offers more than HTTP Basic", async (t) => {
    const { authenticationSchemes } = await t.read("/ServiceProviderConfig");
    const types: string[] = (authenticationSchemes ?? []).map(({ type }: { type: string }) => type);
    t.expect(
      types.some((type) => type !== "httpbasic"),
      "there is to be another scheme",
    );
  }),
  check("RFC7644-2-c", "announces its schemes on 401", async (t) => {
    for (const Authorization of ["", "Bearer wrong-token", "non-token"]) {
      const answer = await t.get("/Users", { Authorization });
      t.equal(answer.status, 401, "the status");
      t.expect(/^\w+/.test(answer.headers["www-authenticate"] ?? ""), "WWW-Authenticate is to be there");
    }
  }),
  check("RFC7644-2.2-a", "lets nobody in without a token", async (t) => {
    const { id } = await t.user();
    const anonymous = { Authorization: "" };
    const body = t.newUser();
    const answers = [
      await t.get(`/Users/${id}`, anonymous),
      await t.get("/Users", anonymous),
      await t.post("/Users", body, anonymous),
      await t.put(`/Users/${id}`, body, anonymous),
      await t.delete(`/Users/${id}`, anonymous),
    ];
    for (const { status } of answers) t.expect([401, 403].includes(status), "it is to be refused");
    t.equal((await t.get(`/Users/${id}`)).status, 200, "the status of the user, which is still there");
  }),
  check("RFC7644-5-a", "compares userNames as PRECIS prepares them", async (t) => {
    const composed = `${uniqueName("r\u00e9n\u00e9")}@example.com`;
    const decomposed = composed.normalize("NFD");
    const { id } = await t.user({ userName: composed });
    t.equal(await t.find("/Users", `userName eq "${decomposed}"`), [id], "what the decomposed name finds");
    t.refused(await t.post("/Users", t.newUser({ userName: decomposed })), 409, "uniqueness");
  }),
  check("RFC7644-6-a", "keeps tenants apart", async (t) => {
    const other = await t.target.fresh?.({ mode: t.mode });
    if (other === undefined || typeof other === "string")
      return t.skip("the judge cannot make a second tenant");
    const { id, userName } = await t.user();
    const path = `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`;
    const found = await t.send("GET", path, undefined, {}, other);
    t.equal([found.status, found.body?.totalResults], [200, 0], "what the other tenant finds");
    for (const method of ["GET", "DELETE"]) {
      t.refused(await t.send(method, `/Users/${id}`, undefined, {}, other), 404);
    }
    t.equal(
      (await t.send("POST", "/Users", t.newUser({ userName }), {}, other)).status,
      201,
      "the status of the same name there",
    );
    t.equal((await t.get(`/Users/${id}`)).status, 200, "the status of the user");
  }),
  check("RFC7644-7.1-a", "puts no user information into URIs", async (t) => {
    const { meta } = await t.user();
    const location = new URL(meta.location, `${t.target.baseUrl}/`);
    t.equal([location.username, location.password], ["", ""], "the user information of meta.location");
  }),
  check("RFC7644-7.5.2-a", "refuses to filter by password in a URL", async (t) => {
    const answer = await t.filter("/Users", 'password eq "secret"');
    t.expect([400, 403].includes(answer.status), "it is to be refused with 403 sensitive, or 400");
    t.expect(answer.body?.schemas?.includes(ERROR) === true, "there is to be an Error");
  }),
  check("RFC7644-7.8-a", "prepares Unicode before it compares", async (t) => {
    const { id } = await t.user({ displayName: "Ren\u00e9e \u00c5ngstr\u00f6m" });
    const decomposed = "Rene\u0301e A\u030angstro\u0308m";
    t.equal(
      await t.find("/Users", `id eq "${id}" and displayName eq "${decomposed}"`),
      [id],
      "what the decomposed name finds",
    );
  }),
  check("RFC7644-8.1-a", "treats application/json as application/scim+json", async (t) => {
    const answer = await t.post("/Users", t.newUser(), { "Content-Type": "application/json" });
    t.equal(answer.status, 201, "the status");
  }),
  check("RFC7644-8.1-a", "names its media type without parameters, for it has none", async (t) => {
    const answer = await t.get("/Users?count=1");
    t.equal(answer.headers["content-type"], "application/scim+json", "Content-Type");
  }),
];
