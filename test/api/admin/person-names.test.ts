import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";

describe.each(DATABASES)("the names of people in lists on %s", (database) => {
  const app = useTestApp(database);

  it("stand in the seats, the ledger and the audit trail; in the ledger also those of a deleted user", async () => {
    const client = await app.connectToCrm();
    const admin = await app.admin(client);
    const { id } = await client.createUser({ userName: "ada", displayName: "Ada Lovelace" });
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
    await admin.post(`/users/${id}/licenses`, { add: ["CRM"] });
    const names = { userName: "ada", displayName: "Ada Lovelace" };

    const seats = (await admin.get("/licenses/CRM/seats")).body.value;
    const audit = (await admin.get(`/audit?resourceId=${id}`)).body.value;
    await admin.delete(`/users/${id}`);
    const ledger = (await admin.get("/licenses/CRM/ledger")).body.value;
    const after = (await admin.get(`/audit?resourceId=${id}`)).body.value;

    expect(seats).toMatchObject([{ id, ...names }]);
    expect(ledger.find((one: { userId?: string }) => one.userId === id)).toMatchObject(names);
    expect(audit.length).toBeGreaterThan(0);
    for (const one of audit) expect(one).toMatchObject(names);
    expect(after.length).toBeGreaterThan(audit.length);
    for (const one of after) expect(one).not.toHaveProperty("userName");
  });
});
