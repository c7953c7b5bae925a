import { check } from "../check.js";
import { ENTERPRISE, USER } from "../urns.js";
import { characteristics, isUnassigned, publishedAttributes } from "./published.js";

/** RFC 7644 §3.5, §3.5.1: replacing a resource. */
export const putChecks = [
  check("RFC7644-3.5-a RFC7644-3.5.1-f", "replaces by PUT and answers 200 with the whole", async (t) => {
    const { id, userName, schemas } = await t.user({ title: "Before" });
    const answer = await t.put(`/Users/${id}`, { schemas, userName, title: "After" });
    t.equal([answer.status, answer.body?.id, answer.body?.title], [200, id, "After"], "status, id, title");
    t.equal(await t.read(`/Users/${id}`), answer.body, "what GET gives");
  }),
  check(
    "RFC7644-3.5.1-a",
    "replaces values, also of many and of an extension",
    async (t) => {
      const { id, userName } = await t.user({
        schemas: [USER, ENTERPRISE],
        emails: [{ type: "work", value: "before@example.com" }],
        name: { givenName: "Ann", familyName: "Lee" },
        [ENTERPRISE]: { department: "Before", division: "D" },
      });
      const { status, body } = await t.put(`/Users/${id}`, {
        schemas: [USER, ENTERPRISE],
        userName,
        emails: [{ type: "home", value: "after@example.com" }],
        name: { familyName: "Oz" },
        [ENTERPRISE]: { department: "After" },
      });
      t.equal(status, 200, "the status");
      t.equal(
        body?.emails?.map(({ value }: { value: string }) => value),
        ["after@example.com"],
        "the e-mails",
      );
      t.equal([body.name?.familyName, body.name?.givenName], ["Oz", undefined], "familyName, givenName");
      t.equal(body[ENTERPRISE], { department: "After" }, "the extension");
    },
    ["enterprise"],
  ),
  check("RFC7644-3.5.1-a", "renames by PUT", async (t) => {
    const { id, schemas } = await t.user();
    const { userName } = t.newUser();
    t.equal((await t.put(`/Users/${id}`, { schemas, userName })).body?.userName, userName, "userName");
    t.equal(await t.find("/Users", `userName eq "${userName}"`), [id], "who has the new name");
  }),
  check("RFC7644-3.5.1-b", "clears what a PUT omits", async (t) => {
    const { id, userName, schemas } = await t.user({ title: "Tester", emails: [{ value: "a@example.com" }] });
    const { status, body } = await t.put(`/Users/${id}`, { schemas, userName });
    t.equal(status, 200, "the status");
    if (!isUnassigned(body?.title) || !isUnassigned(body?.emails)) return t.open("what is omitted stays");
  }),
  check("RFC7644-3.5.1-c", "takes the value that an immutable attribute has, and no other", async (t) => {
    const isSimple = ({
      parent,
      attribute,
      schema,
    }: ReturnType<typeof publishedAttributes>[number]): boolean =>
      parent === undefined && schema === USER && characteristics(attribute).type === "string";
    const immutable = publishedAttributes(t)
      .filter(isSimple)
      .find(({ attribute }) => characteristics(attribute).mutability === "immutable");
    if (immutable === undefined) return t.open("no attribute of the User schema is immutable");
    const user = await t.user({ [immutable.name]: "first" });
    t.equal((await t.put(`/Users/${user.id}`, user)).status, 200, "the status with the same value");
    t.refused(await t.put(`/Users/${user.id}`, { ...user, [immutable.name]: "second" }), 400, "mutability");
  }),
  check("RFC7644-3.5.1-d", "ignores what is readOnly in a PUT", async (t) => {
    const user = await t.user();
    const meta = { ...user.meta, created: "1990-01-01T00:00:00Z", resourceType: "Robot" };
    const answer = await t.put(`/Users/${user.id}`, { ...user, id: "other", meta, groups: [{ value: "x" }] });
    t.equal([answer.status, answer.body?.id], [200, user.id], "status and id");
    t.equal(answer.body.meta.created, user.meta.created, "meta.created");
    t.equal(answer.body.groups ?? [], [], "groups");
  }),
  check("RFC7644-3.5.1-e", "needs the required attributes in a PUT", async (t) => {
    const { id, schemas, userName } = await t.user();
    t.refused(await t.put(`/Users/${id}`, { schemas, displayName: "Nobody" }), 400, "invalidValue");
    t.equal((await t.read(`/Users/${id}`)).userName, userName, "userName afterwards");
  }),
];
