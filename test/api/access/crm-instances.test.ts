import { defaultMapping } from "../../../src/crm/form/mapping.js";
import { toUserForm } from "../../../src/crm/form/user-form.js";
import { storeRecords } from "../../../src/crm/records/stored-records.js";
import { newId } from "../../../src/db/new-id.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { userSchema } from "../../../src/schema/resource-schemas.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const ADA = {
  userName: "ada@contoso.com",
  name: { givenName: "Ada", familyName: "Byron" },
  title: "Analyst",
  emails: [{ value: "ada@contoso.com", type: "work", primary: true }],
  phoneNumbers: [{ type: "work", value: "+44 1" }],
  addresses: [{ type: "work", streetAddress: "1 Row", locality: "London", country: "GB" }],
};

describe.each(DATABASES)("GET /crm/v1/instances on %s", (database) => {
  const now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  let token: string;

  beforeEach(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 100 });
    token = (await app.withToken(client, { scopes: ["crm.read"] })).token;
  });

  const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await send(app.url, {
      method: "GET",
      path: `/crm/v1${path}`,
      headers: { Authorization: `Bearer ${token}`, ...headers },
    });
    await admin.hold("GET", `/crm/v1${path}`, answer);
    return answer;
  };
  const read = async (path: string): Promise<Json> => {
    const { status, body, text } = await get(path);
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${text}`);
    return body;
  };
  const person = async (user: { userName: string; [name: string]: unknown }): Promise<string> => {
    const extension = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };
    return (await client.createUser({ [CRM_USER]: extension, ...user })).id;
  };

  it("lists the instances, and counts the users of one in each list", async () => {
    await person(ADA);
    await app.sync();

    const { value } = await read("/instances");
    expect(value).toEqual([
      { id: expect.any(String), name: "main", displayName: "Main", type: "default", securityGroup: null },
    ]);
    expect(await read("/instances/main")).toEqual({
      ...value[0],
      users: expect.objectContaining({ all: 1, enabled: 1, disabled: 0, stub: 0, withoutRole: 0 }),
    });
    expect(await read(`/instances/${value[0].id}`)).toMatchObject({ name: "main" });
  });

  it("shows a record as the user form that was applied, with what belongs to the record", async () => {
    const id = await person(ADA);
    await app.sync();

    const { value } = await read("/instances/main/users");

    const { fields, columns } = toUserForm(id, ADA, defaultMapping(userSchema));
    expect(value).toEqual([
      {
        id: expect.any(String),
        userId: id,
        fields,
        columns,
        problems: [],
        kind: "person",
        enabled: true,
        accessMode: "Read-Write",
        roles: [{ id: expect.any(String), name: "Salesperson" }],
        reasons: [],
        lastSyncedAt: "2026-03-10T12:00:00.000Z",
      },
    ]);
    expect(await read(`/instances/main/users/${value[0].id}`)).toEqual(value[0]);
    expect(await read(`/instances/main/users/${id}`)).toEqual(value[0]);
  });

  it("shows no name that is only there because the CRM requires one [R023]", async () => {
    const id = await person({ userName: "countess@contoso.com", displayName: "Countess" });
    await app.sync();

    const { fields, columns, problems } = await read(`/instances/main/users/${id}`);

    expect(columns).toMatchObject({ firstname: "#", lastname: "Countess" });
    expect(fields).toMatchObject({ fullName: "Countess", primaryEmail: "countess@contoso.com" });
    expect(problems).toEqual([]);
  });

  it("shows the record as it was applied until the next synchronization", async () => {
    const id = await person(ADA);
    await app.sync();
    await client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Countess" }]);

    expect((await read(`/instances/main/users/${id}`)).fields.title).toBe("Analyst");
    await app.sync();
    expect((await read(`/instances/main/users/${id}`)).fields.title).toBe("Countess");
  });

  it("shows what keeps a column from being filled", async () => {
    const id = await person({ userName: "ada" });
    await app.sync();

    const { fields, problems } = await read(`/instances/main/users/${id}`);

    expect(fields.primaryEmail).toBeNull();
    expect(problems).toEqual([
      {
        code: "EMAIL_REQUIRED",
        detail: expect.stringMatching(/^EMAIL_REQUIRED: Primary Email has no value/),
      },
    ]);
  });

  it("lists each kind of user by itself, page by page [R093]", async () => {
    const [ada, bea, cid] = [
      await person(ADA),
      await person({ userName: "bea", [CRM_USER]: { licenseSkus: "CRM" } }),
      await person({ userName: "cid" }),
    ];
    await app.sync();
    await client.patch(`/Users/${cid}`, [{ op: "replace", path: "active", value: false }]);
    await app.sync();
    const stub = await addStub();
    const idsOf = async (view: string) => {
      const { value } = await read(`/instances/main/users?view=${view}`);
      return value.map(({ userId, id }: Json) => userId ?? id).sort();
    };

    expect(await idsOf("enabled")).toEqual([ada, bea].sort());
    expect(await idsOf("disabled")).toEqual([cid]);
    expect(await idsOf("stub")).toEqual([stub]);
    expect(await idsOf("withoutRole")).toEqual([bea]);
    expect(await idsOf("application")).toEqual([]);
    expect(await idsOf("all")).toEqual([ada, bea, cid, stub].sort());
    const first = await read("/instances/main/users?limit=3");
    const second = await read(`/instances/main/users?limit=3&cursor=${first.nextCursor}`);
    expect([first.value.length, second.value.length, second.nextCursor]).toEqual([3, 1, undefined]);
  });

  it("shows a stub with the name that its import gave it", async () => {
    const stub = await addStub();

    expect(await read(`/instances/main/users/${stub}`)).toMatchObject({
      userId: null,
      fields: { userName: "old.hand", fullName: null },
      kind: "stub",
      enabled: false,
      lastSyncedAt: null,
    });
  });

  it.each([
    ["/instances/other", "404 UNKNOWN_INSTANCE"],
    ["/instances/other/users", "404 UNKNOWN_INSTANCE"],
    ["/instances/%00", "404 notFound"],
    ["/instances/main/users/nobody", "404 notFound"],
    ["/instances/main/users?view=strange", "400 invalidValue"],
    ["/instances/main/users?view=all&view=stub", "400 invalidValue"],
    ["/instances/main/users?limit=0", "400 invalidValue"],
    ["/instances/main/users?cursor=x", "400 invalidCursor"],
  ])("answers %s with %s", async (path, problem) => {
    expect(problemOf(await get(path))).toBe(problem);
  });

  it("needs the scope crm.read", async () => {
    const { token: other } = await app.withToken(client, { scopes: ["scim", "access.read"] });

    expect(problemOf(await get("/instances", { Authorization: `Bearer ${other}` }))).toBe("403 forbidden");
  });

  it("shows nothing of another tenant", async () => {
    const id = await person(ADA);
    await app.sync();
    const stranger = await app.withToken(await app.connectToCrm(), { scopes: ["crm.read"] });

    const answer = await get(`/instances/main/users/${id}`, { Authorization: `Bearer ${stranger.token}` });

    expect(answer.status).toBe(404);
  });

  async function addStub(): Promise<string> {
    const [instance] = (await read("/instances")).value;
    const id = newId();
    await inTransaction(app.db, (trx) =>
      storeRecords(
        trx,
        client.tenantId,
        [
          {
            before: undefined,
            record: {
              id,
              instanceId: instance.id,
              userId: undefined,
              kind: "stub",
              name: "old.hand",
              mode: "readWrite",
              modeSince: now,
              chosenMode: undefined,
              enabled: false,
              disabledAt: undefined,
              columns: {},
              roles: [],
              problems: [],
              reasons: ["STUB_USER"],
              reasonsSince: now,
              reasonsCause: "import",
              syncedAt: undefined,
            },
          },
        ],
        now,
      ),
    );
    return id;
  }
});
