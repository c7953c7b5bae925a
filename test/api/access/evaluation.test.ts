import { HOUR } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import { type AccessClient, accessClient, inShort, questionOf } from "../../support/access-client.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const NOBODY = "01900000-0000-7000-8000-000000000000";

describe.each(DATABASES)("the Authorization API on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  let crm: AccessClient;

  beforeEach(async () => {
    now = Date.parse("2026-03-10T12:00:00Z");
    // What the test before left to be done.
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
  const set = (id: string, path: string, value: unknown) =>
    client.patch(`/Users/${id}`, [{ op: "replace", path: `${CRM_USER}:${path}`, value }]);

  it("answers decision, reasons with what to do, features, time and inputs", async () => {
    const id = await person("ada");

    expect(await crm.ask(questionOf("signIn", id))).toEqual({
      decision: false,
      context: {
        reasons: [{ code: "SYNC_PENDING", nextStep: "Synchronize now, or wait for the next run." }],
        features: "none",
        accessMode: "Read-Write",
        warnings: [],
        inputs: {
          ruleset: "classic",
          kind: "person",
          active: true,
          deleted: false,
          license: "assigned",
          invitation: "none",
          administratorRoles: [],
          instanceGroup: false,
          member: "no",
          mode: "readWrite",
          roles: 1,
          teamRole: "none",
          everSynced: false,
          sync: "pending",
        },
        decidedAt: "2026-03-10T12:00:00.000Z",
      },
    });
    await app.sync();
    expect(await crm.ask(questionOf("signIn", id))).toMatchObject({
      decision: true,
      context: { reasons: [], features: "full" },
    });
  });

  it("lets nobody in before the synchronization that a license brings [R003] [R013] [R040] [R058]", async () => {
    const ids = [await person("a"), await person("b"), await person("c")];
    ids.push(await person("d", { licenseSkus: "none" }), await person("e", { licenseSkus: "none" }));

    const before = await Promise.all(ids.map((id) => crm.at("signIn", id)));
    await app.sync();
    const after = await Promise.all(ids.map((id) => crm.at("signIn", id)));

    expect(before).toEqual([...Array(3).fill("no: SYNC_PENDING"), ...Array(2).fill("no: NO_LICENSE")]);
    expect(after).toEqual([...Array(3).fill("yes"), ...Array(2).fill("no: NO_LICENSE")]);
  });

  it("keeps a person without a role out of user interface and API, and in the portal [R015] [R042] [R071] [R092]", async () => {
    const id = await person("ada", { securityRoleNames: "none" });
    await app.sync();
    const answers = async () => [
      await crm.at("signIn", id),
      await crm.at("api", id),
      await crm.at("portal", id),
    ];
    expect(await answers()).toEqual(["no: NO_SECURITY_ROLE", "no: NO_SECURITY_ROLE", "yes"]);

    await set(id, "securityRoleNames", "Salesperson");
    await app.sync();
    expect(await answers()).toEqual(["yes", "yes", "yes"]);

    await set(id, "securityRoleNames", "none");
    expect(await answers()).toEqual(["no: NO_SECURITY_ROLE", "no: NO_SECURITY_ROLE", "yes"]);
  });

  it("opens nothing in an instance for administrator roles of the directory, but for two [R005] [R083]", async () => {
    const none = { securityRoleNames: "none" };
    const answerOf = async (role: string) => {
      const id = await person(role, { ...none });
      await admin.put(`/users/${id}/administrator-roles`, { roles: [role] });
      await app.sync();
      return crm.at("signIn", id);
    };

    for (const role of ["userManagement", "password", "billing"]) {
      expect([role, await answerOf(role)]).toEqual([role, "no: NO_SECURITY_ROLE"]);
    }
    for (const role of ["global", "service"]) {
      expect([role, await answerOf(role)]).toEqual([role, "yes: SYSTEM_ADMINISTRATOR_AUTO"]);
    }
  });

  it("finds people by userName without case, and says no more of who is not there than that", async () => {
    const id = await person("ada@contoso.com");
    await app.sync();
    const ask = async (subject: object, instance = "main") =>
      inShort(await crm.ask({ ...questionOf("signIn", id, instance), subject }));

    expect(await ask({ type: "user", properties: { userName: "ADA@contoso.COM" } })).toBe("yes");
    expect(await ask({ type: "user", id }, "MAIN")).toBe("yes");
    const unknown = "no: UNKNOWN_SUBJECT";
    expect(await ask({ type: "user", properties: { userName: "bea@contoso.com" } })).toBe(unknown);
    for (const userName of ["a\u0000", "a\ud800"]) {
      const broken = { ...questionOf("signIn", id), subject: { type: "user", properties: { userName } } };
      expect((await crm.post("/evaluation", broken)).status).toBe(400);
    }
    expect(await ask({ type: "user", id: "ada@contoso.com" })).toBe("yes");
    expect(await ask({ type: "user", id: NOBODY })).toBe(unknown);
    expect(await ask({ type: "application", id })).toBe(unknown);
    expect(await ask({ type: "user", id }, "other")).toBe("no: UNKNOWN_INSTANCE");
    expect(await ask({ type: "user", id: NOBODY }, "other")).toBe("no: UNKNOWN_INSTANCE");
  });

  it("answers nothing about people of another tenant", async () => {
    const id = await person("ada");
    await app.sync();
    const stranger = await accessClient(app, await app.connectToCrm());

    expect(await stranger.at("signIn", id)).toBe("no: UNKNOWN_SUBJECT");
  });

  it("tells whether a privilege reaches rows of a table [R061] [R062] [R066]", async () => {
    const id = await person("ada");
    await app.sync();
    const reaches = async (name: string, table: string, owner?: string) => {
      const { decision, context } = await crm.ask({
        subject: { type: "user", id },
        action: { name },
        resource: { type: "table", id: table, properties: { instance: "main", owner } },
      });
      return [decision, context.accessLevel, ...context.reasons.map(({ code }: { code: string }) => code)];
    };

    expect(await reaches("prvReadAccount", "account")).toEqual([true, "user"]);
    expect(await reaches("read", "account", "sameBusinessUnit")).toEqual([
      false,
      "user",
      "ACCESS_LEVEL_TOO_LOW",
    ]);
    expect(await reaches("Read", "product", "elsewhere")).toEqual([true, "organization"]);
    expect(await reaches("prvDeleteAccount", "account")).toEqual([false, "none", "PRIVILEGE_MISSING"]);
    await set(id, "securityRoleNames", "Salesperson;Sales Manager");
    expect(await reaches("read", "account", "elsewhere")).toEqual([true, "organization"]);
    expect(await reaches("prvDeleteAccount", "account")).toEqual([true, "businessUnit"]);
    await client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    expect(await reaches("prvReadAccount", "account")).toEqual([
      false,
      undefined,
      "SIGN_IN_BLOCKED",
      "SYNC_PENDING",
    ]);
  });

  it("has whoever waits at the door synchronized next", async () => {
    const id = await person("ada");
    // As after six tries that failed: the seventh waits an hour.
    await queryRows(
      app.db.write,
      "update sync_tasks set due_at = ?, attempts = 6 where tenant_id = ? and user_id = ?",
      [now + HOUR, client.tenantId, id],
    );
    expect(await app.sync()).toMatchObject({ tasks: 0 });

    expect(await crm.at("signIn", id)).toBe("no: SYNC_PENDING");

    expect(await app.sync()).toMatchObject({ tasks: 1, changed: 1 });
    expect(await crm.at("signIn", id)).toBe("yes");
    expect(await app.sync()).toMatchObject({ tasks: 0 });
  });

  it("asks for a record that nobody has asked for, and leaves one alone that was given up", async () => {
    const [ada, bea] = [await person("ada"), await person("bea")];
    await queryRows(app.db.write, "delete from sync_tasks where tenant_id = ? and user_id = ?", [
      client.tenantId,
      ada,
    ]);
    await queryRows(
      app.db.write,
      "update sync_tasks set parked = 'X: y' where tenant_id = ? and user_id = ?",
      [client.tenantId, bea],
    );

    expect(
      await crm.askAll({ evaluations: [questionOf("signIn", ada), questionOf("api", bea)] }),
    ).toHaveLength(2);

    expect(await app.sync()).toMatchObject({ tasks: 1 });
    expect(await crm.at("signIn", ada)).toBe("yes");
    expect(await crm.at("signIn", bea)).toBe("no: SYNC_PENDING");
  });

  it("answers one question and a hundred with the same number of statements", async () => {
    const ids: string[] = [];
    for (let ten = 0; ten < 10; ten++) {
      ids.push(...(await Promise.all(Array.from({ length: 10 }, (_, i) => person(`user${ten}${i}`)))));
    }
    await app.sync();
    const all = { evaluations: ids.map((id) => questionOf("signIn", id)) };
    await crm.askAll(all);

    const one = await countStatements(app.db, () => crm.at("signIn", ids[0] ?? ""));
    const hundred = await countStatements(app.db, () => crm.askAll(all));

    expect(hundred).toBe(one);
    expect(one).toBeLessThanOrEqual(14);
  });

  describe("several questions", () => {
    let ada: string;
    beforeEach(async () => {
      ada = await person("ada");
      await app.sync();
    });
    const [yes, no] = [{ action: { name: "signIn" } }, { subject: { type: "user", id: NOBODY } }];
    const decisions = async (semantic: string | undefined, evaluations: object[]) => {
      const top = { ...questionOf("api", ada), options: { evaluations_semantic: semantic } };
      const answers = await crm.askAll({ ...top, evaluations });
      return answers.map(({ decision }) => decision);
    };

    it("take what is not said from the top, and are all answered in their order", async () => {
      expect(await decisions(undefined, [yes, no, {}])).toEqual([true, false, true]);
      expect(await decisions("execute_all", [no, yes])).toEqual([false, true]);
    });

    it("end at the first denial, or at the first permission, where that is asked for", async () => {
      expect(await decisions("deny_on_first_deny", [yes, no, yes])).toEqual([true, false]);
      expect(await decisions("permit_on_first_permit", [no, yes, no])).toEqual([false, true]);
      expect(await decisions("permit_on_first_permit", [no, no])).toEqual([false, false]);
    });

    it("fail alone where one cannot be asked, which counts as a denial", async () => {
      const strange = { action: { name: "fly" } };

      const [, answer] = await crm.askAll({ ...questionOf("api", ada), evaluations: [yes, strange] });

      expect(answer).toEqual({
        decision: false,
        context: {
          error: {
            status: 400,
            message:
              "evaluations[1].action.name must be one of signIn, portal, api for a resource of type 'instance'",
          },
        },
      });
      expect(await decisions("deny_on_first_deny", [strange, yes])).toEqual([false]);
      const broken = [{}, { ...questionOf("api", ada), action: 5 }, 5, questionOf("api", ada)];
      expect(await crm.askAll({ evaluations: broken })).toMatchObject([
        { decision: false, context: { error: { message: "evaluations[0].subject is missing" } } },
        { decision: false, context: { error: { message: "evaluations[1].action must be a JSON object" } } },
        { decision: false, context: { error: { message: "evaluations[2] must be a JSON object" } } },
        { decision: true },
      ]);
    });

    it("are a single one where none are listed", async () => {
      for (const evaluations of [undefined, []]) {
        const { body } = await crm.post("/evaluations", { ...questionOf("signIn", ada), evaluations });
        expect(body).toMatchObject({ decision: true });
      }
    });
  });

  const asked = questionOf("signIn", "x");
  it.each<[string, unknown, string?]>([
    ["The body must be a JSON object", ""],
    ["The body must be a JSON object", "[]"],
    ["subject is missing", {}],
    ["action.name is missing", { ...asked, action: {} }],
    ["resource.id is missing", { ...asked, resource: { type: "instance" } }],
    ["resource must be a JSON object", { ...asked, resource: "main" }],
    ["subject.id is missing", { ...asked, subject: { type: "user" } }],
    ["subject.type must be 'user' or 'application'", { ...asked, subject: { type: "robot", id: "x" } }],
    ["action.name must be one of signIn, portal, api", questionOf("fly", "x")],
    [
      "resource.properties.instance is missing",
      { ...questionOf("read", "x"), resource: { type: "table", id: "account" } },
    ],
    [
      "action.name is a privilege on the table 'contact'",
      { ...questionOf("prvReadContact", "x"), resource: { type: "table", id: "account", properties: {} } },
    ],
    ["evaluations must be an array", { evaluations: {} }, "/evaluations"],
    ["subject must be a JSON object", { ...asked, subject: "x", evaluations: [{}] }, "/evaluations"],
    [
      "options.evaluations_semantic must be one of execute_all",
      { ...asked, evaluations: [{}], options: { evaluations_semantic: "some" } },
      "/evaluations",
    ],
    [
      "evaluations has 1001 elements: send 1000 or fewer",
      { ...asked, evaluations: Array.from({ length: 1001 }, () => ({})) },
      "/evaluations",
    ],
  ])("refuses a request with: %s", async (detail, body, path = "/evaluation") => {
    const answer = await crm.post(path, body);

    expect(problemOf(answer)).toMatch(/^400 invalid(Value|Syntax)$/);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.body.detail).toContain(detail);
  });

  it("tells back the id of a request", async () => {
    const { headers } = await crm.post("/evaluation", questionOf("api", NOBODY), {
      "X-Request-ID": "bfe9eb29-ab87",
    });

    expect(headers["x-request-id"]).toBe("bfe9eb29-ab87");
  });

  it("needs the scope access.read, and nothing else will do", async () => {
    const others = ["scim", "crm.read", "admin:global"] as const;
    const { token } = await app.withToken(client, { scopes: [...others] });
    const answer = async (path: string, authorization: string) =>
      problemOf(await crm.post(path, questionOf("api", NOBODY), { Authorization: authorization }));

    for (const path of ["/evaluation", "/evaluations"]) {
      expect(await answer(path, `Bearer ${token}`)).toBe("403 forbidden");
      expect(await answer(path, "")).toBe("401 unauthorized");
      expect(await answer(path, "Bearer wrong")).toBe("401 unauthorized");
    }
    const scim = await client.send("GET", "/Users", undefined, { Authorization: `Bearer ${crm.token}` });
    expect(scim.status).toBe(403);
    const get = await send(app.url, {
      method: "GET",
      path: "/access/v1/evaluation",
      headers: { Authorization: `Bearer ${crm.token}` },
    });
    expect([get.status, get.headers["allow"]]).toEqual([405, "POST, OPTIONS"]);
  });

  it("is found by its metadata", async () => {
    const { status, body } = await send(app.url, {
      method: "GET",
      path: "/.well-known/authzen-configuration",
    });

    expect([status, body]).toEqual([
      200,
      {
        policy_decision_point: app.url,
        access_evaluation_endpoint: `${app.url}/access/v1/evaluation`,
        access_evaluations_endpoint: `${app.url}/access/v1/evaluations`,
        search_subject_endpoint: `${app.url}/access/v1/search/subject`,
        search_resource_endpoint: `${app.url}/access/v1/search/resource`,
        search_action_endpoint: `${app.url}/access/v1/search/action`,
      },
    ]);
  });
});
