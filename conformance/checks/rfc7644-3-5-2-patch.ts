import { check } from "../check.js";
import { ENTERPRISE, ERROR, PATCH_OP, USER } from "../urns.js";
import type { Json } from "../wire.js";

/** RFC 7644 §3.5.2: what holds for every PATCH. */
export const patchChecks = [
  check("RFC7644-3.5-b", "changes by PATCH", async (t) => {
    const { id } = await t.user();
    const user = await t.patched(`/Users/${id}`, [{ op: "replace", path: "title", value: "Tester" }]);
    t.equal(user.title, "Tester", "title");
  }),
  check("RFC7644-3.5.2-a", "wants the PatchOp URN", async (t) => {
    const { id, schemas } = await t.user();
    const Operations = [{ op: "replace", path: "title", value: "T" }];
    const answer = await t.send("PATCH", `/Users/${id}`, { schemas, Operations });
    if ([200, 204].includes(answer.status)) t.deviates("scripts", "the URN of a message may be wrong");
    t.refused(answer, 400);
  }),
  check("RFC7644-3.5.2-b", "wants one operation at least", async (t) => {
    const { id } = await t.user();
    for (const Operations of [undefined, "replace", { op: "replace" }, [null]]) {
      t.refused(await t.send("PATCH", `/Users/${id}`, { schemas: [PATCH_OP], Operations }), 400);
    }
    const answer = await t.patch(`/Users/${id}`, []);
    if ([200, 204].includes(answer.status)) t.deviates("Microsoft's SCIM validator", "none is no change");
    t.refused(answer, 400, "invalidSyntax");
  }),
  check("RFC7644-3.5.2-c", "knows add, remove and replace, and no other op", async (t) => {
    const { id } = await t.user();
    for (const op of ["move", "", undefined, 1]) {
      const Operations = [{ op, path: "title", value: "T" }];
      t.refused(await t.send("PATCH", `/Users/${id}`, { schemas: [PATCH_OP], Operations }), 400);
    }
    const answer = await t.patch(`/Users/${id}`, [{ op: "Replace", path: "title", value: "T" }]);
    if ([200, 204].includes(answer.status)) t.deviates("Microsoft Entra ID", "op is read in any case");
    t.refused(answer, 400, "invalidSyntax");
  }),
  check("RFC7644-3.5.2-d RFC7644-3.5.2.2-a", "refuses to remove without a path", async (t) => {
    const { id } = await t.user({ title: "Tester" });
    t.refused(await t.patch(`/Users/${id}`, [{ op: "remove" }]), 400, "noTarget");
    t.refused(await t.patch(`/Users/${id}`, [{ op: "remove", value: { title: "Tester" } }]), 400, "noTarget");
    t.equal((await t.read(`/Users/${id}`)).title, "Tester", "title afterwards");
  }),
  check("RFC7644-3.5.2-e", "refuses values of another type", async (t) => {
    const { id } = await t.user();
    for (const [path, value] of [
      ["title", { a: 1 }],
      ["active", "perhaps"],
      ["name", 7],
      ["emails", "x"],
    ] as const) {
      const answer = await t.patch(`/Users/${id}`, [{ op: "replace", path, value }]);
      if (path === "emails" && answer.status !== 400) continue; // A text for {value} is what some clients send.
      t.refused(answer, 400);
    }
  }),
  check("RFC7644-3.5.2-e", "refuses paths that are none", async (t) => {
    const { id } = await t.user();
    for (const path of ["emails[", 'emails[type eq "work"', "name.", ".title", "title title"]) {
      const answer = await t.patch(`/Users/${id}`, [{ op: "replace", path, value: "x" }]);
      // Table 9 has a type of its own for the filter in a path.
      if (path.includes("[") && answer.body?.scimType === "invalidFilter") continue;
      t.refused(answer, 400, "invalidPath");
    }
  }),
  check("RFC7644-3.5.2-f", "adds what is immutable and has no value", async (t) => {
    const [first, second] = await t.users(2);
    const { id } = await t.group([first.id]);
    const group = await t.patched(`/Groups/${id}`, [
      { op: "add", path: "members", value: [{ value: second.id }] },
    ]);
    const members = group.members?.map(({ value }: Json) => value);
    t.same(members, [first.id, second.id], "the members, whose value is immutable");
  }),
  check(
    "RFC7644-3.5.2-g",
    "adds an extension by its values",
    async (t) => {
      const { id } = await t.user();
      const user = await t.patched(`/Users/${id}`, [
        { op: "add", path: `${ENTERPRISE}:department`, value: "Tests" },
        { op: "add", path: `${USER}:title`, value: "Tester" },
      ]);
      t.equal([user[ENTERPRISE]?.department, user.title], ["Tests", "Tester"], "department and title");
      t.expect(user.schemas?.includes(ENTERPRISE) === true, "schemas is to name the extension");
      const removed = await t.patched(`/Users/${id}`, [{ op: "remove", path: `${ENTERPRISE}:department` }]);
      t.equal(removed[ENTERPRISE]?.department, undefined, "department after remove");
    },
    ["enterprise"],
  ),
  check("RFC7644-3.5.2-h", "resets other primaries when one is set", async (t) => {
    const emails = [
      { type: "work", value: "a@example.com", primary: true },
      { type: "home", value: "b@example.com" },
    ];
    const { id } = await t.user({ emails });
    const primaries = (user: Json): string[] =>
      (user.emails ?? []).filter((one: Json) => one.primary === true).map((one: Json) => one.type);
    const path = `/Users/${id}`;
    const set = await t.patched(path, [
      { op: "replace", path: 'emails[type eq "home"].primary', value: true },
    ]);
    t.equal(primaries(set), ["home"], "what is primary after it was set");
    const added = await t.patched(path, [
      { op: "add", path: "emails", value: [{ type: "other", value: "c@example.com", primary: true }] },
    ]);
    t.equal(primaries(added), ["other"], "what is primary after one was added");
  }),
  check("RFC7644-3.5.2-i RFC7644-3.5.2-j", "does a PATCH as a whole or not at all", async (t) => {
    const { id } = await t.user({ title: "Before" });
    const answer = await t.patch(`/Users/${id}`, [
      { op: "replace", path: "title", value: "After" },
      { op: "replace", path: "active", value: "perhaps" },
    ]);
    t.refused(answer, 400);
    t.expect(answer.body?.schemas?.includes(ERROR) === true, "there is to be an Error");
    t.equal((await t.read(`/Users/${id}`)).title, "Before", "title afterwards");
  }),
  check("RFC7644-3.5.2-k", "answers 200 with the whole, or 204", async (t) => {
    const { id } = await t.user();
    const { id: groupId } = await t.group();
    for (const path of [`/Users/${id}`, `/Groups/${groupId}`]) {
      const answer = await t.patch(path, [{ op: "replace", path: "externalId", value: "x1" }]);
      if (answer.status === 204) t.equal(answer.text, "", "the body of a 204");
      else t.equal([answer.status, answer.body], [200, await t.read(path)], "status and body");
    }
  }),
  check("RFC7644-3.5.2-l", "answers 200 when attributes are asked for", async (t) => {
    const { id } = await t.group();
    const { id: userId } = await t.user();
    for (const path of [`/Groups/${id}`, `/Users/${userId}`]) {
      const answer = await t.patch(`${path}?attributes=displayName`, [
        { op: "replace", path: "displayName", value: id },
      ]);
      t.equal([answer.status, answer.body?.displayName], [200, id], "status and displayName");
    }
  }),
  check("RFC7644-3.5.2-m", "does operations in order", async (t) => {
    const { id } = await t.user();
    const user = await t.patched(`/Users/${id}`, [
      { op: "add", path: "title", value: "one" },
      { op: "replace", path: "title", value: "two" },
      { op: "add", path: "emails", value: [{ type: "work", value: "a@example.com" }] },
      { op: "replace", path: 'emails[type eq "work"].value', value: "b@example.com" },
      { op: "add", path: "nickName", value: "N" },
      { op: "remove", path: "nickName" },
    ]);
    t.equal([user.title, user.nickName], ["two", undefined], "title, nickName");
    t.equal(
      user.emails?.map(({ value }: Json) => value),
      ["b@example.com"],
      "the e-mails",
    );
  }),
];

/** RFC 7644 §3.5.2.1: add. */
export const addChecks = [
  check("RFC7644-3.5.2.1-a", "needs a value to add", async (t) => {
    const { id } = await t.user();
    t.refused(await t.patch(`/Users/${id}`, [{ op: "add", path: "title" }]), 400);
  }),
  check("RFC7644-3.5.2.1-b", "adds the attributes of a value without a path", async (t) => {
    const { id } = await t.user({ emails: [{ type: "work", value: "a@example.com" }] });
    const value = {
      title: "Tester",
      emails: [{ type: "home", value: "b@example.com" }],
      name: { givenName: "Ann" },
    };
    const answer = await t.patch(`/Users/${id}`, [{ op: "add", value }]);
    if (t.mode === "strict" && answer.body?.scimType === "invalidSyntax") {
      t.deviates("clients of the interoperability profile", "an operation without a path is refused");
    }
    t.expect([200, 204].includes(answer.status), "it is to succeed");
    const user = await t.read(`/Users/${id}`);
    t.equal(
      [user.title, user.name?.givenName, user.emails?.length],
      ["Tester", "Ann", 2],
      "title, givenName, number of e-mails",
    );
  }),
  check("RFC7644-3.5.2.1-c", "adds sub-attributes to a complex attribute", async (t) => {
    const { id } = await t.user({ name: { givenName: "Ann", familyName: "Lee" } });
    const user = await t.patched(`/Users/${id}`, [
      { op: "add", path: "name", value: { givenName: "Bea", middleName: "M" } },
    ]);
    const { givenName, middleName, familyName } = user.name ?? {};
    t.equal([givenName, middleName, familyName], ["Bea", "M", "Lee"], "givenName, middleName, familyName");
  }),
  check("RFC7644-3.5.2.1-d", "appends to many values and replaces one", async (t) => {
    const { id } = await t.user({ title: "Before", emails: [{ type: "work", value: "a@example.com" }] });
    const user = await t.patched(`/Users/${id}`, [
      { op: "add", path: "emails", value: [{ type: "home", value: "b@example.com" }] },
      { op: "add", path: "title", value: "After" },
    ]);
    t.equal(
      user.emails?.map(({ value }: Json) => value),
      ["a@example.com", "b@example.com"],
      "the e-mails",
    );
    t.equal(user.title, "After", "title");
  }),
  check("RFC7644-3.5.2.1-e", "changes nothing by adding what is there", async (t) => {
    const email = { type: "work", value: "a@example.com" };
    const { id } = await t.user({ title: "Tester", emails: [email] });
    const group = await t.group([id]);
    const before = await t.read(`/Users/${id}`);
    const groupBefore = await t.read(`/Groups/${group.id}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const user = await t.patched(`/Users/${id}`, [
      { op: "add", path: "emails", value: [email] },
      { op: "add", path: "title", value: "Tester" },
    ]);
    t.equal(user, before, "the user");
    const same = await t.patched(`/Groups/${group.id}`, [
      { op: "add", path: "members", value: [{ value: id }] },
    ]);
    t.equal(same, groupBefore, "the group");
  }),
];
