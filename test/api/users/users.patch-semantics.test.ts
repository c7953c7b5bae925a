import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import {
  CORE_USER,
  CRM_USER,
  ENTERPRISE,
  errorOf,
  type Operation,
  type ScimClient,
} from "../../support/scim-client.js";

const MODES = ["tolerant", "strict"] as const;
const BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

describe.each(DATABASES)("what PATCH does on %s", (database) => {
  const app = useTestApp(database);
  let tolerant: ScimClient;
  let strict: ScimClient;
  let count = 0;
  beforeAll(async () => {
    tolerant = await app.connectToCrm();
    strict = await app.secondConnection(tolerant, { mode: "strict" });
  });

  const clientOf = (mode: (typeof MODES)[number]): ScimClient => (mode === "strict" ? strict : tolerant);
  const create = async (more: object = {}): Promise<string> =>
    (await tolerant.createUser({ userName: `u${count++}`, ...more })).id;
  /** What a PATCH leaves of a new user, or the error. */
  async function patched(
    mode: (typeof MODES)[number],
    before: object,
    operations: readonly Operation[],
    name: string,
  ): Promise<unknown> {
    const id = await create(before);
    const answer = await clientOf(mode).patch(`/Users/${id}`, operations);
    if (answer.status >= 400) {
      const { body } = await tolerant.get(`/Users/${id}`);
      // What is refused changes nothing.
      return body.meta.version === 'W/"1"' ? errorOf(answer) : `${errorOf(answer)}, and changed`;
    }
    return part(answer.body, name);
  }
  function part(body: Answer["body"], name: string): unknown {
    return body[name] ?? body[ENTERPRISE]?.[name] ?? body[CRM_USER]?.[name];
  }

  describe.each(MODES)("a replace by a value path, %s", (mode) => {
    const path = 'phoneNumbers[type eq "mobile"]';
    const mobile = { type: "mobile", value: "+49 30 1" };

    it.each([
      ["an object", { value: "+49 30 1" }],
      ["a list of one", [{ value: "+49 30 1" }]],
    ])("gives the same state each time, by %s", async (_, value) => {
      if (mode === "strict" && Array.isArray(value)) return;
      const id = await create(mode === "strict" ? { phoneNumbers: [{ type: "mobile", value: "1" }] } : {});
      const seen = [];
      for (let i = 0; i < 4; i++) {
        const { body } = await clientOf(mode).patch(`/Users/${id}`, [{ op: "replace", path, value }]);
        seen.push(body.phoneNumbers);
      }
      expect(seen).toEqual([[mobile], [mobile], [mobile], [mobile]]);
    });

    it("merges the element: sub-attributes that are not named stay [RFC 7644 §3.5.2.3]", async () => {
      const work = { value: "a@x.org", type: "work", primary: true, display: "A" };
      const home = { value: "h@x.org", type: "home" };
      const change = (value: object) =>
        patched(
          mode,
          { emails: [work, home] },
          [{ op: "replace", path: 'emails[type eq "work"]', value }],
          "emails",
        );

      expect(await change({ value: "b@x.org" })).toEqual([{ ...work, value: "b@x.org" }, home]);
      expect(await change({ type: "other" })).toEqual([{ ...work, type: "other" }, home]);
      const address = { type: "work", locality: "Bonn", country: "DE" };
      expect(
        await patched(
          mode,
          { addresses: [address] },
          [{ op: "replace", path: 'addresses[type eq "work"]', value: { locality: "Köln" } }],
          "addresses",
        ),
      ).toEqual([{ ...address, locality: "Köln" }]);
    });

    it("does the same in a bulk request and by /Me", async () => {
      const id = await create({ phoneNumbers: [{ ...mobile, display: "M" }] });
      const change = {
        schemas: [PATCH_OP],
        Operations: [{ op: "replace", path, value: { value: "2" } }],
      };
      const bulk = { method: "PATCH", path: `/Users/${id}`, data: change };
      expect((await clientOf(mode).post("/Bulk", { schemas: [BULK], Operations: [bulk] })).status).toBe(200);
      const expected = [{ type: "mobile", value: "2", display: "M" }];
      expect((await tolerant.get(`/Users/${id}`)).body.phoneNumbers).toEqual(expected);

      const me = await app.withToken(clientOf(mode), { scopes: ["scim"], userId: id });
      const { body } = await me.patch("/Me", [{ op: "replace", path, value: { value: "3" } }]);
      expect(body.phoneNumbers).toEqual([{ type: "mobile", value: "3", display: "M" }]);
    });
  });

  describe("a remove with an empty value", () => {
    it.each(["", [], [""], [{}], [{ value: "" }]])(
      "takes nothing for %j, and is refused in strict mode",
      async (value) => {
        const ids = await tolerant.createUsers(`m${count++}-`, 2);
        const group = await tolerant.createGroup(`g${count++}`, ids);
        const remove = [{ op: "remove", path: "members", value }];
        const answers = [
          (await tolerant.patch(`/Groups/${group.id}`, remove)).status < 300,
          errorOf(await strict.patch(`/Groups/${group.id}`, remove)),
        ];
        expect(answers).toEqual([true, "400 invalidValue"]);
        expect((await tolerant.get(`/Groups/${group.id}`)).body.members).toHaveLength(2);
      },
    );

    it.each([
      ["emails", [{ value: "a@x.org" }]],
      ["roles", [{ value: "Nobody knows this" }]],
      ["ims", [{ value: "a", type: "xmpp" }]],
      ["addresses", [{ locality: "Bonn" }]],
    ])("keeps %s", async (name, values) => {
      const remove = [{ op: "remove", path: name, value: "" }];
      expect(await patched("tolerant", { [name]: values }, remove, name)).toEqual(values);
      expect(await patched("strict", { [name]: values }, remove, name)).toBe("400 invalidValue");
      expect(
        await patched("tolerant", { [name]: values }, [{ op: "remove", path: name }], name),
      ).toBeUndefined();
    });
  });

  it("refuses a value path on members that matches nobody in strict mode, as for e-mails", async () => {
    const [one = "", two = ""] = await tolerant.createUsers(`m${count++}-`, 2);
    const group = await tolerant.createGroup(`g${count++}`, [one]);
    const path = `members[value eq "${two}"]`;
    const operations: Operation[] = [
      { op: "replace", path, value: { value: two } },
      { op: "replace", path: 'members[display eq "bogus"]', value: { value: two } },
      { op: "remove", path },
    ];
    for (const operation of operations) {
      const answer = await strict.patch(`/Groups/${group.id}`, [operation]);
      expect([operation, errorOf(answer)]).toEqual([operation, "400 noTarget"]);
      expect(answer.body.detail).toContain(operation.path);
    }
    const members = (await tolerant.get(`/Groups/${group.id}`)).body.members.map(
      (member: { value: string }) => member.value,
    );
    expect(members).toEqual([one]);
    const [replace] = operations;
    expect((await tolerant.patch(`/Groups/${group.id}`, replace ? [replace] : [])).status).toBeLessThan(300);
    expect((await tolerant.get(`/Groups/${group.id}`)).body.members).toHaveLength(2);
    const found = { op: "replace", path: `members[value eq "${one}"]`, value: { value: one } };
    expect((await strict.patch(`/Groups/${group.id}`, [found])).status).toBeLessThan(300);
  });

  describe("a simple value in an object", () => {
    const wrapped = (value: unknown): unknown[] => [[{ $ref: null, value }], { value }, [{ value }]];

    it.each([
      ["displayName", "N", "displayName"],
      ["active", false, "active"],
      ["active", "False", "active"],
      ["title", 7, "title"],
      ["externalId", "e-1", "externalId"],
      [`${ENTERPRISE}:department`, "D", "department"],
      [`${CRM_USER}:usageLocation`, "DE", "usageLocation"],
    ])("is the value of %s: %j", async (path, value, name) => {
      const expected = value === "False" ? false : value === 7 ? "7" : value;
      for (const one of wrapped(value)) {
        const operations = [{ op: "Replace", path, value: one }];
        expect(await patched("tolerant", {}, operations, name)).toEqual(expected);
        const refused = await patched("strict", {}, [{ op: "replace", path, value: one }], name);
        expect(refused).toBe("400 invalidValue");
      }
    });

    it("is the value of sub-attributes, by a path and in what is created", async () => {
      const names = [{ op: "replace", path: "name.familyName", value: [{ $ref: null, value: "F" }] }];
      expect(await patched("tolerant", {}, names, "name")).toEqual({ familyName: "F" });
      const emails = [{ op: "replace", path: 'emails[type eq "work"].value', value: { value: "a@x.org" } }];
      expect(await patched("tolerant", {}, emails, "emails")).toEqual([{ type: "work", value: "a@x.org" }]);
      const body = {
        userName: { value: `w${count++}` },
        title: { $ref: null, value: "T" },
        name: { givenName: { value: "G" } },
      };
      const created = await tolerant.post("/Users", body);
      expect(created.body).toMatchObject({
        userName: body.userName.value,
        title: "T",
        name: { givenName: "G" },
      });
      const put = await tolerant.put(`/Users/${created.body.id}`, {
        userName: body.userName,
        title: [{ value: "U" }],
      });
      expect(put.body.title).toBe("U");
      expect(errorOf(await strict.post("/Users", { schemas: [CORE_USER], ...body }))).toBe(
        "400 invalidValue",
      );
    });

    it("is a group's name, and nothing else when there is more in it", async () => {
      const group = await tolerant.createGroup(`g${count++}`);
      const rename = (value: unknown) =>
        tolerant.patch(`/Groups/${group.id}`, [{ op: "replace", path: "displayName", value }]);
      expect((await rename([{ $ref: null, value: `w${count++}` }])).status).toBeLessThan(300);
      expect(errorOf(await rename({ value: "a", display: "b" }))).toBe("400 invalidValue");
      expect(errorOf(await rename({ value: { value: "a" } }))).toBe("400 invalidValue");
    });
  });

  describe("a condition on a complex attribute of one value", () => {
    const manager = { [ENTERPRISE]: { manager: { value: "m1" } } };

    it.each(["manager", `${ENTERPRISE}:manager`])(
      "is done where it holds, else nothing: %s",
      async (path) => {
        const remove = (value: string): Operation[] => [
          { op: "remove", path: `${path}[value eq "${value}"]` },
        ];
        expect(await patched("tolerant", manager, remove("m1"), "manager")).toBeUndefined();
        expect(await patched("tolerant", manager, remove("m2"), "manager")).toMatchObject({ value: "m1" });
        expect(await patched("tolerant", {}, remove("m2"), "manager")).toBeUndefined();
        const replace = [{ op: "replace", path: `${path}[value eq "m1"]`, value: { value: "m3" } }];
        expect(await patched("tolerant", manager, replace, "manager")).toMatchObject({ value: "m3" });
        expect(await patched("strict", manager, remove("m1"), "manager")).toBe("400 invalidPath");
      },
    );

    it("holds for parts of a name, of which the others stay", async () => {
      const before = { name: { givenName: "A", familyName: "B" } };
      const change = (path: string, op = "remove", value?: unknown) =>
        patched("tolerant", before, [{ op, path, ...(value !== undefined && { value }) }], "name");

      expect(await change('name[familyName eq "b"].givenName')).toEqual({ familyName: "B" });
      expect(await change('name[familyName eq "x"].givenName')).toEqual(before.name);
      expect(await change('name[familyName eq "b"]')).toBeUndefined();
      expect(await change('name[givenName sw "A"]', "replace", { familyName: "C" })).toEqual({
        givenName: "A",
        familyName: "C",
      });
    });

    it("names the whole path where it is refused", async () => {
      const id = await create(manager);
      const path = `${ENTERPRISE}:manager[value eq "m1"]`;
      const { body } = await strict.patch(`/Users/${id}`, [{ op: "remove", path }]);
      expect(body.detail).toContain(`'${ENTERPRISE}:manager'`);
    });
  });

  describe("what is named by more than its name", () => {
    it.each([
      ["name", { "name.givenName": "G" }, "name", { givenName: "G" }],
      ["name", { "NAME.FAMILYNAME": "F", givenName: "G" }, "name", { givenName: "G", familyName: "F" }],
      [
        "emails",
        [{ "emails.value": "a@x.org", type: "work" }],
        "emails",
        [{ value: "a@x.org", type: "work" }],
      ],
      [ENTERPRISE, { [`${ENTERPRISE}:department`]: "D" }, "department", "D"],
      [
        `${ENTERPRISE}:manager`,
        { [`${ENTERPRISE}:manager.value`]: "m1" },
        "manager",
        expect.objectContaining({ value: "m1" }),
      ],
    ])("is done at %s: %j, or refused", async (path, value, name, expected) => {
      expect(await patched("tolerant", {}, [{ op: "replace", path, value }], name)).toEqual(expected);
      expect(await patched("strict", {}, [{ op: "replace", path, value }], name)).toBe("400 invalidSyntax");
    });

    it("is read so in what is created too", async () => {
      const created = await tolerant.createUser({
        userName: `u${count++}`,
        name: { "name.givenName": "G" },
        [ENTERPRISE]: { [`${ENTERPRISE}:department`]: "D" },
      });
      expect([created.name, created[ENTERPRISE]]).toEqual([{ givenName: "G" }, { department: "D" }]);
    });
  });

  it.each([
    ["addresses", 'addresses[type eq "work"].country', "XK"],
    ["addresses", 'addresses[type eq "work"].country', "ZZ"],
    ["addresses", 'addresses[type eq "work"].country', "UK"],
    ["timezone", "timezone", "PST"],
    ["timezone", "timezone", "IST"],
    ["timezone", "timezone", "SystemV/PST8"],
  ])("closed lists are closed in strict mode: %s", async (name, path, value) => {
    const before = { addresses: [{ type: "work", country: "DE" }], timezone: "Europe/Berlin" };
    expect(await patched("strict", before, [{ op: "replace", path, value }], name)).toBe("400 invalidValue");
    const ok = name === "timezone" ? "us/pacific" : "ch";
    expect(
      JSON.stringify(await patched("strict", before, [{ op: "replace", path, value: ok }], name)),
    ).toContain(ok);
    expect(
      JSON.stringify(await patched("tolerant", before, [{ op: "replace", path, value }], name)),
    ).toContain(value);
  });

  describe.each(MODES)("in %s mode", (mode) => {
    it("schemas inside an extension says nothing", async () => {
      const extension = { schemas: [ENTERPRISE], department: "D" };
      const changed = [{ op: "replace", path: ENTERPRISE, value: extension }];
      expect(await patched(mode, {}, changed, "department")).toBe("D");
      const body = { schemas: [CORE_USER, ENTERPRISE], userName: `u${count++}`, [ENTERPRISE]: extension };
      const created = await clientOf(mode).post("/Users", body);
      expect([created.status, created.body[ENTERPRISE]]).toEqual([201, { department: "D" }]);
      const put = await clientOf(mode).put(`/Users/${created.body.id}`, body);
      expect([put.status, put.body[ENTERPRISE]]).toEqual([200, { department: "D" }]);
    });

    it.each(["emails.display", "emails.type", "phoneNumbers.primary", "ims.display"])(
      "there is no %s without a value to which it belongs",
      async (path) => {
        const [name = ""] = path.split(".");
        const value = path.endsWith("primary") ? true : "x";
        for (const op of ["add", "replace"]) {
          expect(await patched(mode, {}, [{ op, path, value }], name)).toBe("400 noTarget");
        }
        expect(
          await patched(mode, { [name]: [{ value: "1" }] }, [{ op: "add", path, value }], name),
        ).toHaveLength(1);
      },
    );
  });

  it("an unknown name is told as a whole", async () => {
    const name = "unheardOf".repeat(12);
    const id = await create();
    const answers = [
      await strict.post("/Users", { schemas: [CORE_USER], userName: "x", [name]: 1 }),
      await strict.patch(`/Users/${id}`, [{ op: "replace", path: `${ENTERPRISE}:${name}`, value: "x" }]),
      await strict.patch(`/Users/${id}`, [{ op: "replace", path: ENTERPRISE, value: { [name]: "x" } }]),
      await strict.get(`/Users?filter=${name}%20pr`),
    ];
    for (const { status, body } of answers)
      expect([status, body.detail]).toEqual([400, expect.stringContaining(name)]);
  });
});
