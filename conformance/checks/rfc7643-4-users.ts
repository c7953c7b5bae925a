import { check } from "../check.js";
import type { Trial } from "../trial.js";
import { ENTERPRISE, USER } from "../urns.js";
import { characteristics, publishedAttribute } from "./published.js";

/** Microsoft's validators write random strings and compare what they read. */
const VALIDATOR = "Microsoft's SCIM validator and gallery validation";

/** Clients that compare what they wrote with what they read, to the letter. */
const VERBATIM = "Microsoft Entra ID";

/** Ends the check unless a value that breaks a rule of format is refused, or kept for those who need that. */
async function isStrictAbout(t: Trial, attributes: object, kept: (user: object) => unknown): Promise<void> {
  const answer = await t.post("/Users", t.newUser(attributes));
  if (answer.status === 201 && kept(answer.body) === undefined) {
    return t.skip("the server does not keep this attribute");
  }
  if (answer.status === 201 && t.mode === "tolerant") t.deviates(VALIDATOR, "the value is kept");
  t.refused(answer, 400);
}

/** RFC 7643 §4.1.1: users. */
export const userChecks = [
  check("RFC7643-4.1.1-a", "needs a userName", async (t) => {
    t.refused(await t.post("/Users", { schemas: [USER], displayName: "Nobody" }), 400, "invalidValue");
    t.refused(await t.post("/Users", { schemas: [USER], userName: "" }), 400, "invalidValue");
  }),
  check(
    "RFC7643-4.1.1-a RFC7644-3.3-f RFC7643-7-k",
    "refuses a userName that is taken, in any case",
    async (t) => {
      const { userName } = await t.user();
      t.refused(await t.post("/Users", t.newUser({ userName })), 409, "uniqueness");
      t.refused(await t.post("/Users", t.newUser({ userName: userName.toUpperCase() })), 409, "uniqueness");
    },
  ),
  check("RFC7643-7-l", "refuses to rename a user to a name that is taken", async (t) => {
    const { userName } = await t.user();
    const { id, schemas } = await t.user();
    t.refused(await t.put(`/Users/${id}`, { schemas, userName }), 409, "uniqueness");
    t.refused(
      await t.patch(`/Users/${id}`, [{ op: "replace", path: "userName", value: userName }]),
      409,
      "uniqueness",
    );
  }),
  check("RFC7643-4.1.1-e RFC7643-7-i", "never returns a password", async (t) => {
    const password = "Correct-Horse-7-Battery";
    const created = await t.post("/Users", t.newUser({ password }));
    t.equal(created.status, 201, "the status");
    const path = `/Users/${created.body.id}`;
    const put = await t.put(path, { ...created.body, password });
    const patched = await t.patch(path, [{ op: "replace", path: "password", value: password }]);
    const asked = await t.get(`${path}?attributes=password,userName`);
    const listed = await t.filter("/Users", `id eq "${created.body.id}"`, "&attributes=password");
    for (const { text } of [created, put, patched, asked, listed]) {
      t.expect(!/"password"/i.test(text) && !text.includes(password), "no answer is to hold a password");
    }
  }),
  check("RFC7643-4.1.1-j", "publishes password as writeOnly and returned never", async (t) => {
    const password = publishedAttribute(t, USER, "password");
    if (password === undefined) return t.open("the server has no passwords");
    const { mutability, returned } = characteristics(password);
    t.equal([mutability, returned], ["writeOnly", "never"], "mutability and returned of password");
  }),
  check("RFC7643-4.1.1-k", "has profileUrl as a reference, to an HTTP URL", async (t) => {
    const { type } = publishedAttribute(t, USER, "profileUrl") ?? t.open("the server has no profileUrl");
    t.equal(type, "reference", "the type of profileUrl");
    const profileUrl = "https://example.com/~ann";
    t.equal((await t.user({ profileUrl })).profileUrl, profileUrl, "profileUrl");
    await isStrictAbout(t, { profileUrl: "no URL at all" }, (user) => Reflect.get(user, "profileUrl"));
  }),
  check("RFC7643-4.1.1-l", "takes language tags for locale and preferredLanguage", async (t) => {
    t.equal((await t.user({ locale: "en-US" })).locale, "en-US", "locale");
    t.equal(
      (await t.user({ preferredLanguage: "da, en-GB;q=0.8" })).preferredLanguage,
      "da, en-GB;q=0.8",
      "preferredLanguage",
    );
    await isStrictAbout(t, { locale: "no locale at all!" }, (user) => Reflect.get(user, "locale"));
  }),
  check("RFC7643-4.1.1-m", "takes names of the IANA database for timezone", async (t) => {
    t.equal((await t.user({ timezone: "America/Los_Angeles" })).timezone, "America/Los_Angeles", "timezone");
    await isStrictAbout(t, { timezone: "Nowhere at all!" }, (user) => Reflect.get(user, "timezone"));
  }),
  check("RFC7643-4.1.1-n", "still shows a user that is not active", async (t) => {
    const { id } = await t.user({ active: true });
    const user = await t.patched(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    t.equal(user.active, false, "active");
    t.equal(await t.find("/Users", `id eq "${id}" and active eq false`), [id], "who is found");
  }),
  check("RFC7643-4.1.2-a", "writes the domain of an e-mail address in lower case", async (t) => {
    const user = await t.user({ emails: [{ type: "work", value: "Ann@EXAMPLE.com" }] });
    const value = user.emails?.[0]?.value;
    if (value === "Ann@EXAMPLE.com") t.deviates(VERBATIM, "the address is kept as it came");
    t.equal(value, "Ann@example.com", "the address");
  }),
  check("RFC7643-4.1.2-b", "writes phone numbers as RFC 3966 does", async (t) => {
    const user = await t.user({ phoneNumbers: [{ type: "work", value: "+1 (201) 555-0123" }] });
    const value = user.phoneNumbers?.[0]?.value;
    if (value === "+1 (201) 555-0123") t.deviates(VERBATIM, "the number is kept as it came");
    t.expect(String(value).startsWith("tel:"), "the number is to be a tel: URI");
  }),
  check(
    "RFC7643-4.1.2-c",
    "writes addresses of instant messaging without blanks, in lower case",
    async (t) => {
      const user = await t.user({ ims: [{ type: "skype", value: "Ann Lee" }] });
      const value = user.ims?.[0]?.value;
      if (value === "Ann Lee") t.deviates(VERBATIM, "the address is kept as it came");
      t.equal(value, "annlee", "the address");
    },
  ),
  check("RFC7643-4.1.2-f", "takes alpha-2 codes for a country", async (t) => {
    const user = await t.user({ addresses: [{ type: "work", country: "DE" }] });
    t.equal(user.addresses?.[0]?.country, "DE", "country");
    await isStrictAbout(t, { addresses: [{ type: "work", country: "Germany" }] }, (one) =>
      Reflect.get(one, "addresses"),
    );
  }),
  check("RFC7643-4.1.2-g", "changes groups of a user through Group only", async (t) => {
    const group = await t.group();
    const { id, userName, schemas, groups } = await t.user({ groups: [{ value: group.id }] });
    t.equal(groups ?? [], [], "groups after POST");
    const put = await t.put(`/Users/${id}`, { schemas, userName, groups: [{ value: group.id }] });
    t.equal([put.status, put.body?.groups ?? []], [200, []], "status and groups after PUT");
    const patched = await t.patch(`/Users/${id}`, [
      { op: "add", path: "groups", value: [{ value: group.id }] },
    ]);
    t.refused(patched, 400, "mutability");
  }),
  check("RFC7643-4.1.2-h", "shows a user's groups by id and URI", async (t) => {
    const user = await t.user();
    const group = await t.group([user.id]);
    const { groups } = await t.read(`/Users/${user.id}`);
    t.equal(
      groups?.map(({ value }: { value: string }) => value),
      [group.id],
      "groups.value",
    );
    t.expect(String(groups[0].$ref).endsWith(`/Groups/${group.id}`), "groups.$ref is to be the group's URI");
  }),
  check("RFC7643-4.1.2-i", "lets a direct membership be changed through Group", async (t) => {
    const user = await t.user();
    const group = await t.group([user.id]);
    const { groups } = await t.read(`/Users/${user.id}`);
    t.equal(groups?.[0]?.type ?? "direct", "direct", "groups.type");
    await t.patched(`/Groups/${group.id}`, [{ op: "remove", path: `members[value eq "${user.id}"]` }]);
    t.equal((await t.read(`/Users/${user.id}`)).groups ?? [], [], "groups afterwards");
  }),
  check(
    "RFC7643-4.3-a",
    "shows a manager with value and $ref, and writes displayName itself",
    async (t) => {
      const boss = await t.user({ displayName: "The Boss" });
      const manager = { value: boss.id, displayName: "Somebody Else" };
      const user = await t.user({ schemas: [USER, ENTERPRISE], [ENTERPRISE]: { manager } });
      const shown = user[ENTERPRISE]?.manager;
      t.equal(shown?.value, boss.id, "manager.value");
      t.expect(typeof shown.$ref === "string", "manager.$ref is to be there");
      t.expect(shown.displayName !== "Somebody Else", "manager.displayName is to be the server's");
    },
    ["enterprise"],
  ),
];

/** RFC 7643 §4.2: groups. */
export const groupChecks = [
  check("RFC7643-4.2-a", "needs a displayName of a group", async (t) => {
    const { schemas } = await t.group();
    t.refused(await t.post("/Groups", { schemas }), 400, "invalidValue");
  }),
  check("RFC7643-4.2-b", "shows members with value, type and $ref", async (t) => {
    const user = await t.user();
    const inner = await t.group();
    const { members } = await t.group([user.id, inner.id]);
    for (const [id, type, endpoint] of [
      [user.id, "User", "Users"],
      [inner.id, "Group", "Groups"],
    ]) {
      const member = members?.find(({ value }: { value: string }) => value === id);
      t.equal(member?.type, type, `the type of the member ${id}`);
      t.expect(String(member.$ref).endsWith(`/${endpoint}/${id}`), `$ref is to lead to /${endpoint}/${id}`);
    }
  }),
  check("RFC7643-4.2-b RFC7643-7-h RFC7644-3.5.2-e", "refuses to change a member in place", async (t) => {
    const [first, second] = await t.users(2);
    const group = await t.group([first.id]);
    const path = `members[value eq "${first.id}"].value`;
    const answer = await t.patch(`/Groups/${group.id}`, [{ op: "replace", path, value: second.id }]);
    t.refused(answer, 400, "mutability");
  }),
];
