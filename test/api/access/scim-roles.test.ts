import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("security roles over SCIM on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  beforeAll(async () => {
    scim = await app.connectToCrm();
  });

  let count = 0;
  const userName = (): string => `user${count++}`;
  const crmOf = async (id: string) => (await scim.get(`/Users/${id}`)).body[CRM_USER];

  it("lists every role that is given, with where it comes from [R065]", async () => {
    const { body } = await scim.post("/Users", {
      userName: userName(),
      [CRM_USER]: { securityRoles: [{ value: "Salesperson" }, { value: "basic user", instance: "MAIN" }] },
    });

    expect(body[CRM_USER]).toEqual({
      securityRoles: [
        { value: "Salesperson", display: "Salesperson", source: "direct" },
        { value: "basic user", display: "Basic User", instance: "MAIN", source: "direct" },
      ],
      securityRoleNames: "Salesperson;basic user@MAIN",
    });
    expect(await crmOf(body.id)).toEqual(body[CRM_USER]);
  });
});
