import fc from "fast-check";
import { queryRows } from "../../../src/db/query.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const RUNS = runs(5, 20);
const ROLES = ["Salesperson", "Delegate", "Basic User", "Sales Manager"] as const;
const UNITS = ["North", "South"] as const;

/** Somebody with everything, or some of it. */
const person = fc.record({
  unit: fc.option(fc.constantFrom(...UNITS), { nil: undefined }),
  /** By the attribute of the extension, by core `roles`, by an administrator. */
  wished: fc.subarray([...ROLES]),
  core: fc.subarray([...ROLES]),
  given: fc.subarray([...ROLES]),
  teams: fc.subarray(["red", "blue"]),
  groups: fc.subarray(["g0", "g1"]),
  isLicensed: fc.boolean(),
  // Rarely, since it takes a tenth of a second.
  hasPassword: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  mode: fc.constantFrom("Read-Write", "Read"),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

/** What somebody else does while the user is deleted. */
const meanwhile = fc.subarray(["deny", "team"] as const);

/** The tables that say what a user is besides its representation, with what is the user's alone. */
const TABLES = [
  ["role_assignments", "user_id", "role_id, instance_id, way, given_by"],
  ["role_wishes", "user_id", "way, given_by, role_key, instance_key, written"],
  ["user_business_units", "user_id", "instance_id, business_unit_id"],
  ["team_members", "user_id", "team_id"],
  ["external_ids", "resource_id", "connection_id, external_id"],
  ["user_passwords", "user_id", "hash, must_change, expires_at, from_provider"],
  ["users", "id", "connection_id"],
] as const;

/** Of the extension what comes back. */
const SHOWN = ["securityRoles", "securityRoleNames", "businessUnit", "accessMode"] as const;

function namesOf({ notRestored }: { notRestored: { type: string; name: string }[] }): string[] {
  return notRestored.map(({ type, name }) => `${type} ${name}`);
}

describe.each(DATABASES)("a user who is deleted and restored on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let admin: AdminClient;
  let crm: Crm;
  let groups: Record<string, string>;
  let count = 0;
  beforeAll(async () => {
    scim = await app.connectToCrm();
    admin = await app.admin(scim);
    crm = new Crm(admin);
    for (const unit of UNITS) await crm.addUnit(unit);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 1000 });
    groups = { g0: (await scim.createGroup("g0")).id, g1: (await scim.createGroup("g1")).id };
  });

  const addTeam = async (name: string): Promise<string> =>
    (await admin.post("/instances/main/teams", { name, businessUnit: "Root" })).body.id;

  async function create(one: Person, teams: Readonly<Record<string, string>>): Promise<string> {
    const { id } = await scim.createUser({
      userName: `u${count++}`,
      externalId: `x${count}`,
      ...(one.hasPassword && { password: "correct horse battery" }),
      roles: one.core.map((role) => ({ value: `${role}@main` })),
      [CRM_USER]: {
        accessMode: one.mode,
        ...(one.unit !== undefined && { businessUnit: one.unit }),
        ...(one.isLicensed && { licenseSkus: "CRM" }),
        securityRoles: one.wished.map((value) => ({ value, instance: "main" })),
      },
    });
    if (one.given.length > 0)
      await admin.post(`/instances/main/users/${id}/roles`, { add: one.given, remove: [] });
    for (const team of one.teams)
      await admin.post(`/instances/main/teams/${teams[team]}/members`, { add: [id] });
    for (const name of one.groups) {
      await scim.patch(`/Groups/${groups[name]}`, [{ op: "add", path: "members", value: [{ value: id }] }]);
    }
    return id;
  }

  /** Everything of a user as the database has it. */
  async function stateOf(id: string): Promise<unknown> {
    const tables: Record<string, unknown> = {};
    for (const [table, column, columns] of TABLES) {
      tables[table] = await queryRows(
        app.db.write,
        `select ${columns} from ${table} where tenant_id = ? and ${column} = ? order by ${columns}`,
        [scim.tenantId, id],
      );
    }
    const { [CRM_USER]: extension = {}, externalId, roles } = (await scim.get(`/Users/${id}`)).body;
    const shown = Object.fromEntries(SHOWN.map((name) => [name, extension[name]]));
    return { tables, externalId, roles, shown, held: await crm.rolesOf(id) };
  }

  it("has what it had in instances, and the answer tells what did not come back", async () => {
    await fc.assert(
      fc.asyncProperty(person, async (one) => {
        const teams = { red: await addTeam(`red${count}`), blue: await addTeam(`blue${count}`) };
        const id = await create(one, teams);
        const before = await stateOf(id);
        await scim.delete(`/Users/${id}`);

        const { status, body } = await admin.post(`/deleted-users/${id}/restore`);

        expect([status, namesOf(body)]).toEqual([
          200,
          [...(one.isLicensed ? ["license CRM"] : []), ...one.groups.map((name) => `group ${name}`)],
        ]);
        expect({ one, ...Object(await stateOf(id)) }).toEqual({ one, ...Object(before) });
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it("has what is allowed yet when roles, teams and units were taken away meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(person, meanwhile, async (one, changes) => {
        const teams = { red: await addTeam(`red${count}`), blue: await addTeam(`blue${count}`) };
        const id = await create(one, teams);
        await scim.delete(`/Users/${id}`);
        const connection = (await admin.all("/connections"))[0]?.name;
        const deny = (allowed?: boolean) =>
          admin.put(`/connections/${connection}/roles`, { role: "Delegate", allowed });
        if (changes.includes("team")) await admin.delete(`/instances/main/teams/${teams.red}`);
        if (changes.includes("deny")) await deny(false);

        const { status, body } = await admin.post(`/deleted-users/${id}/restore`);

        const isByConnection = [...one.wished, ...one.core].includes("Delegate");
        const isDenied = changes.includes("deny") && isByConnection && !one.given.includes("Delegate");
        const roles = [...new Set([...one.wished, ...one.core, ...one.given])].sort();
        expect(status).toBe(200);
        expect(await crm.rolesOf(id)).toEqual(roles.filter((role) => role !== "Delegate" || !isDenied));
        const isGone = changes.includes("team") && one.teams.includes("red");
        const redTeam = body.notRestored.find(({ type }: { type: string }) => type === "team")?.name;
        expect(isGone).toBe((redTeam ?? "").startsWith("red"));
        const lost = body.notRestored
          .filter(({ type }: { type: string }) => type === "securityRole" || type === "team")
          .map(({ type, name, instance }: Record<string, string>) => [type, name, instance]);
        expect(lost).toEqual([
          ...(isDenied ? [["securityRole", "Delegate", "main"]] : []),
          ...(isGone ? [["team", redTeam, "main"]] : []),
        ]);
        await deny();
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it("is in the root, without the roles of a business unit that is gone", async () => {
    const unit = (await crm.addUnit("Closed")).id;
    const { id } = await scim.createUser({
      userName: `u${count++}`,
      [CRM_USER]: { businessUnit: "Closed", securityRoleNames: "Salesperson@main" },
    });
    await admin.post(`/instances/main/users/${id}/roles`, { add: ["Delegate"] });
    await scim.delete(`/Users/${id}`);
    expect((await admin.delete(`/instances/main/business-units/${unit}`)).status).toBe(204);

    const { status, body } = await admin.post(`/deleted-users/${id}/restore`);

    expect(status).toBe(200);
    expect(body.notRestored).toEqual([
      {
        type: "securityRole",
        name: "Delegate",
        instance: "main",
        detail: expect.stringMatching(/assign one$/),
      },
      { type: "businessUnit", name: "Root/Closed", instance: "main", detail: expect.any(String) },
    ]);
    // What the provider wishes counts in the business unit where the user is now.
    expect(await crm.rolesOf(id)).toEqual(["Salesperson"]);
    expect(body[CRM_USER].businessUnit).toBeUndefined();
  });

  it("is System Administrator again only if whoever restores may give that", async () => {
    const lesser = await app.admin(scim, ["userManagement"]);
    // The last one cannot be deleted.
    const last = await scim.createUser({ userName: `u${count++}` });
    await crm.setRoles(last.id, ["System Administrator"]);
    const restored = async (by: AdminClient): Promise<[string[], string[]]> => {
      const { id } = await scim.createUser({ userName: `u${count++}` });
      await crm.setRoles(id, ["Delegate", "System Administrator"]);
      await scim.delete(`/Users/${id}`);
      const { body } = await by.post(`/deleted-users/${id}/restore`);
      return [await crm.rolesOf(id), body.notRestored.map((one: { name: string }) => one.name)];
    };

    expect(await restored(admin)).toEqual([["Delegate", "System Administrator"], []]);
    expect(await restored(lesser)).toEqual([["Delegate"], ["System Administrator"]]);
  });

  it("is its connection's own again, which finds it by its externalId", async () => {
    const own = await app.secondConnection(scim, { visibility: "own" });
    const { id } = await own.createUser({ userName: `u${count++}`, externalId: "mine" });
    await own.delete(`/Users/${id}`);

    await admin.post(`/deleted-users/${id}/restore`);
    const found = (await own.find("/Users", 'externalId eq "mine"')).map((one) => one.id);
    await own.delete(`/Users/${id}`);
    const other = await own.createUser({ userName: `u${count++}`, externalId: "mine" });
    const { body } = await admin.post(`/deleted-users/${id}/restore`);

    expect(found).toEqual([id]);
    expect((await own.find("/Users", 'externalId eq "mine"')).map((one) => one.id)).toEqual([other.id]);
    expect(body.notRestored).toMatchObject([{ type: "externalId", name: "mine" }]);
  });
});
