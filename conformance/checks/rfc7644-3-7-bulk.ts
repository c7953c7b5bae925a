import { check } from "../check.js";
import { type Trial, uniqueName } from "../trial.js";
import { BULK_REQUEST, BULK_RESPONSE, ENTERPRISE, ERROR, GROUP, USER } from "../urns.js";
import type { Answer, Json } from "../wire.js";

/** Sends operations as one job; what it creates is deleted behind the check. */
async function bulk(t: Trial, Operations: readonly object[], more: object = {}): Promise<Answer> {
  const answer = await t.post("/Bulk", { schemas: [BULK_REQUEST], Operations, ...more });
  for (const { method, status, location } of answer.body?.Operations ?? []) {
    if (method === "POST" && status === "201") t.adopt(location);
  }
  return answer;
}

/** Does a job that must be processed, and gives the results. */
async function processed(t: Trial, operations: readonly object[], more: object = {}): Promise<Json[]> {
  const answer = await bulk(t, operations, more);
  t.equal(answer.status, 200, "the status of the job");
  t.expect(Array.isArray(answer.body?.Operations), "Operations are to be there");
  return answer.body.Operations;
}

function postUser(
  t: Trial,
  bulkId: string,
  attributes: object = {},
): { method: string; path: string; bulkId: string; data: Json } {
  return { method: "POST", path: "/Users", bulkId, data: t.newUser(attributes) };
}

function postGroup(bulkId: string, memberIds: readonly string[]): object {
  const members = memberIds.map((value) => ({ value }));
  return {
    method: "POST",
    path: "/Groups",
    bulkId,
    data: { schemas: [GROUP], displayName: uniqueName("group"), members },
  };
}

/** The id that a location ends with. */
function idOf(result: Json): string {
  return String(result?.location).split("/").at(-1) ?? "";
}

const statusesOf = (results: readonly Json[]): unknown[] => results.map(({ status }) => status);

/** RFC 7644 §3.7: many operations in one request. */
export const bulkChecks = [
  check(
    "RFC7644-3.7-a",
    "takes a BulkRequest and gives a BulkResponse",
    async (t) => {
      const { status, body } = await bulk(t, [postUser(t, "u1")]);
      t.equal(
        [status, body?.schemas, body?.Operations?.length],
        [200, [BULK_RESPONSE], 1],
        "status, schemas, number of results",
      );
      t.refused(await t.post("/Bulk", { schemas: [BULK_REQUEST] }), 400, "invalidSyntax");
      const other = await t.post("/Bulk", { schemas: [USER], Operations: [postUser(t, "u1")] });
      if (other.status === 200) t.deviates("scripts", "the URN of a message may be wrong");
      t.refused(other, 400);
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7-b",
    "does POST, PUT, PATCH and DELETE below its root",
    async (t) => {
      const [put, patch, gone] = await t.users(3);
      const Operations = [{ op: "replace", path: "title", value: "Patched" }];
      const results = await processed(t, [
        postUser(t, "u1"),
        {
          method: "PUT",
          path: `/Users/${put.id}`,
          data: { schemas: [USER], userName: put.userName, title: "Put" },
        },
        {
          method: "PATCH",
          path: `/Users/${patch.id}`,
          data: { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations },
        },
        { method: "DELETE", path: `/Users/${gone.id}` },
      ]);
      t.equal(
        results.map(({ method }) => method),
        ["POST", "PUT", "PATCH", "DELETE"],
        "the methods of the results",
      );
      t.expect(["200", "204"].includes(results[2].status), "the PATCH is to succeed");
      t.equal(
        [results[0].status, results[1].status, results[3].status],
        ["201", "200", "204"],
        "the other statuses",
      );
      t.equal((await t.read(`/Users/${put.id}`)).title, "Put", "the title that was put");
      t.equal((await t.read(`/Users/${patch.id}`)).title, "Patched", "the title that was patched");
      t.refused(await t.get(`/Users/${gone.id}`), 404);
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7-b",
    "refuses other methods",
    async (t) => {
      const answer = await bulk(t, [{ method: "GET", path: "/Users" }]);
      if (answer.status === 200)
        t.equal(statusesOf(answer.body?.Operations ?? []), ["400"], "the status of GET");
      else t.refused(answer, 400);
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7-c",
    "wants a bulkId with POST, and gives it back",
    async (t) => {
      const [result] = await processed(t, [postUser(t, "qwerty")]);
      t.equal(result?.bulkId, "qwerty", "the bulkId");
      const { bulkId: _, ...without } = postUser(t, "");
      const answer = await bulk(t, [without]);
      if (answer.status === 200)
        t.equal(statusesOf(answer.body?.Operations ?? []), ["400"], "the status without bulkId");
      else t.refused(answer, 400);
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7-d",
    "tells the location of each, but of a POST that failed",
    async (t) => {
      const { id, userName } = await t.user();
      const unknown = "/Users/00000000-0000-7000-8000-000000000000";
      const results = await processed(t, [
        postUser(t, "u1"),
        postUser(t, "u2", { userName }),
        { method: "DELETE", path: unknown },
        { method: "DELETE", path: `/Users/${id}` },
      ]);
      const [created, failed, missing, deleted] = results.map(({ location }) => location);
      t.expect(
        typeof created === "string" && created.includes("/Users/"),
        "what was created is to have a location",
      );
      t.equal(failed, undefined, "the location of the POST that failed");
      t.expect(String(missing).endsWith(unknown), "what is not found is to have its location");
      t.expect(String(deleted).endsWith(`/Users/${id}`), "what was deleted is to have its location");
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7-e",
    "gives the Error of each that failed",
    async (t) => {
      const { userName } = await t.user();
      const [result] = await processed(t, [postUser(t, "u1", { userName })]);
      t.equal(result?.status, "409", "the status");
      const { schemas, status, scimType, detail } = result.response ?? {};
      t.equal(
        [schemas, status, scimType],
        [[ERROR], "409", "uniqueness"],
        "schemas, status, scimType of the response",
      );
      t.expect(typeof detail === "string", "detail is to be there");
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7-f",
    "answers 200 for a job that was processed, whatever came of it",
    async (t) => {
      const results = await processed(t, [{ method: "DELETE", path: "/Users/no-such-id" }]);
      t.equal(statusesOf(results), ["404"], "the statuses");
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7-g",
    "goes on after failures until failOnErrors is reached",
    async (t) => {
      const { userName } = await t.user();
      const fails = (): object => postUser(t, uniqueName(), { userName });
      const all = await processed(t, [fails(), fails(), postUser(t, "u1")]);
      t.equal(statusesOf(all), ["409", "409", "201"], "the statuses without failOnErrors");
      const some = await processed(t, [fails(), postUser(t, "u2"), fails(), postUser(t, "u3")], {
        failOnErrors: 2,
      });
      t.equal(statusesOf(some), ["409", "201", "409"], "the statuses with failOnErrors 2");
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7-h",
    "keeps what was meant, in whatever order",
    async (t) => {
      const { id } = await t.user({ title: "one" });
      const patch = (value: string): object => ({
        method: "PATCH",
        path: `/Users/${id}`,
        data: {
          schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
          Operations: [{ op: "replace", path: "title", value }],
        },
      });
      await processed(t, [patch("two"), patch("three"), patch("four")]);
      t.equal((await t.read(`/Users/${id}`)).title, "four", "title");
      const results = await processed(t, [postGroup("g1", ["bulkId:later"]), postUser(t, "later")]);
      t.equal(statusesOf(results), ["201", "201"], "the statuses of a reference forward");
      const groupId = idOf(results.find(({ bulkId }) => bulkId === "g1"));
      const userId = idOf(results.find(({ bulkId }) => bulkId === "later"));
      t.equal((await t.read(`/Groups/${groupId}`)).members?.[0]?.value, userId, "the member");
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7.1-a",
    "resolves circular references",
    async (t) => {
      const results = await processed(t, [postGroup("g1", ["bulkId:g2"]), postGroup("g2", ["bulkId:g1"])]);
      if (statusesOf(results).includes("409")) return t.open("circular references are refused with 409");
      t.equal(statusesOf(results), ["201", "201"], "the statuses");
      const [first, second] = results.map(idOf);
      t.equal((await t.read(`/Groups/${first}`)).members?.[0]?.value, second, "the member of the first");
      t.equal((await t.read(`/Groups/${second}`)).members?.[0]?.value, first, "the member of the second");
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7.2-a",
    "resolves bulkIds in data, extensions and paths",
    async (t) => {
      const Operations = [{ op: "add", path: "members", value: [{ value: "bulkId:u2" }] }];
      const results = await processed(t, [
        postUser(t, "u1"),
        postUser(t, "u2", { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { manager: { value: "bulkId:u1" } } }),
        postGroup("g1", ["bulkId:u1"]),
        {
          method: "PATCH",
          path: "/Groups/bulkId:g1",
          data: { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations },
        },
      ]);
      t.expect(
        results.every(({ status }) => String(status).startsWith("2")),
        "all are to succeed",
      );
      const [first = "", second = "", group] = results.map(idOf);
      t.equal((await t.read(`/Users/${second}`))[ENTERPRISE]?.manager?.value, first, "the manager");
      const { members } = await t.read(`/Groups/${group}`);
      t.same(
        members?.map(({ value }: Json) => value),
        [first, second],
        "the members",
      );
    },
    ["bulk", "enterprise"],
  ),
  check(
    "RFC7644-3.7.3-a",
    "reports each operation, with a status that is a string",
    async (t) => {
      const results = await processed(t, [
        postUser(t, "u1"),
        { method: "DELETE", path: "/Users/no-such-id" },
      ]);
      t.equal(statusesOf(results), ["201", "404"], "the statuses");
      t.expect(
        results.every(({ method }) => typeof method === "string"),
        "each is to have its method",
      );
    },
    ["bulk"],
  ),
  check(
    "RFC7644-3.7.4-a",
    "refuses more operations or bytes than it says, and names the limit",
    async (t) => {
      const { maxOperations, maxPayloadSize } = t.discovery.config.bulk;
      if (maxOperations > 20_000 || maxPayloadSize > 64 * 1024 * 1024)
        t.skip("the limits are too high to be reached");
      const operations = Array.from({ length: maxOperations + 1 }, () => ({
        method: "DELETE",
        path: "/Users/x",
      }));
      const many = await bulk(t, operations);
      t.refused(many, 413);
      t.expect(String(many.body?.detail).includes(String(maxOperations)), "detail is to name maxOperations");
      const data = { ...t.newUser(), displayName: "x".repeat(maxPayloadSize) };
      const large = await bulk(t, [{ method: "POST", path: "/Users", bulkId: "u1", data }]);
      t.refused(large, 413);
      t.expect(
        String(large.body?.detail).includes(String(maxPayloadSize)),
        "detail is to name maxPayloadSize",
      );
    },
    ["bulk"],
  ),
];
