import { v4 as uuid } from "uuid";
import { queryRows } from "../../../src/db/query.js";
import { MAX_DECISIONS } from "../../../src/use-cases/access/search-access.js";
import { type AccessClient, accessClient, questionOf } from "../../support/access-client.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const NOBODY = "01900000-0000-7000-8000-000000000000";
const MAIN = { type: "instance", id: "main" };
const ACCOUNTS = { type: "table", id: "account", properties: { instance: "main" } };
const SIGN_IN = { name: "signIn" };
/** Who may sign in to main. */
const WHO = { subject: { type: "user" }, action: SIGN_IN, resource: MAIN };

describe.each(DATABASES)("the searches of the Authorization API on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  let crm: AccessClient;

  beforeEach(async () => {
    await app.sync();
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 100 });
    crm = await accessClient(app, client);
  });

  const person = async (userName: string, extension: object = {}): Promise<string> => {
    const crmPart = { licenseSkus: "CRM", securityRoleNames: "Salesperson", ...extension };
    const { id } = await client.createUser({ userName, [CRM_USER]: crmPart });
    return id;
  };
  const idsOf = (results: readonly { id: string }[]): string[] => results.map(({ id }) => id).sort();

  it("find who may do something, by id and userName [R058] [R119]", async () => {
    const [ada, eve] = [await person("ada"), await person("eve", { accessMode: "Non-interactive" })];
    await person("bob", { licenseSkus: "none" });
    expect(await crm.search("subject", WHO)).toEqual({ page: { next_token: "", count: 0 }, results: [] });

    await app.sync();

    expect(await crm.search("subject", WHO)).toEqual({
      page: { next_token: "", count: 1 },
      results: [{ type: "user", id: ada, properties: { userName: "ada" } }],
    });
    const api = await crm.search("subject", { ...WHO, action: { name: "api" } });
    expect(idsOf(api.results)).toEqual([ada, eve].sort());
    const portal = await crm.search("subject", { ...WHO, action: { name: "portal" } });
    expect(portal.page.count).toBe(3);
    const table = { ...WHO, action: { name: "prvReadAccount" }, resource: ACCOUNTS };
    expect(idsOf((await crm.search("subject", table)).results)).toEqual([ada, eve].sort());
    const rows = { ...ACCOUNTS, properties: { instance: "main", owner: "elsewhere" } };
    expect((await crm.search("subject", { ...table, resource: rows })).results).toEqual([]);
  });

  it("find under the rules of today who comes in before the first synchronization", async () => {
    await admin.patch("/settings", { ruleset: "current" });
    const ids = [await person("ada")];
    await app.sync();
    ids.push(await person("bea"), await person("carl"));
    await person("dan", { licenseSkus: "none" });
    const boss = { administratorRoles: ["service"], licenseSkus: "none" };
    const script = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    const crmPart = { ...boss, securityRoleNames: "Salesperson" };
    ids.push((await script.createUser({ userName: "boss", [CRM_USER]: crmPart })).id);

    for (const limit of [1, 2, 3, 10]) {
      expect(idsOf(await crm.searchAll("subject", WHO, limit))).toEqual(ids.toSorted());
    }
    await admin.patch("/settings", { ruleset: "classic" });
    expect(idsOf(await crm.searchAll("subject", WHO))).toEqual(ids.slice(0, 1));
  });

  it("find programs apart from people", async () => {
    const script = await app.withToken(client, { scopes: ["scim", "scim.applications"] });
    const applicationId = uuid();
    const extension = { userKind: "application", applicationId, securityRoleNames: "Salesperson" };
    const { id, userName } = await script.create("/Users", {
      displayName: "ERP",
      [CRM_USER]: extension,
    });
    const ada = await person("ada");
    await app.sync();
    const who = { ...WHO, action: { name: "api" } };

    expect((await crm.search("subject", { ...who, subject: { type: "application" } })).results).toEqual([
      { type: "application", id, properties: { userName, applicationId } },
    ]);
    expect(idsOf((await crm.search("subject", who)).results)).toEqual([ada]);
    const actions = (subject: object) => crm.search("action", { subject, resource: MAIN });
    for (const name of [id, applicationId]) {
      expect((await actions({ type: "application", id: name })).results).toEqual([{ name: "api" }]);
    }
    expect(await actions({ type: "user", id })).toMatchObject({
      results: [],
      context: { reasons: [{ code: "UNKNOWN_SUBJECT" }] },
    });
  });

  it("find the instances and tables where somebody may do something [R062]", async () => {
    const other = await new Crm(admin).addInstance("other");
    const ada = await person("ada", { securityRoleNames: "Salesperson@main;Delegate@other" });
    await app.sync();
    const { id: main } = (await admin.get("/instances/main")).body;
    const subject = { type: "user", properties: { userName: "ADA" } };
    const where = { subject, action: SIGN_IN, resource: { type: "instance" } };

    expect((await crm.searchAll("resource", where, 1)).sort(byName)).toEqual([
      { type: "instance", id: main, properties: { name: "main" } },
      { type: "instance", id: other.id, properties: { name: "other" } },
    ]);
    const tables = (name: string, instance: string, owner?: string) =>
      crm.search("resource", {
        subject: { type: "user", id: ada },
        action: { name },
        resource: { type: "table", properties: { instance, owner } },
      });
    expect(idsOf((await tables("Read", "other")).results)).toEqual(["businessUnit", "team", "user"]);
    expect((await tables("prvReadAccount", "main")).results).toEqual([
      { type: "table", id: "account", properties: { instance: "main", owner: "own" } },
    ]);
    expect(idsOf((await tables("read", "main", "elsewhere")).results)).toContain("product");
    expect((await tables("delete", "main")).results).toEqual([]);
  });
  const byName = (a: { properties: { name: string } }, b: { properties: { name: string } }) =>
    a.properties.name < b.properties.name ? -1 : 1;

  it("find what somebody may do with an instance, and with rows of a table [R015] [R062]", async () => {
    const ada = await person("ada");
    const roleless = await person("bob", { securityRoleNames: "none" });
    await app.sync();
    const names = async (id: string, resource: object) =>
      (await crm.search("action", { subject: { type: "user", id }, resource })).results
        .map(({ name }: { name: string }) => name)
        .sort();

    expect(await names(ada, MAIN)).toEqual(["api", "portal", "signIn"]);
    expect(await names(roleless, MAIN)).toEqual(["portal"]);
    expect(await names(ada, { ...ACCOUNTS, id: "product" })).toEqual(["prvReadProduct"]);
    expect(await names(ada, ACCOUNTS)).toContain("prvAppendToAccount");
    expect(await names(ada, { ...ACCOUNTS, id: "unheardOf" })).toEqual([]);
  });

  it("say what is unknown, and find nothing in another tenant", async () => {
    const ada = await person("ada");
    await app.sync();
    const stranger = await accessClient(app, await app.connectToCrm());
    const codes = ({
      results,
      context,
    }: {
      results: object[];
      context?: { reasons: { code: string }[] };
    }) => [results, context?.reasons.map(({ code }) => code)];
    const action = { subject: { type: "user", id: ada }, resource: MAIN };
    const tables = { ...action, action: { name: "Read" }, resource: { ...ACCOUNTS, id: undefined } };

    expect(codes(await stranger.search("subject", WHO))).toEqual([[], undefined]);
    expect(codes(await stranger.search("action", action))).toEqual([[], ["UNKNOWN_SUBJECT"]]);
    expect(codes(await stranger.search("resource", tables))).toEqual([[], ["UNKNOWN_SUBJECT"]]);
    const elsewhere = { ...WHO, resource: { type: "instance", id: "nowhere" } };
    expect(codes(await crm.search("subject", elsewhere))).toEqual([[], ["UNKNOWN_INSTANCE"]]);
    const nobody = { ...WHO, subject: { type: "user", id: NOBODY }, resource: { type: "instance" } };
    expect(codes(await crm.search("resource", nobody))).toEqual([[], ["UNKNOWN_SUBJECT"]]);
  });

  it.each<[string, "subject" | "resource" | "action", object]>([
    ["subject.type must be 'user' or 'application'", "subject", { ...WHO, subject: { type: "spaceship" } }],
    ["resource.type must be", "subject", { ...WHO, resource: { type: "record", id: "1" } }],
    ["action.name must be one of signIn", "subject", { ...WHO, action: { name: "fly" } }],
    [
      "resource.properties.instance is missing",
      "action",
      { subject: { type: "user", id: "a" }, resource: { type: "table", id: "account" } },
    ],
    [
      "action.name must be a privilege",
      "resource",
      { subject: { type: "user", id: "a" }, action: { name: "fly" }, resource: ACCOUNTS },
    ],
  ])("find nothing where they cannot be asked here, and say: %s", async (message, name, body) => {
    const { page, context, results } = await crm.search(name, body);

    expect([page, results]).toEqual([{ next_token: "", count: 0 }, []]);
    expect(context.error).toMatchObject({ status: 400, message: expect.stringContaining(message) });
  });

  describe("of many", () => {
    let ids: string[];
    beforeEach(async () => {
      ids = await Promise.all(Array.from({ length: 5 }, (_, index) => person(`user${index}`)));
      await app.sync();
    });
    const page = (limit?: number, token?: string, more: object = {}) => ({
      ...WHO,
      page: { limit, token },
      ...more,
    });

    it("are given page by page, each person once", async () => {
      for (const limit of [1, 2, 5, 6]) {
        expect(idsOf(await crm.searchAll("subject", WHO, limit))).toEqual(ids.toSorted());
      }
      const first = await crm.search("subject", page(2));
      const second = await crm.search("subject", page(2, first.page.next_token));
      const last = await crm.search("subject", page(undefined, second.page.next_token));
      expect([first.page.count, second.page.count, last.page]).toEqual([2, 2, { next_token: "", count: 1 }]);
      const none = await crm.search("subject", page(0));
      expect([none.results, none.page.next_token]).toEqual([[], expect.stringMatching(/./)]);
      // A client may ask for more than a page has.
      expect((await crm.search("subject", page(1_000_000))).page.count).toBe(5);
    });

    it("ignore the id of what is looked for, and unknown members", async () => {
      const { id } = (await crm.search("subject", WHO)).results[0];
      const strange = { ...WHO, subject: { type: "user", id }, context: { time: "now" }, foo: { bar: 1 } };

      expect(idsOf((await crm.search("subject", strange)).results)).toEqual(ids.toSorted());
      const where = { subject: { type: "user", id }, action: SIGN_IN };
      for (const resource of [{ type: "instance" }, { type: "instance", id: "nowhere" }]) {
        expect((await crm.search("resource", { ...where, resource })).page.count).toBe(1);
      }
      const what = { subject: { type: "user", id }, action: { name: "fly" }, resource: MAIN };
      expect((await crm.search("action", what)).page.count).toBe(3);
    });

    it("take a token for the same search alone, of the same tenant and the same page size", async () => {
      const { next_token: token } = (await crm.search("subject", page(2))).page;
      const answer = async (body: object, name = "subject", as = crm) =>
        problemOf(await as.post(`/search/${name}`, body));
      const stranger = await accessClient(app, await app.connectToCrm());

      const refused = "400 invalidCursor";
      expect(await answer(page(2, token), "subject", stranger)).toBe(refused);
      expect(await answer(page(2, token, { action: { name: "api" } }))).toBe(refused);
      expect(await answer(page(2, token, { subject: { type: "application" } }))).toBe(refused);
      expect(await answer(page(2, token, { resource: { ...MAIN, properties: {} } }))).toBe(refused);
      expect(await answer(page(2, token, { context: { time: "now" } }))).toBe(refused);
      expect(await answer(page(2, token, { subject: { type: "user", id: "a" } }), "resource")).toBe(refused);
      for (const forged of ["", "x", `${token}AA`, token.slice(0, -3), token.toLowerCase()]) {
        expect([forged, await answer(page(2, forged))]).toEqual([forged, refused]);
      }
      expect(await answer(page(3, token))).toBe("400 invalidCount");
      // In another order it is the same search.
      const { subject, action, resource } = WHO;
      const turned = { page: { token }, resource: { id: resource.id, type: resource.type }, action, subject };
      expect((await crm.search("subject", turned)).page.count).toBe(2);
    });

    it("count for the rate of the connection, which evaluations do not", async () => {
      const slow = await app.secondConnection(client, { limits: { rate: 1, burst: 2 } });
      const limited = await accessClient(app, slow);
      const statuses = async (path: string, body: object) => {
        const answers = await Promise.all(Array.from({ length: 10 }, () => limited.post(path, body)));
        return new Set(answers.map(({ status }) => status));
      };

      expect(await statuses("/search/subject", WHO)).toContain(429);
      expect(await statuses("/evaluation", questionOf("api", NOBODY))).toEqual(new Set([200]));
    });

    it("take a number of statements that does not grow with the people", async () => {
      await crm.search("subject", WHO);
      const few = await countStatements(app.db, () => crm.search("subject", page(1)));
      const many = await countStatements(app.db, () => crm.search("subject", page(5)));

      expect(many).toBe(few);
      expect(many).toBeLessThanOrEqual(17);
    });

    it("leave who waits for synchronization where they are in the queue", async () => {
      const id = await person("late");
      const dueAt = 4_000_000_000_000;
      await queryRows(app.db.write, "update sync_tasks set due_at = ? where tenant_id = ? and user_id = ?", [
        dueAt,
        client.tenantId,
        id,
      ]);

      expect(idsOf((await crm.search("subject", WHO)).results)).toEqual(ids.toSorted());
      expect((await crm.search("action", { subject: { type: "user", id }, resource: MAIN })).page.count).toBe(
        1,
      );

      const tasks = await app.db.write("sync_tasks").where({ tenant_id: client.tenantId, user_id: id });
      expect(tasks.map(({ due_at }) => Number(due_at))).toEqual([dueAt]);
    });
  });

  it("end a page after a number of decisions, and go on from there", async () => {
    const ada = await person("zoe");
    await app.sync();
    const [hers] = await app.db.write("records").where({ tenant_id: client.tenantId, user_id: ada });
    const others = Array.from({ length: MAX_DECISIONS + 10 }, (_, index) => {
      const id = `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;
      return { ...hers, id, user_id: id, name_key: id };
    });
    await app.db.write.batchInsert("records", others, 40);

    const first = await crm.search("subject", WHO);
    const second = await crm.search("subject", { ...WHO, page: { token: first.page.next_token } });

    // The records before hers have no user any more, so that they let nobody in.
    expect(first).toMatchObject({ page: { count: 0 }, results: [] });
    expect(first.page.next_token).not.toBe("");
    expect(idsOf(second.results)).toEqual([ada]);
    expect(second.page.next_token).toBe("");
  }, 60_000);

  it.each<[string, "subject" | "resource" | "action", unknown]>([
    ["The body must be a JSON object", "subject", "[]"],
    ["The body must be a JSON object", "action", ""],
    ["subject is missing", "resource", { action: SIGN_IN, resource: MAIN }],
    ["subject must be a JSON object", "subject", { ...WHO, subject: "user" }],
    ["subject.type must be a string", "subject", { ...WHO, subject: { type: 1 } }],
    ["subject.type is missing", "subject", { ...WHO, subject: {} }],
    ["action is missing", "subject", { ...WHO, action: undefined }],
    ["action.name is missing", "subject", { ...WHO, action: {} }],
    ["action.name must be a string", "resource", { ...questionOf("x", "a"), action: { name: 123 } }],
    ["resource is missing", "action", { subject: { type: "user", id: "a" } }],
    ["resource.id is missing", "subject", { ...WHO, resource: { type: "instance" } }],
    ["resource.id must be a string of 1 to 1024", "subject", { ...WHO, resource: { ...MAIN, id: "" } }],
    ["subject.id is missing", "resource", { ...WHO, resource: { type: "instance" } }],
    ["subject.id is missing", "action", WHO],
    ["subject.id must be a string", "action", { ...WHO, subject: { type: "user", id: {} } }],
    ["page must be a JSON object", "subject", { ...WHO, page: [] }],
    ["page.limit must be a whole number", "subject", { ...WHO, page: { limit: -1 } }],
    ["page.limit must be a whole number", "subject", { ...WHO, page: { limit: 1.5 } }],
    ["page.limit must be a whole number", "subject", { ...WHO, page: { limit: "10" } }],
    ["page.token must be a string", "subject", { ...WHO, page: { token: 5 } }],
    ["nested more than", "subject", `{"subject":${"[".repeat(1_000_000)}`],
  ])("refuse a request with: %s (%s)", async (detail, name, body) => {
    const answer = await crm.post(`/search/${name}`, body);

    expect(problemOf(answer)).toMatch(/^400 invalid(Value|Syntax)$/);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.body.detail).toContain(detail);
  });

  it("need the scope access.read, JSON and POST, and tell back the id of a request as it was sent", async () => {
    const { token } = await app.withToken(client, { scopes: ["scim", "crm.read", "admin:global"] });
    const sentId = "an id (with brackets) & blanks";
    for (const name of ["subject", "resource", "action"]) {
      const answer = async (headers: Readonly<Record<string, string>>) =>
        problemOf(await crm.post(`/search/${name}`, WHO, headers));
      expect(await answer({ Authorization: `Bearer ${token}` })).toBe("403 forbidden");
      expect(await answer({ Authorization: "" })).toBe("401 unauthorized");
      expect(await answer({ "Content-Type": "text/plain" })).toBe("400 invalidSyntax");
      const { headers } = await crm.post(`/search/${name}`, WHO, { "X-Request-ID": sentId });
      expect(headers["x-request-id"]).toBe(sentId);
      const get = await send(app.url, { method: "GET", path: `/access/v1/search/${name}` });
      expect([get.status, get.headers["allow"]]).toEqual([405, "POST, OPTIONS"]);
    }
  });
});
