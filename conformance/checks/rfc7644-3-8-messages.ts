import { check } from "../check.js";
import type { Trial } from "../trial.js";
import { ENTERPRISE, ERROR } from "../urns.js";
import type { Answer } from "../wire.js";

/** RFC 7644 Table 9, and what RFC 9865 adds. */
const SCIM_TYPES = [
  ..."invalidFilter tooMany uniqueness mutability invalidSyntax invalidPath noTarget invalidValue invalidVers".split(
    " ",
  ),
  ..."sensitive invalidCursor expiredCursor invalidCount".split(" "),
];

const UNKNOWN = "/Users/00000000-0000-7000-8000-000000000000";

const SCIM_JSON = "application/scim+json";

/** One answer for each kind of error that can be had. */
async function errors(t: Trial): Promise<{ expected: number; answer: Answer }[]> {
  const { id, userName } = await t.user();
  const path = `/Users/${id}`;
  return [
    { expected: 400, answer: await t.filter("/Users", "userName eq") },
    { expected: 400, answer: await t.post("/Users", '{"schemas": [') },
    { expected: 400, answer: await t.post("/Users", "[]") },
    { expected: 400, answer: await t.patch(path, [{ op: "replace", path: "active", value: "perhaps" }]) },
    { expected: 401, answer: await t.get("/Users", { Authorization: "Bearer wrong-token" }) },
    { expected: 404, answer: await t.get(UNKNOWN) },
    { expected: 404, answer: await t.get("/Nothing") },
    { expected: 404, answer: await t.delete(UNKNOWN) },
    { expected: 409, answer: await t.post("/Users", t.newUser({ userName })) },
  ];
}

/** RFC 7644 §3.8–3.12: messages, names, `/Me`, errors. */
export const messageChecks = [
  check("RFC7644-3.8-a", "takes and gives JSON in UTF-8", async (t) => {
    const displayName = "Zoë 家族";
    const { id } = await t.user({ displayName });
    const answer = await t.get(`/Users/${id}`);
    t.expect(answer.text.includes("家族") || answer.text.includes("\\u5bb6"), "the text is to be UTF-8");
    t.equal(answer.body?.displayName, displayName, "displayName");
  }),
  check("RFC7644-3.8-b", "gives application/scim+json, or application/json to who asks", async (t) => {
    const { id } = await t.user();
    const cases = [
      ["", "scim+json"],
      ["*/*", "scim+json"],
      ["application/scim+json", "scim+json"],
      ["application/json", "json"],
    ];
    for (const [Accept = "", type] of cases) {
      const { headers } = await t.get(`/Users/${id}`, { Accept });
      if (t.mode === "strict" && Accept === "application/json" && headers["content-type"] === SCIM_JSON) {
        t.deviates("clients of the interoperability profile", `it is ${SCIM_JSON} all the same`);
      }
      t.equal(
        headers["content-type"]?.split(";")[0],
        `application/${type}`,
        `the media type for ${Accept || "nothing"}`,
      );
    }
  }),
  check("RFC7644-3.10-a", "reads names in any case", async (t) => {
    const { id } = await t.user({ emails: [{ type: "work", value: "a@example.com" }] });
    const user = await t.patched(`/Users/${id}`, [
      { op: "replace", path: "DISPLAYNAME", value: "Ann" },
      { op: "replace", path: 'EMAILS[TYPE eq "work"].VALUE', value: "b@example.com" },
    ]);
    t.equal(
      [user.displayName, user.emails?.[0]?.value],
      ["Ann", "b@example.com"],
      "displayName, emails.value",
    );
    const named = await t.read(`/Users/${id}?attributes=displayname,EMAILS.value`);
    t.equal(
      [named.displayName, named.emails],
      ["Ann", [{ value: "b@example.com" }]],
      "displayName and emails",
    );
  }),
  check(
    "RFC7644-3.10-a",
    "reads URNs in any case",
    async (t) => {
      const { id } = await t.user();
      const path = `${ENTERPRISE.replace("enterprise:2.0:User", "Enterprise:2.0:user")}:Department`;
      const user = await t.patched(`/Users/${id}`, [{ op: "add", path, value: "Tests" }]);
      t.equal(user[ENTERPRISE]?.department, "Tests", "department");
    },
    ["enterprise"],
  ),
  check(
    "RFC7644-3.10-b",
    "takes extension attributes by their full name",
    async (t) => {
      const { id } = await t.user();
      await t.patched(`/Users/${id}`, [{ op: "add", path: `${ENTERPRISE}:employeeNumber`, value: "701984" }]);
      t.equal(
        await t.find("/Users", `id eq "${id}" and ${ENTERPRISE}:employeeNumber eq "701984"`),
        [id],
        "who is found",
      );
    },
    ["enterprise"],
  ),
  check("RFC7644-3.11-a", "answers /Me with 501 where there is nobody", async (t) => {
    const answer = await t.get("/Me");
    if (answer.status === 200) return t.expect(typeof answer.body?.id === "string", "it is to be a resource");
    if (answer.status === 308)
      return t.expect(answer.headers["location"] !== undefined, "Location is to be there");
    t.refused(answer, 501);
    t.equal(answer.body?.status, "501", "the status in the body");
  }),
  check("RFC7644-3.11-b", "answers /Me under the permanent location", async (t) => {
    const { id } = await t.user();
    const own = await t.target.tokenOf?.(id);
    const answer = own === undefined ? await t.get("/Me") : await t.send("GET", "/Me", undefined, {}, own);
    if (own === undefined && answer.status !== 200) return t.skip("the token is nobody's");
    t.equal(answer.status, 200, "the status");
    t.equal(answer.headers["location"], answer.body?.meta?.location, "Location");
    t.expect(!String(answer.headers["location"]).endsWith("/Me"), "it is to be the permanent one");
  }),
  check("RFC7644-3.12-a", "gives an Error with its status as a string", async (t) => {
    for (const { answer } of await errors(t)) {
      const { status, headers, body, request } = answer;
      const what = `of ${request.method} ${request.url}, ${status}`;
      t.equal([body?.schemas, body?.status], [[ERROR], String(status)], `schemas and status ${what}`);
      t.expect(
        /^application\/(scim\+)?json/.test(headers["content-type"] ?? ""),
        `the media type ${what} is to be JSON`,
      );
    }
  }),
  check("RFC7644-3.12-b", "gives a scimType of Table 9", async (t) => {
    for (const { expected, answer } of await errors(t)) {
      const { scimType } = answer.body ?? {};
      const { method, url } = answer.request;
      if ([400, 409].includes(expected))
        t.expect(SCIM_TYPES.includes(scimType), `scimType of ${method} ${url} is to be known`);
      else t.equal(scimType, undefined, `scimType of ${method} ${url}`);
    }
  }),
  check("RFC7644-3.12-c", "answers with the statuses that are listed", async (t) => {
    for (const { expected, answer } of await errors(t)) {
      t.equal(answer.status, expected, `the status of ${answer.request.method} ${answer.request.url}`);
    }
  }),
];
