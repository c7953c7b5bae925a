import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER } from "../../support/scim-client.js";

describe.each(DATABASES)("the instances that a SKU opens on %s", (database) => {
  const app = useTestApp(database);

  it("are named by id or name, and a person has one seat for all of them [R043]", async () => {
    const client = await app.connectToCrm();
    const admin = await app.admin(client);
    await admin.post("/instances", { name: "sandbox", type: "sandbox" });
    const [main] = (await admin.get("/instances")).body.value.filter(
      ({ name }: { name: string }) => name === "main",
    );

    const unknown = await admin.post("/licenses", { partNumber: "A", purchased: 2, instances: ["nowhere"] });
    const added = await admin.post("/licenses", { partNumber: "A", purchased: 2, instances: ["MAIN"] });
    const { id } = await client.createUser({
      userName: "ada",
      [CRM_USER]: { licenseSkus: "A", securityRoleNames: "Salesperson" },
    });
    await app.sync();
    const enabledIn = async () =>
      (await admin.get(`/users/${id}/access`)).body.value
        .filter(({ enabled }: { enabled: boolean }) => enabled)
        .map(({ instance }: { instance: { name: string } }) => instance.name)
        .sort();

    expect(problemOf(unknown)).toBe("404 UNKNOWN_INSTANCE");
    expect(added.body.instances).toEqual([main.id]);
    expect(await enabledIn()).toEqual(["main"]);

    await admin.patch("/licenses/A", { instances: ["sandbox", "main"] });
    await app.sync();
    expect(await enabledIn()).toEqual(["main", "sandbox"]);
    expect((await admin.get("/licenses/A")).body).toMatchObject({ assigned: 1, purchased: 2 });

    await admin.patch("/licenses/A", { instances: ["sandbox"] });
    await app.sync();
    expect(await enabledIn()).toEqual(["sandbox"]);
  });
});
