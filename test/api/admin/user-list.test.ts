import { DAY, HOUR } from "../../../src/db/duration.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

describe.each(DATABASES)("the list of users on %s", (database) => {
  const start = Date.now();
  let now = start;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  const ids: Record<string, string> = {};

  const person = async (userName: string, more: object = {}): Promise<string> => {
    const { id } = await client.createUser({ userName, ...more });
    ids[userName] = id;
    return id;
  };

  /**
   * ada may enter, blocked is blocked, norole has a seat without a role, plain has nothing, waits has no seat yet, app is
   * a program and boss an administrator made by hand.
   */
  beforeAll(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 });
    const licensed = { [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson" } };
    await person("ada", { ...licensed, externalId: "1", name: { givenName: "Ada", familyName: "Lovelace" } });
    await person("norole", { [CRM_USER]: { licenseSkus: "CRM" }, externalId: "2" });
    await person("waits", { ...licensed, externalId: "3" });
    await person("blocked", { active: false, externalId: "4" });
    await person("plain", { externalId: "5" });
    now += DAY;
    ids["boss"] = (await admin.post("/users", { userName: "boss" })).body.user.id;
    await admin.put(`/users/${ids["boss"]}/administrator-roles`, { roles: ["billing"] });
    await app.sync();
  });

  const list = async (query: string): Promise<Json> => {
    const { status, body, text } = await admin.get(`/users?${query}`);
    if (status !== 200) throw new Error(`${query} was answered ${status}: ${text}`);
    return body;
  };
  const names = async (query: string): Promise<string[]> =>
    (await list(query)).value.map(({ userName }: Json) => userName).sort();

  it.each([
    ["view=active", ["ada", "boss", "norole", "plain", "waits"]],
    ["view=blocked", ["blocked"]],
    ["view=licensed", ["ada", "norole"]],
    ["view=unlicensed", ["blocked", "boss", "plain", "waits"]],
    ["view=waitingForSeat", ["waits"]],
    ["view=cannotSignIn", ["norole", "waits"]],
    ["view=administrators", ["boss"]],
    ["view=invited", []],
    ["view=local", ["boss"]],
    ["view=applications", []],
    ["license=CRM", ["ada", "norole"]],
    ["instance=main&access=can", ["ada"]],
    ["access=waiting", []],
    ["access=cannot&view=licensed", ["norole"]],
    ["instance=main&reason=NO_SECURITY_ROLE", ["norole"]],
    ["reason=LICENSE_COUNT_VIOLATION&instance=main", ["waits"]],
    ["mode=Read-Write&access=can", ["ada"]],
    ["changedSince=12h", ["boss"]],
    ["q=lovel&view=licensed", ["ada"]],
    ["q=lovel&view=blocked", []],
    ["filter=userName%20sw%20%22a%22&access=can", ["ada"]],
    ["view=local&filter=userName%20co%20%22o%22", ["boss"]],
  ])("finds who is in %s", async (query, expected) => {
    expect(await names(query)).toEqual(expected);
    expect((await list(`${query}&count=true`)).count).toEqual({ value: expected.length, relation: "exact" });
  });

  it("finds who is in a group, of a connection, and holds a role", async () => {
    const inner = await client.createGroup("Inner", [ids["ada"] ?? ""]);
    const outer = await client.createGroup("Outer", [inner.id]);
    expect(await names(`group=${outer.id}`)).toEqual(["ada"]);
    expect(await names(`group=${outer.id}&view=blocked`)).toEqual([]);
    const connection = (await admin.get("/connections")).body.value[0].name;
    expect(await names(`connection=${connection}&view=blocked`)).toEqual(["blocked"]);
    const role = await new Crm(admin).roleId("Salesperson");
    expect(await names(`role=${role}`)).toEqual(["ada", "waits"]);
  });

  it("pages through a view, each user once", async () => {
    const found = await admin.all("/users?view=active&limit=2&sortBy=userName");
    expect(found.map(({ userName }) => userName)).toEqual(["ada", "boss", "norole", "plain", "waits"]);
  });

  it("counts all users without a filter, and leaves the count out unless it is asked for", async () => {
    expect((await list("limit=1&count=true")).count).toEqual({ value: 6, relation: "exact" });
    expect((await list("limit=1")).count).toBeUndefined();
  });

  it("shows what is included of each user, and nothing else", async () => {
    const { value } = await list(
      "include=licenses,access,administratorRoles,groupsCount,source&sortBy=userName",
    );
    const [ada, , boss, norole] = value.map(({ included }: Json) => included);
    expect(ada).toMatchObject({
      licenses: [{ skuPartNumber: "CRM", status: "active" }],
      access: [{ instance: { name: "main" }, features: "full", mode: "Read-Write" }],
      administratorRoles: [],
      source: { provided: true },
    });
    expect(boss).toMatchObject({
      licenses: [],
      administratorRoles: ["billing"],
      source: { provided: false },
    });
    expect(norole.access[0]).toMatchObject({ features: "none", reasons: ["NO_SECURITY_ROLE"] });
    const [only] = (await list("include=groupsCount&q=norole")).value;
    expect(only.included).toEqual({ groupsCount: 0 });
    expect((await list("q=norole")).value[0].included).toBeUndefined();
  });

  it("shows all of it with the same number of statements, however long the page is", async () => {
    const query = "include=licenses,access,administratorRoles,groupsCount,source&count=true&view=active";
    const one = await countStatements(app.db, () => list(`${query}&limit=1`));
    expect(await countStatements(app.db, () => list(`${query}&limit=100`))).toBe(one);
  });

  it("refuses what does not exist, and says what does", async () => {
    for (const query of ["license=NONE", "instance=elsewhere", "connection=nobody"]) {
      expect((await admin.get(`/users?${query}`)).status).toBe(404);
    }
    for (const query of ["view=all", "access=maybe", "reason=NONE", "include=secrets", "changedSince=once"]) {
      const { status, body } = await admin.get(`/users?${query}`);
      expect(status).toBe(400);
      expect(body.detail).toContain(query.split("=")[0]);
    }
  });

  it("shows the users of no other tenant", async () => {
    const other = await app.admin(await app.connectToCrm());
    for (const query of ["view=licensed", "view=cannotSignIn", "access=can", "view=administrators", ""]) {
      expect((await other.get(`/users?${query}`)).body.value).toEqual([]);
    }
    now += HOUR;
  });
});
