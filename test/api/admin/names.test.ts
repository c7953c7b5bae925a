import { accessClient, inShort } from "../../support/access-client.js";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { Kinds } from "../../support/kinds.js";

const APP_ID = "01890000-0000-7000-8000-00000000000a";

describe.each(DATABASES)("names in the place of ids, on %s", (database) => {
  const app = useTestApp(database);
  let kinds: Kinds;
  let ids: { ada: string; bea: string; gone: string };

  beforeEach(async () => {
    kinds = await Kinds.start(app);
    ids = {
      ada: await kinds.synced("ada@x.example"),
      bea: await kinds.synced("Bea Ö/2"),
      gone: await kinds.synced("gone"),
    };
    await kinds.client.delete(`/Users/${ids.gone}`);
    await kinds.admin.send("POST", "/instances/main/imports", "table,id,owner\naccount,1,Stub Ann\n", {
      "Content-Type": "text/csv",
    });
    await kinds.admin.post("/instances/main/application-users", {
      applicationId: APP_ID,
      displayName: "ERP",
    });
    await app.sync();
  });

  it("stand for users in every path, body and query of the admin API", async () => {
    const { admin } = kinds;
    const crm = new Crm(admin);
    const bea = encodeURIComponent("bea ö/2");

    expect((await admin.get("/users/ADA@x.example")).body.id).toBe(ids.ada);
    expect((await admin.get(`/users/${bea}/licenses`)).body.value).toMatchObject([{ status: "active" }]);
    expect((await admin.post(`/users/${bea}/licenses`, { remove: ["CRM"] })).status).toBe(200);
    expect(
      (await admin.post("/licenses/CRM/reassign", { from: "ada@x.example", to: "bea ö/2" })).status,
    ).toBe(200);
    expect((await admin.get(`/users/${ids.bea}/licenses`)).body.value).toMatchObject([{ status: "active" }]);
    const roles = await admin.post("/instances/main/role-assignments", {
      userIds: ["ada@x.example", ids.bea],
      roleIds: ["Delegate"],
    });
    expect(roles.body.value.map(({ userId }: { userId: string }) => userId)).toEqual([ids.ada, ids.bea]);
    expect(await crm.rolesOf("ada@x.example")).toEqual(["Delegate"]);
    const team = (await admin.post("/instances/main/teams", { name: "T" })).body;
    const moved = await admin.post(`/instances/main/teams/${team.id}/members`, { add: ["bea ö/2"] });
    expect(moved.body.added).toEqual([ids.bea]);
    const group = await kinds.client.createGroup("g");
    expect((await admin.post(`/groups/${group.id}/members`, { add: ["ada@x.example"] })).body.added).toBe(1);
    expect((await admin.post("/sync", { userId: "ada@x.example" })).status).toBe(204);
    const invited = await admin.post("/invitations", { userIds: ["bea ö/2"] });
    expect(invited.body.value).toMatchObject([{ userId: ids.bea }]);
    expect(await admin.all(`/invitations?user=${bea}`)).toHaveLength(1);
  });

  it.each([
    ["nobody", "404 notFound"],
    ["gone", "404 USER_DELETED"],
    ["stub ann", "400 STUB_USER"],
  ])("say what '%s' is where a user is asked for", async (name, problem) => {
    const { admin } = kinds;
    const path = encodeURIComponent(name);

    const answers = [
      await admin.get(`/users/${path}`),
      await admin.patch(`/users/${path}`, { displayName: "x" }),
      await admin.delete(`/users/${path}`),
      await admin.post(`/users/${path}/licenses`, { add: ["CRM"] }),
      await admin.get(`/users/${path}/licenses`),
      await admin.post(`/users/${path}/invitation`),
      await admin.post(`/users/${path}/password-reset`),
      await admin.get(`/instances/main/users/${path}/roles`),
      await admin.post(`/instances/main/users/${path}/roles`, { add: ["Delegate"] }),
      await admin.put(`/instances/main/users/${path}/access-mode`, { mode: "Administrative" }),
      await admin.put(`/instances/main/users/${path}/business-unit`, { businessUnit: "Root" }),
      await admin.post("/licenses/CRM/reassign", { from: "ada@x.example", to: name }),
      await admin.post("/workflows", { kind: "administrative", instance: "main", userId: name }),
    ];

    expect(answers.map(problemOf)).toEqual(answers.map(() => problem));
  });

  it("explain the access of those who were deleted and of what is nobody's", async () => {
    const codes = async (name: string) => {
      const { status, body } = await kinds.admin.get(`/users/${encodeURIComponent(name)}/access`);
      return status === 200
        ? body.value[0].reasons.map(({ code }: { code: string }) => code)
        : problemOf({ status, body } as never);
    };
    const [stub] = await kinds.records("stub");

    expect(await codes("GONE")).toContain("USER_DELETED");
    expect(await codes("Stub Ann")).toEqual(["STUB_USER"]);
    expect(await codes(stub?.id ?? "")).toEqual(["STUB_USER"]);
    expect(await codes(APP_ID)).toEqual(["NO_SECURITY_ROLE", "NO_INTERACTIVE_SIGN_IN"]);
    expect(await codes("nobody")).toBe("404 notFound");
  });

  it("restore the one who was deleted last under a name", async () => {
    const { id } = await kinds.client.createUser({ userName: "GONE" });
    await kinds.client.delete(`/Users/${id}`);

    const restored = await kinds.admin.post("/deleted-users/gone/restore");

    expect([restored.status, restored.body.id]).toEqual([200, id]);
  });

  it("say nothing of that to a provisioning client: who was deleted is gone", async () => {
    const { client } = kinds;
    const answers = [
      await client.patch(`/Users/${ids.gone}`, [{ op: "replace", path: "displayName", value: "x" }]),
      await client.put(`/Users/${ids.gone}`, { userName: "gone" }),
      await client.delete(`/Users/${ids.gone}`),
      await client.delete("/Users/ada@x.example"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    for (const { text } of answers) expect(text).not.toContain("USER_DELETED");
  });

  it("say at the Authorization API who was deleted, what is a stub, and how an application is asked for", async () => {
    const crm = await accessClient(app, kinds.client);
    const ask = async (subject: object) => {
      const question = { subject, action: { name: "signIn" }, resource: { type: "instance", id: "main" } };
      const answer = await crm.ask(question);
      return [inShort(answer), answer.context.reasons[0]?.nextStep];
    };
    const named = (userName: string) => ({ type: "user", properties: { userName } });

    expect((await ask({ type: "user", id: "ADA@x.example" }))[0]).toBe("yes");
    for (const subject of [named("gone"), { type: "user", id: "gone" }, { type: "user", id: ids.gone }]) {
      expect((await ask(subject))[0]).toMatch(/^no: USER_DELETED/);
    }
    for (const subject of [named("STUB ANN"), { type: "user", id: "stub ann" }]) {
      expect((await ask(subject))[0]).toBe("no: STUB_USER");
    }
    const asApplication = /ask as application/;
    for (const id of [APP_ID, APP_ID.toUpperCase()]) {
      expect(await ask({ type: "user", id })).toEqual([
        "no: UNKNOWN_SUBJECT",
        expect.stringMatching(asApplication),
      ]);
    }
    const [program] = (await kinds.admin.get("/instances/main/application-users")).body.value;
    expect((await ask(named(program.userName)))[1]).toMatch(asApplication);
    expect((await ask({ type: "user", id: program.userId }))[1]).toMatch(asApplication);
    expect((await ask({ type: "application", id: ids.ada }))[1]).toMatch(/ask as user/);
    expect((await ask({ type: "application", id: APP_ID }))[0]).toMatch(/^no: NO_SECURITY_ROLE/);
    expect(await ask(named("nobody"))).toEqual([
      "no: UNKNOWN_SUBJECT",
      expect.stringMatching(/^Name a user/),
    ]);
  });
});
