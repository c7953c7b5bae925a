import { check } from "../check.js";
import type { Json } from "../wire.js";
import { isUnassigned } from "./published.js";

/** Who asks for what only the interoperability profile has. */
const PROFILE = "clients of the interoperability profile";

const SEVERAL = "a filter that matches several is refused";

const valuesOf = (list: Json): string[] => (list ?? []).map(({ value }: Json): string => value).toSorted();

const EMAILS = [
  { type: "work", value: "w@example.com", display: "Work" },
  { type: "home", value: "h@example.com", display: "Home" },
];

/** RFC 7644 §3.5.2.2: remove. */
export const removeChecks = [
  check("RFC7644-3.5.2.2-b", "leaves a single value unassigned", async (t) => {
    const { id } = await t.user({ title: "Tester", name: { givenName: "Ann", familyName: "Lee" } });
    const user = await t.patched(`/Users/${id}`, [
      { op: "remove", path: "title" },
      { op: "remove", path: "name.givenName" },
    ]);
    t.expect(isUnassigned(user.title), "title is to be unassigned");
    t.equal([user.name?.givenName, user.name?.familyName], [undefined, "Lee"], "givenName, familyName");
  }),
  check("RFC7644-3.5.2.2-c", "takes all of a multi-valued attribute", async (t) => {
    const { id } = await t.user({ emails: EMAILS });
    const user = await t.patched(`/Users/${id}`, [{ op: "remove", path: "emails" }]);
    t.expect(isUnassigned(user.emails), "emails are to be unassigned");
    const group = await t.group([id]);
    const emptied = await t.patched(`/Groups/${group.id}`, [{ op: "remove", path: "members" }]);
    t.expect(isUnassigned(emptied.members), "members are to be unassigned");
  }),
  check("RFC7644-3.5.2.2-c", "makes nothing of the value of a remove", async (t) => {
    const [first, second] = await t.users(2);
    const group = await t.group([first.id, second.id]);
    const path = `/Groups/${group.id}`;
    const answer = await t.patch(path, [{ op: "remove", path: "members", value: [{ value: first.id }] }]);
    const members = valuesOf((await t.read(path)).members);
    if (answer.status === 400 && members.length === 2) {
      t.deviates("every client that sends a list, which would lose the whole group", "a value is refused");
    }
    if (answer.status < 300 && members.length === 1 && members[0] === second.id) {
      t.deviates("Microsoft Entra ID, JumpCloud, authentik", "the members that are listed go");
    }
    t.equal([answer.status < 300, members], [true, []], "success, and the members");
  }),
  check("RFC7644-3.5.2.2-d", "takes the elements that match a filter", async (t) => {
    const { id } = await t.user({ emails: EMAILS });
    const user = await t.patched(`/Users/${id}`, [{ op: "remove", path: 'emails[type eq "work"]' }]);
    t.equal(valuesOf(user.emails), ["h@example.com"], "the e-mails");
    const [first, second] = await t.users(2);
    const group = await t.group([first.id, second.id]);
    const path = `members[value eq "${first.id}"]`;
    const changed = await t.patched(`/Groups/${group.id}`, [{ op: "remove", path }]);
    t.equal(valuesOf(changed.members), [second.id], "the members");
  }),
  check("RFC7644-3.5.2.2-d", "leaves an attribute unassigned when no element is left", async (t) => {
    const { id } = await t.user({ emails: EMAILS });
    const path = 'emails[value ew "@example.com"]';
    const answer = await t.patch(`/Users/${id}`, [{ op: "remove", path }]);
    if (t.mode === "strict" && answer.body?.scimType === "invalidFilter") t.deviates(PROFILE, SEVERAL);
    t.expect([200, 204].includes(answer.status), "it is to succeed");
    const user = await t.read(`/Users/${id}`);
    t.expect(isUnassigned(user.emails), "emails are to be unassigned");
    t.equal(await t.find("/Users", `id eq "${id}" and emails pr`), [], "who has e-mails");
  }),
  check("RFC7644-3.5.2.2-e", "takes a sub-attribute of the elements that match", async (t) => {
    const { id } = await t.user({ emails: EMAILS });
    const user = await t.patched(`/Users/${id}`, [{ op: "remove", path: 'emails[type eq "work"].display' }]);
    const displays = user.emails?.map(({ type, display }: Json) => `${type}: ${display}`).toSorted();
    t.equal(displays, ["home: Home", "work: undefined"], "type and display of the e-mails");
  }),
  check("RFC7644-3.5.2.2-f", "refuses to remove what is required or readOnly", async (t) => {
    const { id, userName } = await t.user();
    for (const path of ["userName", "id", "meta", "meta.created"]) {
      t.refused(await t.patch(`/Users/${id}`, [{ op: "remove", path }]), 400, "mutability");
    }
    t.equal((await t.read(`/Users/${id}`)).userName, userName, "userName afterwards");
  }),
];

/** RFC 7644 §3.5.2.3: replace. */
export const replaceChecks = [
  check("RFC7644-3.5.2.3-a", "replaces the attributes of a value without a path", async (t) => {
    const { id } = await t.user({ title: "Before", emails: EMAILS, nickName: "Nick" });
    const value = { title: "After", emails: [{ type: "other", value: "o@example.com" }] };
    const answer = await t.patch(`/Users/${id}`, [{ op: "replace", value }]);
    if (t.mode === "strict" && answer.body?.scimType === "invalidSyntax") {
      t.deviates(PROFILE, "an operation without a path is refused");
    }
    t.expect([200, 204].includes(answer.status), "it is to succeed");
    const user = await t.read(`/Users/${id}`);
    t.equal(
      [user.title, user.nickName, valuesOf(user.emails)],
      ["After", "Nick", ["o@example.com"]],
      "title, nickName, e-mails",
    );
  }),
  check("RFC7644-3.5.2.3-b", "replaces one value, and all of many", async (t) => {
    const { id } = await t.user({ title: "Before", emails: EMAILS });
    const user = await t.patched(`/Users/${id}`, [
      { op: "replace", path: "title", value: "After" },
      { op: "replace", path: "emails", value: [{ type: "other", value: "o@example.com" }] },
    ]);
    t.equal([user.title, valuesOf(user.emails)], ["After", ["o@example.com"]], "title, e-mails");
    const [first, second] = await t.users(2);
    const group = await t.group([first.id]);
    const operation = { op: "replace", path: "members", value: [{ value: second.id }] };
    t.equal(
      valuesOf((await t.patched(`/Groups/${group.id}`, [operation])).members),
      [second.id],
      "the members",
    );
  }),
  check("RFC7644-3.5.2.3-c", "adds what there is not yet", async (t) => {
    const { id } = await t.user();
    const user = await t.patched(`/Users/${id}`, [
      { op: "replace", path: "title", value: "Tester" },
      { op: "replace", path: "name.familyName", value: "Lee" },
      { op: "replace", path: "emails", value: [{ type: "work", value: "w@example.com" }] },
    ]);
    t.equal(
      [user.title, user.name?.familyName, valuesOf(user.emails)],
      ["Tester", "Lee", ["w@example.com"]],
      "title, familyName, e-mails",
    );
  }),
  check("RFC7644-3.5.2.3-d", "keeps the sub-attributes that a value does not name", async (t) => {
    const { id } = await t.user({ name: { givenName: "Ann", familyName: "Lee" } });
    const user = await t.patched(`/Users/${id}`, [
      { op: "replace", path: "name", value: { familyName: "Oz" } },
    ]);
    if (t.mode === "strict" && user.name?.familyName === "Oz" && user.name.givenName === undefined) {
      t.deviates(PROFILE, "the attribute is replaced as a whole");
    }
    t.equal([user.name?.givenName, user.name?.familyName], ["Ann", "Oz"], "givenName, familyName");
  }),
  check("RFC7644-3.5.2.3-e", "replaces all elements that match a filter, or a part of them", async (t) => {
    const emails = [...EMAILS, { type: "work", value: "w2@example.com", display: "Second" }];
    const { id } = await t.user({ emails });
    const path = 'emails[type eq "work"].display';
    const answer = await t.patch(`/Users/${id}`, [{ op: "replace", path, value: "New" }]);
    if (t.mode === "strict" && answer.body?.scimType === "invalidFilter") {
      t.deviates(PROFILE, SEVERAL);
    }
    t.expect([200, 204].includes(answer.status), "it is to succeed");
    const displays = (await t.read(`/Users/${id}`)).emails?.map(
      ({ type, display }: Json) => `${type}: ${display}`,
    );
    t.equal(
      displays?.toSorted(),
      ["home: Home", "work: New", "work: New"],
      "type and display of the e-mails",
    );
    const whole = {
      op: "replace",
      path: 'emails[type eq "home"]',
      value: { type: "home", value: "new@example.com" },
    };
    const replaced = await t.patched(`/Users/${id}`, [whole]);
    t.expect(valuesOf(replaced.emails).includes("new@example.com"), "the element is to have its new value");
  }),
  check("RFC7644-3.5.2.3-f", "refuses a filter that matches nothing", async (t) => {
    const { id } = await t.user({ emails: EMAILS });
    const operation = { op: "replace", path: 'emails[type eq "other"].value', value: "o@example.com" };
    const answer = await t.patch(`/Users/${id}`, [operation]);
    const values = valuesOf((await t.read(`/Users/${id}`)).emails);
    if (answer.status < 300 && values.includes("o@example.com")) {
      t.deviates("Microsoft Entra ID", "the element is created");
    }
    t.refused(answer, 400, "noTarget");
  }),
];
