import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const OKTA_ENTITLEMENT = "urn:okta:scim:schemas:core:1.0:Entitlement";

describe.each(DATABASES)("catalogs in a query over all resource types on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let admin: AdminClient;

  beforeAll(async () => {
    scim = await app.connectToCrm({ options: { catalogs: true } });
    admin = await app.admin(scim);
    await admin.post("/licenses", { partNumber: "A_SALES", displayName: "Sales", purchased: 20 });
    await admin.post("/licenses", { partNumber: "B_BASIC", displayName: "basic", purchased: 3 });
    const { id } = await scim.createUser({
      userName: "ann",
      displayName: "Ann",
      [CRM_USER]: { licenseSkus: "A_SALES" },
    });
    await scim.createUser({ userName: "sam", displayName: "Sam" });
    await scim.createGroup("Sales", [id]);
  });

  const list = async (query: string): Promise<Json[]> => {
    const { status, text, body } = await scim.get(encodeURI(`/?count=1000&${query}`));
    if (status !== 200) throw new Error(`${query} was answered ${status}: ${text}`);
    return body.Resources;
  };
  const shown = async (query: string): Promise<string[]> =>
    (await list(query)).map(({ meta, displayName }) => `${meta.resourceType} ${displayName}`);

  it("has every resource once [RFC 7644 §3.4.2.1]", async () => {
    const all = await list("");
    const types = all.map(({ meta }) => meta.resourceType);
    const count = (type: string): number => types.filter((one) => one === type).length;

    expect([count("User"), count("Group"), count("License"), count("Role"), count("Instance")]).toEqual([
      2, 1, 2, 18, 1,
    ]);
    // What is there as a license already.
    expect(count("Entitlement")).toBe(0);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect((await scim.get("/?count=1")).body.totalResults).toBe(all.length);
  });

  it("shows a resource as its own endpoint does", async () => {
    for (const resource of await list('filter=displayName eq "sales"')) {
      const single = (await scim.get(new URL(resource.meta.location).pathname.replace("/scim/v2", ""))).body;
      expect(resource).toEqual(single);
    }
  });

  it.each([
    [
      'filter=displayName sw "sa"&sortBy=displayName',
      ["License Sales", "Group Sales", "Role Sales Manager", "Role Salesperson", "User Sam"],
    ],
    ['filter=displayName eq "sales"&sortBy=meta.resourceType', ["Group Sales", "License Sales"]],
    [
      "filter=totalAssignmentsPermitted ge 3&sortBy=totalAssignmentsPermitted",
      ["License basic", "License Sales"],
    ],
    [
      "filter=totalAssignmentsPermitted pr or userName pr&sortBy=totalAssignmentsPermitted&sortOrder=descending",
      ["User Ann", "User Sam", "License Sales", "License basic"],
    ],
    ['filter=(userName pr or value sw "B_")&sortBy=userName', ["User Ann", "User Sam", "License basic"]],
    [`filter=${OKTA_ENTITLEMENT}:value eq "A_SALES"`, ["License Sales"]],
    [
      'filter=meta.resourceType eq "Role" and displayName sw "sales"&sortBy=displayName',
      ["Role Sales Manager", "Role Salesperson"],
    ],
    [
      'filter=not (meta.resourceType eq "Role") and displayName pr&sortBy=meta.created',
      ["License Sales", "License basic", "User Ann", "User Sam", "Group Sales"],
    ],
  ])("answers %s", async (query, expected) => {
    expect(await shown(query)).toEqual(expected);
  });

  it.each([
    "id",
    "displayName",
    "meta.created",
    "meta.lastModified",
    "meta.version",
    "meta.location",
    "meta.resourceType",
    "totalAssignmentsUsed",
    "supported",
    "name",
    "type",
    "userName",
    "active",
    "schemas",
    "counts.users",
  ])("pages by %s, by index and by cursor, in one order", async (sortBy) => {
    for (const order of ["ascending", "descending"]) {
      const whole = (await list(`sortBy=${sortBy}&sortOrder=${order}`)).map(({ id }) => id);
      const [byIndex, byCursor]: [string[], string[]] = [[], []];
      for (let start = 1; start <= whole.length; start += 7) {
        const { body } = await scim.get(`/?sortBy=${sortBy}&sortOrder=${order}&startIndex=${start}&count=7`);
        byIndex.push(...body.Resources.map(({ id }: Json) => id));
      }
      for (let cursor: string | undefined = ""; cursor !== undefined; ) {
        const { status, text, body }: Answer = await scim.get(
          `/?sortBy=${sortBy}&sortOrder=${order}&count=7&cursor=${cursor}`,
        );
        if (status !== 200) throw new Error(text);
        byCursor.push(...body.Resources.map(({ id }: Json) => id));
        cursor = body.nextCursor;
      }
      expect([byIndex, byCursor]).toEqual([whole, whole]);
      expect(whole).toHaveLength(24);
    }
  });

  it("refuses a name that no type has, and a value that is none of its attribute", async () => {
    expect(errorOf(await scim.get("/?filter=nothing%20pr"))).toBe("400 invalidFilter");
    expect(errorOf(await scim.get(encodeURI('/?filter=totalAssignmentsUsed eq "x"')))).toBe(
      "400 invalidFilter",
    );
  });

  it("leaves out what the connection is not shown", async () => {
    const plain = await app.secondConnection(scim);

    expect((await plain.get("/")).body.totalResults).toBe(3);
    expect(errorOf(await plain.get("/?filter=totalAssignmentsUsed%20pr"))).toBe("400 invalidFilter");
  });
});
