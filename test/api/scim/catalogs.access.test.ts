import { insertBusinessUnit, listBusinessUnits } from "../../../src/access/business-units.js";
import { setRoleChoice } from "../../../src/access/connection-roles.js";
import { listInstances, updateInstance } from "../../../src/access/instances.js";
import { compareCopies, insertRoles, listSecurityRoles } from "../../../src/access/security-roles.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { createInstance } from "../../../src/use-cases/instances/instances.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const OKTA_ROLE = "urn:okta:scim:schemas:core:1.0:Role";
const ROLE = "urn:ietf:params:scim:schemas:core:2.0:Role";
const CRM_ROLE = "urn:ietf:params:scim:schemas:extension:crm:2.0:Role";
const INSTANCE = "urn:ietf:params:scim:schemas:crm:2.0:Instance";
const DEFAULT_ROLES = 18;

describe.each(DATABASES)("catalogs of the CRM on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connectToCrm();
  });

  const list = async (path: string): Promise<Json[]> => {
    const { status, text, body } = await scim.get(encodeURI(path));
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${text}`);
    return body.Resources;
  };
  const names = async (path: string): Promise<string[]> =>
    (await list(path)).map(({ displayName }) => displayName);

  /** Puts a business unit below the root of the first instance, with its copies of all roles. */
  const addUnit = (name: string): Promise<void> =>
    inTransaction(app.db, async (trx) => {
      const { tenantId } = scim;
      const [instance] = await listInstances(trx, tenantId);
      const id = instance?.id ?? "";
      const [root] = await listBusinessUnits(trx, tenantId, id);
      await insertBusinessUnit(trx, tenantId, id, { name, parentId: root?.id }, 0);
      const units = await listBusinessUnits(trx, tenantId, id);
      const { missing } = compareCopies(units, await listSecurityRoles(trx, tenantId, id));
      await insertRoles(trx, tenantId, missing, 0);
    });
  const addInstance = (name: string): Promise<unknown> =>
    inTransaction(app.db, (trx) => createInstance(trx, scim.tenantId, { name }, 0));

  it("shows a role to Okta, to clients of the draft, and with what it is in the CRM", async () => {
    const [role] = await list('/Roles?filter=displayName eq "Salesperson"');
    const { status, headers, body } = await scim.get(`/Roles/${role.id}`);
    const seen = {
      value: role.id,
      display: "Salesperson",
      type: "SecurityRole",
      supported: true,
      limitedAssignmentsPermitted: false,
    };

    expect([status, body]).toEqual([200, role]);
    expect(body).toEqual({
      schemas: [OKTA_ROLE, ROLE, CRM_ROLE],
      id: role.id,
      displayName: "Salesperson",
      description: "Sales of their own.",
      ...seen,
      [ROLE]: seen,
      [CRM_ROLE]: { name: "Salesperson", instance: "main", businessUnit: "Root" },
      meta: {
        resourceType: "Role",
        created: expect.any(String),
        lastModified: expect.any(String),
        location: `${app.url}/scim/v2/Roles/${role.id}`,
        version: headers["etag"],
      },
    });
  });

  it("lists the roles of each business unit and instance, told apart by name [R067]", async () => {
    expect(await names('/Roles?filter=name eq "Salesperson"')).toEqual(["Salesperson"]);

    await addUnit("North");
    expect(await names('/Roles?filter=name eq "Salesperson"&sortBy=displayName')).toEqual([
      "Salesperson",
      "Salesperson (Root/North)",
    ]);

    await addInstance("sandbox");
    expect(await names('/Roles?filter=name eq "Salesperson"&sortBy=displayName')).toEqual([
      "Salesperson (Main)",
      "Salesperson (Main, Root/North)",
      "Salesperson (sandbox)",
    ]);
    expect((await scim.get("/Roles?count=1&startIndex=1")).body).toMatchObject({
      totalResults: 3 * DEFAULT_ROLES,
      startIndex: 1,
      itemsPerPage: 1,
    });
    expect(await list(`/Roles?filter=${CRM_ROLE}:instance eq "sandbox"`)).toHaveLength(DEFAULT_ROLES);
    expect(await list(`/Roles?filter=${CRM_ROLE}:businessUnit sw "root/"`)).toHaveLength(DEFAULT_ROLES);
  });

  it("gives a user the role whose value is sent, in its instance alone", async () => {
    await addInstance("sandbox");
    const [role] = await list('/Roles?filter=name eq "Salesperson" and instance eq "sandbox"');

    const { roles, [CRM_USER]: crm } = await scim.createUser({
      userName: "ann",
      roles: [{ value: role.value, display: role.displayName }],
    });

    expect(roles).toEqual([{ value: role.value, display: role.displayName }]);
    expect(crm.securityRoles).toMatchObject([
      { display: "Salesperson", instance: "sandbox", source: "direct" },
    ]);
  });

  it("says of each role whether this connection may grant it [R117]", async () => {
    expect(await names("/Roles?filter=supported eq false&sortBy=displayName")).toEqual([
      "System Administrator",
      "System Customizer",
    ]);
    const [customizer] = await list('/Roles?filter=displayName eq "System Customizer"');
    const user = { userName: "ann", roles: [{ value: customizer.value }] };
    expect(errorOf(await scim.post("/Users", user))).toBe("403");

    await inTransaction(app.db, (trx) =>
      setRoleChoice(trx, scim.tenantId, scim.connectionId, "System Customizer", true),
    );

    expect(await names("/Roles?filter=supported eq false")).toEqual(["System Administrator"]);
    expect((await scim.post("/Users", user)).status).toBe(201);
    const other = await app.secondConnection(scim);
    expect((await other.get(`/Roles/${customizer.id}`)).body.supported).toBe(false);
  });

  it("pages through the roles by cursor, each once", async () => {
    const paged: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const { body }: Answer = await scim.get(`/Roles?count=5&cursor=${cursor}&sortBy=displayName`);
      paged.push(...body.Resources.map(({ displayName }: Json) => displayName));
      cursor = body.nextCursor;
    }

    expect(paged).toEqual(await names("/Roles?sortBy=displayName"));
    expect(paged).toHaveLength(DEFAULT_ROLES);
  });

  it("shows the instances: what guards them, and how much is in them [R105]", async () => {
    const { id: groupId } = await scim.createGroup("Guards");
    const [instance] = await list('/Instances?filter=name eq "MAIN"');
    expect(instance).toEqual({
      schemas: [INSTANCE],
      id: instance.id,
      name: "main",
      display: expect.any(String),
      type: expect.any(String),
      counts: {
        users: 0,
        enabledUsers: 0,
        nonInteractiveUsers: 0,
        businessUnits: 1,
        securityRoles: DEFAULT_ROLES,
      },
      meta: {
        resourceType: "Instance",
        created: expect.any(String),
        lastModified: expect.any(String),
        location: `${app.url}/scim/v2/Instances/${instance.id}`,
        version: expect.any(String),
      },
    });

    await addUnit("North");
    await inTransaction(app.db, async (trx) => {
      const [stored] = await listInstances(trx, scim.tenantId);
      if (stored) await updateInstance(trx, scim.tenantId, { ...stored, guardGroupId: groupId }, 0);
    });

    const { body } = await scim.get(`/Instances/${instance.id}`);
    expect(body.counts).toMatchObject({ businessUnits: 2, securityRoles: 2 * DEFAULT_ROLES });
    expect(body.securityGroup).toEqual({ value: groupId, $ref: `${app.url}/scim/v2/Groups/${groupId}` });
    expect(await list(`/Instances?filter=securityGroup.value eq "${groupId}"`)).toHaveLength(1);
    expect(await list("/Instances?filter=securityGroup pr and counts.businessUnits gt 1")).toHaveLength(1);
    expect(errorOf(await scim.get("/Instances?sortBy=counts"))).toBe("400 invalidValue");
  });

  it("counts the users of an instance, and those who may enter", async () => {
    const admin = await app.admin(scim);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
    const license = { [CRM_USER]: { licenseSkus: "CRM" } };
    const { id } = await scim.createUser({ userName: "ann", ...license });
    await scim.createUser({ userName: "bob", ...license });
    await scim.createUser({ userName: "carl" });
    await app.sync();
    const counts = async (): Promise<Json> => (await list("/Instances"))[0].counts;
    expect(await counts()).toMatchObject({ users: 2, enabledUsers: 2, nonInteractiveUsers: 0 });

    await scim.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    await app.sync();

    expect(await counts()).toMatchObject({ users: 2, enabledUsers: 1 });
  });

  it.each(["/Roles", "/Instances"])(
    "lets nobody write to %s, nor read it in another tenant",
    async (endpoint) => {
      const [{ id }] = await list(endpoint);
      const other = await app.connect();

      expect(errorOf(await other.get(`${endpoint}/${id}`))).toBe("404");
      expect((await other.get(endpoint)).body.totalResults).toBe(0);
      for (const method of ["PUT", "PATCH", "DELETE"]) {
        const answer = await scim.send(method, `${endpoint}/${id}`, method === "DELETE" ? undefined : {});
        expect([errorOf(answer), answer.headers["allow"]]).toEqual(["405", "GET, HEAD, OPTIONS"]);
      }
      expect(errorOf(await scim.post(endpoint, {}))).toBe("405");
      expect((await scim.get(`${endpoint}/${id}`)).status).toBe(200);
    },
  );
});
