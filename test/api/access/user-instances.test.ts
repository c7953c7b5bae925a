import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const INSTANCES = `${CRM_USER}:instances`;

describe.each(DATABASES)("instances of SCIM users on %s", (database) => {
  const now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 1000 });
  });

  const person = async (userName: string): Promise<string> =>
    (
      await client.createUser({
        userName,
        [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson" },
      })
    ).id;
  const shown = async (path: string): Promise<Json> => (await client.get(path)).body;
  const instancesOf = async (id: string, names = INSTANCES): Promise<Json> =>
    (await shown(`/Users/${id}?attributes=${names}`))[CRM_USER]?.instances;

  it("are shown when they are asked for by name, as they are at that moment", async () => {
    const id = await person("ada");
    const [{ reasons, ...main }] = await instancesOf(id);
    expect(reasons).toEqual(["SYNC_PENDING"]);
    expect(main).toEqual({
      value: expect.any(String),
      display: expect.any(String),
      synced: false,
      enabled: false,
      canSignIn: false,
      accessMode: "Read-Write",
      features: ["none"],
    });

    await app.sync();

    expect(await instancesOf(id)).toEqual([
      {
        ...main,
        recordId: expect.any(String),
        synced: true,
        enabled: true,
        canSignIn: true,
        features: ["full"],
        lastSyncedAt: "2026-03-10T12:00:00.000Z",
      },
    ]);
  });

  it("are left out of every other answer, and never stored", async () => {
    const id = await person("ada");
    await app.sync();
    const before = await shown(`/Users/${id}`);
    await instancesOf(id);

    for (const query of ["", `?attributes=${CRM_USER}`, "?excludedAttributes=title"]) {
      expect((await shown(`/Users/${id}${query}`))[CRM_USER]).not.toHaveProperty("instances");
    }
    expect(await shown(`/Users/${id}`)).toEqual(before);
    await client.patch(`/Users/${id}`, [{ op: "add", path: INSTANCES, value: [{ value: "x" }] }]);
    expect((await instancesOf(id))[0].value).not.toBe("x");
  });

  it("are projected to the sub-attributes that are named", async () => {
    const id = await person("ada");

    expect(await instancesOf(id, `${INSTANCES}.canSignIn,${INSTANCES}.reasons`)).toEqual([
      { canSignIn: false, reasons: ["SYNC_PENDING"] },
    ]);
  });

  it("are in the answers to POST, PUT, PATCH and to queries too", async () => {
    const query = `?attributes=${INSTANCES}.reasons`;
    const user = { userName: "ada", [CRM_USER]: { licenseSkus: "CRM" } };
    const reasons = (body: Json): Json => body[CRM_USER]?.instances?.[0]?.reasons;

    const posted = await client.post(`/Users${query}`, { schemas: [CRM_USER], ...user });
    const path = `/Users/${posted.body.id}${query}`;
    const operation = { op: "replace", path: "active", value: false };
    const patched = await client.patch(path, [operation]);
    const put = await client.put(path, { ...user, active: true, schemas: [CRM_USER] });
    const searched = await client.search("/Users", { attributes: [`${INSTANCES}.reasons`] });
    const everywhere = await client.search("", { attributes: [`${INSTANCES}.reasons`] });

    expect(reasons(posted.body)).toEqual(["SYNC_PENDING", "NO_SECURITY_ROLE"]);
    expect(reasons(patched.body)).toEqual(["SIGN_IN_BLOCKED", "NO_SECURITY_ROLE"]);
    expect(reasons(put.body)).toEqual(["SYNC_PENDING", "NO_SECURITY_ROLE"]);
    expect(reasons(searched.body.Resources[0])).toEqual(["SYNC_PENDING", "NO_SECURITY_ROLE"]);
    expect(everywhere.body.Resources.map(reasons)).toContainEqual(["SYNC_PENDING", "NO_SECURITY_ROLE"]);
  });

  it("name the extension of somebody who has nothing else of it", async () => {
    const { id } = await client.createUser({ userName: "bea" });

    const { schemas, [CRM_USER]: extension } = await shown(`/Users/${id}?attributes=${INSTANCES}`);

    expect(schemas).toContain(CRM_USER);
    expect(extension.instances[0].reasons).toEqual(["NO_LICENSE", "NO_SECURITY_ROLE"]);
  });

  it("cost a page of many as many statements as a page of few", async () => {
    // One more than the longer page: where the list ends with a page, its total needs no statement.
    for (let i = 0; i < 31; i++) await person(`user${i}`);
    const page = (count: number) => () => shown(`/Users?count=${count}&attributes=${INSTANCES}`);
    await page(1)();

    const few = await countStatements(app.db, page(1));
    const many = await countStatements(app.db, page(30));

    expect((await page(30)()).Resources[29][CRM_USER].instances).toHaveLength(1);
    expect(many).toBe(few);
  });

  it("are nowhere in a tenant without a CRM", async () => {
    const other = await app.connect();
    const { id } = await other.createUser({ userName: "ada" });

    expect((await other.get(`/Users/${id}?attributes=${INSTANCES}`)).body).not.toHaveProperty([CRM_USER]);
  });
});
