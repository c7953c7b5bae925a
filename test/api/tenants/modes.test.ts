import { BEHAVIOR_NAMES, BEHAVIORS, type Behavior } from "../../../src/schema/behavior.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_GROUP, CORE_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

/** A request that an option decides about, and what becomes of it. */
interface Probe {
  /** Gives in a few words what the server did, in an empty tenant. */
  readonly run: (client: ScimClient) => Promise<string>;
  readonly on: string;
  readonly off: string;
}

const JUNK_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
const CODES = { locale: "en-US", preferredLanguage: "de, en;q=0.8", timezone: "Europe/Berlin" };
const NOBODY = "00000000-0000-0000-0000-000000000000";

function shown({ status, body }: Answer, ...names: string[]): string {
  return [String(status), ...names.map((name) => JSON.stringify(body[name]) ?? "nothing")].join(" ");
}

function outcome(answer: Answer, ...names: string[]): string {
  return answer.status < 400 ? shown(answer, ...names) : errorOf(answer);
}

/** Changes a user that has a title, a name and two e-mails of one type, and shows parts of what comes back. */
async function patchUser(client: ScimClient, operation: object, ...names: string[]): Promise<string> {
  const { id } = await client.createUser({
    userName: "u",
    title: "Dr",
    name: { givenName: "A", familyName: "B" },
    emails: [
      { value: "a@x", type: "work" },
      { value: "b@x", type: "work" },
    ],
  });
  const operations = Array.isArray(operation) ? operation : [operation];
  return outcome(await client.patch(`/Users/${id}`, operations), ...names);
}

async function filterUsers(client: ScimClient, filter: string): Promise<string> {
  await client.createUser({ userName: "u", externalId: "Ext-1", emails: [{ value: "a@x", type: "work" }] });
  return outcome(await client.get(`/Users?filter=${encodeURIComponent(filter)}`), "totalResults");
}

const replaceAt = (path: string, value: unknown): object => ({ op: "replace", path, value });

const PROBES: Readonly<Record<keyof Behavior, Probe>> = {
  removeMembersByValue: {
    async run(client) {
      const ids = await client.createUsers("u", 2);
      const { id } = await client.createGroup("g", ids);
      const answer = await client.patch(`/Groups/${id}`, [
        { op: "remove", path: "members", value: [{ value: ids[0] }] },
      ]);
      const { members } = (await client.get(`/Groups/${id}`)).body;
      return `${outcome(answer)}, ${members.length} left`;
    },
    on: "200, 1 left",
    off: "400 invalidValue, 2 left",
  },
  createMissingElements: {
    run: (client) => patchUser(client, replaceAt('phoneNumbers[type eq "fax"].value', "1"), "phoneNumbers"),
    on: '200 [{"type":"fax","value":"1"}]',
    off: "400 noTarget",
  },
  patchManyElements: {
    run: (client) => patchUser(client, { op: "remove", path: 'emails[type eq "work"]' }, "emails"),
    on: "200 nothing",
    off: "400 invalidFilter",
  },
  coerceBooleanStrings: {
    run: (client) => patchUser(client, replaceAt("active", "False"), "active"),
    on: "200 false",
    off: "400 invalidValue",
  },
  coerceNumbers: {
    run: (client) => patchUser(client, replaceAt("title", 7), "title"),
    on: '200 "7"',
    off: "400 invalidValue",
  },
  wrapComplexStrings: {
    run: (client) => patchUser(client, replaceAt(`${ENTERPRISE}:manager`, NOBODY)),
    on: "200",
    off: "400 invalidValue",
  },
  dropPasswordHashes: {
    run: (client) =>
      patchUser(
        client,
        replaceAt("password", "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"),
      ),
    on: "200",
    off: "400 invalidValue",
  },
  adaptLists: {
    run: (client) => patchUser(client, replaceAt("emails", { value: "c@x" }), "emails"),
    on: '200 [{"value":"c@x"}]',
    off: "400 invalidValue",
  },
  emptyStringClears: {
    run: (client) => patchUser(client, replaceAt("title", ""), "title"),
    on: "200 nothing",
    off: '200 ""',
  },
  acceptAnyReference: {
    run: (client) => patchUser(client, replaceAt("profileUrl", "no URI at all"), "profileUrl"),
    on: '200 "no URI at all"',
    off: "400 invalidValue",
  },
  acceptAnyCode: {
    run: async (client) => {
      const codes: Record<string, unknown> = {
        locale: "no locale at all",
        preferredLanguage: "none;really",
        timezone: "Nowhere/AtAll",
        addresses: [{ type: "work", country: "Germany" }],
      };
      const answers: string[] = [];
      for (const [path, value] of Object.entries(codes)) {
        answers.push((await patchUser(client, replaceAt(path, value))).slice(0, 3));
        const { body } = await client.get('/Users?filter=userName+eq+"u"');
        await client.delete(`/Users/${body.Resources[0].id}`);
      }
      const good = { ...CODES, addresses: [{ type: "work", country: "de" }] };
      const { status } = await client.post("/Users", { schemas: [CORE_USER], userName: "v", ...good });
      return `${answers.join(" ")}, ${status}`;
    },
    on: "200 200 200 200, 201",
    off: "400 400 400 400, 201",
  },
  mergeDuplicateElements: {
    run: (client) => patchUser(client, replaceAt("emails", [{ value: "c@x" }, { value: "C@x" }]), "emails"),
    on: '200 [{"value":"c@x"}]',
    off: "400 invalidValue",
  },
  keepUnknownRights: {
    run: async (client) =>
      outcome(
        await client.post("/Users", { schemas: [CORE_USER], userName: "u", entitlements: [{ value: "x" }] }),
        "entitlements",
      ),
    on: '201 [{"value":"x"}]',
    off: "400 invalidValue",
  },
  dropUnknownSchemas: {
    run: async (client) => {
      const group = { schemas: [CORE_GROUP, JUNK_GROUP], displayName: "g" };
      return outcome(await client.post("/Groups", group), "schemas");
    },
    on: `201 ["${CORE_GROUP}"]`,
    off: "400 invalidSyntax",
  },
  dropUnknownAttributes: {
    run: async (client) => {
      const user = { schemas: [CORE_USER], userName: "u", name: { givenName: "A", nope: 1 } };
      return outcome(await client.post("/Users", user), "name");
    },
    on: '201 {"givenName":"A"}',
    off: "400 invalidSyntax",
  },
  allowMissingSchemas: {
    run: async (client) => outcome(await client.post("/Users", { userName: "u" }), "userName"),
    on: '201 "u"',
    off: "400 invalidSyntax",
  },
  acceptLegacySchemas: {
    run: (client) =>
      patchUser(client, replaceAt("urn:scim:schemas:extension:enterprise:1.0:department", "D"), ENTERPRISE),
    on: '200 {"department":"D"}',
    off: "400 invalidPath",
  },
  expandPathKeys: {
    // Where names are dropped, one that is no path is too.
    run: async (client) => {
      const user = { schemas: [CORE_USER], userName: "u", "name.givenName": "A" };
      const answer = await client.post("/Users", user);
      return answer.status === 201 && answer.body.name !== undefined ? "taken" : "not taken";
    },
    on: "taken",
    off: "not taken",
  },
  shortExtensionNames: {
    run: (client) => patchUser(client, replaceAt("department", "D"), ENTERPRISE),
    on: '200 {"department":"D"}',
    off: "400 invalidPath",
  },
  ignoreReadOnly: {
    run: (client) => patchUser(client, replaceAt(CORE_USER, { id: "other", title: "Prof" }), "title"),
    on: '200 "Prof"',
    off: "400 mutability",
  },
  allowPathlessOperations: {
    run: (client) => patchUser(client, { op: "replace", value: { active: false } }, "active"),
    on: "200 false",
    off: "400 invalidSyntax",
  },
  allowEmptyOperations: {
    run: (client) => patchUser(client, []),
    on: "200",
    off: "400 invalidSyntax",
  },
  mergeComplexOnReplace: {
    run: (client) => patchUser(client, replaceAt("name", { givenName: "Z" }), "name"),
    on: '200 {"familyName":"B","givenName":"Z"}',
    off: '200 {"givenName":"Z"}',
  },
  filterBehindValuePath: {
    run: (client) => filterUsers(client, 'emails[type eq "work"].value eq "a@x"'),
    on: "200 1",
    off: "400 invalidFilter",
  },
  unquotedFilterText: {
    run: (client) => filterUsers(client, "emails.value eq a@x"),
    on: "200 1",
    off: "400 invalidFilter",
  },
  filterOnComplex: {
    run: (client) => filterUsers(client, `not (${ENTERPRISE}:manager eq "b")`),
    on: "200 1",
    off: "400 invalidFilter",
  },
  unwrapBase64: {
    async run(client) {
      const certificate = { value: "TUlJ\r\nRGFo\nYWJj\n" };
      return outcome(
        await client.post("/Users", { schemas: [CORE_USER], userName: "u", x509Certificates: [certificate] }),
        "x509Certificates",
      );
    },
    on: '201 [{"value":"TUlJRGFoYWJj"}]',
    off: "400 invalidValue",
  },
  acceptDeclaredCharset: {
    async run(client) {
      const user = JSON.stringify({ schemas: [CORE_USER], userName: "J\u00f6rg" });
      const type = { "Content-Type": 'application/json; charset="ISO-8859-1"' };
      return outcome(await client.send("POST", "/Users", Buffer.from(user, "latin1"), type), "userName");
    },
    on: '201 "J\u00f6rg"',
    off: "400 invalidSyntax",
  },
  allowBothProjections: {
    run: async (client) => {
      const { id } = await client.createUser({ userName: "u", title: "Dr" });
      const path = `/Users/${id}?attributes=userName&excludedAttributes=userName`;
      return outcome(await client.get(path), "userName", "title");
    },
    on: '200 "u" nothing',
    off: "400 invalidValue",
  },
  answerPlainJson: {
    run: async (client) => {
      const { headers } = await client.get("/Users", { Accept: "application/json" });
      return String(headers["content-type"]);
    },
    on: "application/json",
    off: "application/scim+json",
  },
  answerPatchedGroup: {
    run: async (client) => {
      const { id } = await client.createGroup("g");
      return outcome(
        await client.patch(`/Groups/${id}`, [{ op: "replace", path: "displayName", value: "h" }]),
      );
    },
    on: "200",
    off: "204",
  },
  acceptUnknownMembers: {
    run: async (client) => {
      const group = { schemas: [CORE_GROUP], displayName: "g", members: [{ value: NOBODY }] };
      return outcome(await client.post("/Groups", group), "members");
    },
    on: `201 [{"value":"${NOBODY}"}]`,
    off: "400 invalidValue",
  },
  uniqueGroupNames: {
    run: async (client) => {
      await client.createGroup("g");
      return outcome(await client.post("/Groups", { schemas: [CORE_GROUP], displayName: "G" }));
    },
    on: "409 uniqueness",
    off: "201",
  },
  externalIdCaseExact: {
    run: (client) => filterUsers(client, 'externalId eq "EXT-1"'),
    on: "200 0",
    off: "200 1",
  },
};

describe.each(DATABASES)("the options of a connection on %s", (database) => {
  const app = useTestApp(database);

  describe.each(["tolerant", "strict"] as const)("in %s mode", (mode) => {
    it.each(BEHAVIOR_NAMES)(
      "%s decides alone what it is about, and follows the mode unless set",
      async (name) => {
        const { run, on, off } = PROBES[name];
        const probe = async (options: Partial<Behavior>) => run(await app.connect({ mode, options }));

        expect(await probe({ [name]: true })).toBe(on);
        expect(await probe({ [name]: false })).toBe(off);
        expect(await probe({})).toBe(BEHAVIORS[name][mode] ? on : off);
      },
    );
  });
});

describe.each(DATABASES)("externalId without case on %s", (database) => {
  const app = useTestApp(database);

  it("is compared by eq and ne, whichever side has capitals, and shown as it was sent", async () => {
    const client = await app.connect({ options: { externalIdCaseExact: false } });
    await client.createUser({ userName: "upper", externalId: "ÄB-1" });
    await client.createUser({ userName: "lower", externalId: "äb-1" });
    await client.createUser({ userName: "other", externalId: "ab-1" });
    await client.createUser({ userName: "none" });
    const names = async (filter: string) =>
      (await client.find("/Users", filter)).map(({ userName }) => userName);

    expect(await names('externalId eq "Äb-1"')).toEqual(["upper", "lower"]);
    expect(await names('externalId eq "äb-1"')).toEqual(["upper", "lower"]);
    expect(await names('externalId ne "ÄB-1"')).toEqual(["other", "none"]);
    expect((await client.find("/Users", 'userName eq "upper"'))[0].externalId).toBe("ÄB-1");
  });

  it("follows a change of the externalId", async () => {
    const client = await app.connect({ options: { externalIdCaseExact: false } });
    const { id } = await client.createUser({ userName: "u", externalId: "Old" });

    await client.patch(`/Users/${id}`, [{ op: "replace", path: "externalId", value: "new" }]);

    expect(await client.find("/Users", 'externalId eq "OLD"')).toEqual([]);
    expect(await client.find("/Users", 'externalId eq "NEW"')).toHaveLength(1);
  });
});

describe.each(DATABASES)("a strict connection on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let id: string;

  beforeAll(async () => {
    client = await app.connect({ mode: "strict" });
    ({ id } = await client.createUser({
      userName: "u",
      emails: [
        { value: "a@x", type: "work" },
        { value: "b@x", type: "work" },
      ],
      [ENTERPRISE]: { department: "D" },
      schemas: [CORE_USER, ENTERPRISE],
    }));
  });

  it.each([
    ["an unknown attribute", { nope: 1 }],
    ["an unknown attribute of an extension", { [ENTERPRISE]: { nope: 1 } }],
    ["an unknown sub-attribute", { name: { nope: "x" } }],
    ["an unknown sub-attribute of an element", { emails: [{ value: "a@x", nope: "x" }] }],
    ["an unknown schema", { schemas: [CORE_USER, "urn:nope"] }],
    ["an unknown extension", { "urn:nope": { a: 1 } }],
    ["a URN of SCIM 1.1", { "urn:scim:schemas:extension:enterprise:1.0": { department: "D" } }],
    ["an extension's attribute without its URN", { department: "D" }],
  ])("refuses %s in a body with invalidSyntax", async (_, part) => {
    const body = { schemas: [CORE_USER], userName: "new", ...part };

    expect(errorOf(await client.post("/Users", body))).toBe("400 invalidSyntax");
    expect(errorOf(await client.put(`/Users/${id}`, body))).toBe("400 invalidSyntax");
  });

  it.each([
    ["an operation without a path", { op: "add", value: { title: "x" } }, "400 invalidSyntax"],
    ["an unknown attribute as path", { op: "add", path: "nope", value: 1 }, "400 invalidPath"],
    [
      "an unknown sub-attribute in a value",
      { op: "add", path: "name", value: { nope: 1 } },
      "400 invalidSyntax",
    ],
    [
      "a path for a name",
      { op: "add", path: ENTERPRISE, value: { "manager.value": "x" } },
      "400 invalidSyntax",
    ],
    ["a value path for two elements", replaceAt('emails[type eq "work"].value', "c@x"), "400 invalidFilter"],
    [
      "a text for a boolean in a condition",
      replaceAt('emails[primary eq "True"].value', "c"),
      "400 invalidFilter",
    ],
  ])("refuses %s", async (_, operation, refusal) => {
    expect(errorOf(await client.send("PATCH", `/Users/${id}`, patchOp(operation)))).toBe(refusal);
  });

  it.each([
    ["an unknown attribute", "nope eq 1"],
    ["an unknown sub-attribute", 'emails[nope eq "x"]'],
    ["a complex attribute", `${ENTERPRISE}:manager eq "x"`],
    ["a text for a boolean", 'emails[primary eq "True"]'],
    ["an extension's attribute without its URN", 'userName eq "u" and not (department pr)'],
  ])("refuses %s in a filter with invalidFilter", async (_, filter) => {
    expect(errorOf(await client.get(`/Users?filter=${encodeURIComponent(filter)}`))).toBe(
      "400 invalidFilter",
    );
  });

  it("judges a filter on the root by every resource type [RFC 7644 §3.4.2.1]", async () => {
    for (const filter of [`${ENTERPRISE}:manager eq "a"`, "department pr"]) {
      expect(errorOf(await client.search("", { filter }))).toBe("400 invalidFilter");
    }
  });

  it.each(['emails.value co "x"', `${ENTERPRISE}:department eq "d"`, `${ENTERPRISE}:manager eq null`])(
    "takes the filter %s",
    async (filter) => {
      expect(await client.find("/Users", filter)).toHaveLength(1);
    },
  );

  it("removes one member by value path, and refuses a condition that selects two", async () => {
    const ids = await client.createUsers("member", 3);
    const group = await client.createGroup("g", ids);
    const remove = (condition: string) =>
      client.patch(`/Groups/${group.id}`, [{ op: "remove", path: `members[${condition}]` }]);

    expect(errorOf(await remove(`value eq "${ids[0]}" or value eq "${ids[1]}"`))).toBe("400 invalidFilter");
    expect(errorOf(await remove('type eq "User"'))).toBe("400 invalidFilter");
    expect((await remove(`value eq "${ids[0]}"`)).status).toBe(200);
    expect((await remove(`value eq "${ids[0]}" or value eq "${ids[1]}"`)).status).toBe(200);
    expect((await client.get(`/Groups/${group.id}`)).body.members).toMatchObject([{ value: ids[2] }]);
  });

  it("is told that it follows the interoperability profile, as long as no option departs from it", async () => {
    const conformant = async (of: ScimClient, headers = {}) =>
      (await of.get("/ServiceProviderConfig", headers)).body.interopProfileConformant;
    const connectStrict = (options: Partial<Behavior>) =>
      app.connect({ mode: "strict", options: { ...options, drafts: true } });

    expect(await conformant(client)).toBeUndefined();
    expect(await conformant(await connectStrict({}))).toBe(true);
    expect(await conformant(await connectStrict({ acceptUnknownMembers: true }))).toBe(true);
    expect(await conformant(await connectStrict({ allowPathlessOperations: true }))).toBeUndefined();
    expect(await conformant(await app.connect({ options: { drafts: true } }))).toBeUndefined();
    expect(await conformant(client, { Authorization: "" })).toBeUndefined();
  });
});

describe.each(DATABASES)("a tolerant connection on %s", (database) => {
  const app = useTestApp(database);

  it("logs the names of what it drops once for each request, and no value", async () => {
    const client = await app.connect();
    const droppedSince = (start: number) =>
      app.log
        .slice(start)
        .map((line) => JSON.parse(line))
        .filter(({ msg }) => msg === "attributes without a schema");

    let start = app.log.length;
    const emails = [
      { value: "a@x", nope: "secret-1" },
      { value: "b@x", nope: "secret-1" },
    ];
    const { id } = await client.createUser({ userName: "u", emails, nickname2: "secret-2", "urn:x": {} });
    expect(droppedSince(start)).toMatchObject([
      { level: "info", names: expect.arrayContaining(["emails.nope", "nickname2", "urn:x"]) },
    ]);
    expect(droppedSince(start)[0].names).toHaveLength(3);

    start = app.log.length;
    await client.patch(`/Users/${id}`, [
      { op: "add", path: "emails", value: emails },
      { op: "add", value: { name: { nope: "secret-1" }, [ENTERPRISE]: { nope: 1 } } },
    ]);
    expect(droppedSince(start)).toMatchObject([
      { names: ["emails.nope", "name.nope", `${ENTERPRISE}:nope`] },
    ]);
    expect(app.log.join()).not.toContain("secret-");
  });

  it("logs so many names, however many a client makes up", async () => {
    const client = await app.connect();
    const start = app.log.length;
    const made = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`n${index}`, 1]));

    await client.createUser({ userName: "u", ...made, ["x".repeat(10_000)]: 1 });

    expect(app.log.slice(start).join("").length).toBeLessThan(20_000);
  });

  it.each(["name", "addresses", "emails", "photos"])(
    'clears %s by "" in PUT, and takes it in POST',
    async (name) => {
      const client = await app.connect();
      const user = { userName: "u", name: { givenName: "A" }, emails: [{ value: "a@x" }] };
      const { id, ...created } = await client.createUser({ ...user, userName: "empty", [name]: "" });
      const full = await client.createUser({
        ...user,
        addresses: [{ country: "DE" }],
        photos: [{ value: "https://x" }],
      });

      expect([id !== undefined, created[name]]).toEqual([true, undefined]);
      const put = await client.put(`/Users/${full.id}`, { ...user, [name]: "" });
      expect([put.status, put.body[name]]).toEqual([200, undefined]);
    },
  );

  it.each([
    ["a path", replaceAt("urn:scim:schemas:extension:enterprise:1.0:department", "D")],
    ["a path alone", replaceAt("urn:scim:schemas:extension:enterprise:1.0", { department: "D" })],
    ["a name", { op: "add", value: { "urn:scim:schemas:extension:enterprise:2.0": { department: "D" } } }],
    [
      "a part of a name",
      { op: "add", value: { "urn:scim:schemas:extension:enterprise:1.0:department": "D" } },
    ],
  ])("takes a URN of SCIM 1.1 in a PATCH as %s", async (_, operation) => {
    const client = await app.connect();
    const { id } = await client.createUser({ userName: "u" });

    const { body } = await client.send("PATCH", `/Users/${id}`, patchOp(operation));

    expect(body[ENTERPRISE]).toEqual({ department: "D" });
  });

  it("takes a text of 65,536 characters and refuses a longer one, naming attribute and limit", async () => {
    const client = await app.connect();
    const { id } = await client.createUser({ userName: "u", nickName: "x".repeat(65_536) });

    const answer = await client.patch(`/Users/${id}`, [
      { op: "replace", path: "nickName", value: "x".repeat(65_537) },
    ]);

    expect(errorOf(answer)).toBe("400 invalidValue");
    expect(answer.body.detail).toMatch(/'nickName'.*65536/);
  });
});

function patchOp(operation: object): object {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: [operation] };
}
