import { parse } from "csv-parse/sync";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import type { ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("a list as comma-separated values on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  beforeAll(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
  });

  const read = (path: string, accept = "text/csv") =>
    send(app.url, {
      method: "GET",
      path: `/admin/v1${path}`,
      headers: { Authorization: `Bearer ${admin.token}`, Accept: accept },
    });
  const rowsOf = async (path: string): Promise<Record<string, string>[]> => {
    const { status, headers, text } = await read(path);
    expect([status, headers["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
    return parse(text, { columns: true });
  };

  it("has the rows of all pages that the filters leave, and no cell that is a formula", async () => {
    for (const [userName, title] of [
      ["ann", "=SUM(A1)"],
      ["anna", 'a "quoted", title\nof two lines'],
      ["bob", "-"],
    ] as const) {
      await client.createUser({
        userName,
        title,
        emails: [{ value: `${userName}@x.com` }, { value: "o@x.com" }],
      });
    }
    const rows = await rowsOf("/users?filter=userName%20sw%20%22an%22&sortBy=userName&limit=1");
    expect(rows).toMatchObject([
      { userName: "ann", title: "'=SUM(A1)", emails: "ann@x.com; o@x.com" },
      { userName: "anna", title: 'a "quoted", title\nof two lines' },
    ]);
    expect(rows[0]).toHaveProperty("department");
  });

  it("is had of every paged list, with its own columns", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
    const { body: group } = await admin.post("/groups", { displayName: "Sales", members: [] });
    const { body: job } = await admin.post("/jobs", {
      kind: "block",
      userIds: [(await client.createUser({ userName: "zoe" })).id],
    });
    for (const [path, column] of [
      ["/licenses/CRM/seats", "status"],
      ["/licenses/CRM/ledger", "movement"],
      ["/audit", "actor.kind"],
      ["/provisioning-log", "operation"],
      ["/sync/tasks", "cause"],
      [`/groups/${group.id}/members`, "displayName"],
      [`/jobs/${job.id}/results`, "state"],
    ] as const) {
      const { status, text } = await read(path);
      expect([path, status, text.split("\r\n", 1)[0]]).toEqual([path, 200, expect.stringContaining(column)]);
    }
    expect(await rowsOf("/licenses/CRM/ledger")).not.toEqual([]);
  });

  it("is asked for by name, and refused as the list itself", async () => {
    expect((await read("/users", "*/*")).headers["content-type"]).toContain("application/json");
    expect(problemOf(await read("/users?filter=x"))).toBe("400 invalidFilter");
    expect((await read("/licenses/NONE/seats")).status).toBe(404);
  });
});
