import { queryRows } from "../../../../src/db/query.js";
import { createMetrics } from "../../../../src/observability/metrics.js";
import { startTestApp, type TestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { send } from "../../../support/http.js";
import { CRM_USER, type ScimClient } from "../../../support/scim-client.js";

describe.each(DATABASES)("gauges of the database on %s", (database) => {
  let app: TestApp;
  let client: ScimClient;

  beforeEach(async () => {
    app = await startTestApp(database);
    client = await app.connectToCrm();
    await (await app.admin(client)).post("/licenses", { partNumber: "CRM", purchased: 5 });
  });
  afterEach(() => app.close());

  /** The values of a gauge, by its labels but the tenant, whose name is made up. */
  const valuesOf = async (name: string): Promise<Record<string, number>> => {
    const { text } = await send(app.url, { method: "GET", path: "/metrics" });
    const lines = text
      .split("\n")
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    return Object.fromEntries(
      lines.map((line) => [
        line.slice(name.length, line.lastIndexOf(" ")).replace(/tenant="[0-9a-f-]{36}",/, ""),
        Number(line.slice(line.lastIndexOf(" "))),
      ]),
    );
  };

  it("tell what waits, records by state and seats by use, as they are when somebody looks", async () => {
    expect(await valuesOf("usher_sync_tasks_waiting")).toEqual({ "": 0 });
    expect(await valuesOf("usher_records")).toEqual({});
    const ids: string[] = [];
    for (const userName of ["ada", "bob", "cy"]) {
      const user = {
        userName,
        emails: [{ value: `${userName}@contoso.com` }],
        [CRM_USER]: { licenseSkus: "CRM" },
      };
      ids.push((await client.createUser(user)).id);
    }
    expect(await valuesOf("usher_sync_tasks_waiting")).toEqual({ "": 3 });

    await app.sync();
    await client.delete(`/Users/${ids[0]}`);
    await app.sync();

    expect(await valuesOf("usher_sync_tasks_waiting")).toEqual({ "": 0 });
    expect(await valuesOf("usher_sync_lag_seconds")).toEqual({ "": 0 });
    expect(await valuesOf("usher_records")).toEqual({
      '{instance="main",state="enabled"}': 2,
      '{instance="main",state="disabled"}': 1,
    });
    expect(await valuesOf("usher_seats")).toEqual({
      '{sku="CRM",state="assigned"}': 2,
      '{sku="CRM",state="held"}': 0,
      '{sku="CRM",state="free"}': 3,
    });
  });

  it("have a bounded number of series: the rest is added up", async () => {
    await queryRows(
      app.db.write,
      `insert into skus (tenant_id, id, part_number, part_number_key, display_name, purchased, offer_minimum,
         billing_cycle, next_cycle_at, assigned, held, version, created_at, last_modified_at)
       select s.tenant_id, s.id || n.n, s.part_number || n.n, s.part_number_key || n.n, s.display_name, 5, 0,
         s.billing_cycle, s.next_cycle_at, 0, 0, 1, 0, 0
       from skus s, (with recursive n (n) as (select 1 union all select n + 1 from n where n < 149)
         select n from n) n`,
    );

    const values = await valuesOf("usher_seats");

    expect(Object.keys(values)).toHaveLength(303);
    const others = Object.entries(values).filter(([labels]) => labels.includes('tenant="other",sku="other"'));
    expect(Object.fromEntries(others)).toEqual({
      '{tenant="other",sku="other",state="assigned"}': 0,
      '{tenant="other",sku="other",state="held"}': 0,
      '{tenant="other",sku="other",state="free"}': 250,
    });
  });

  it("are left out when they cannot be read, and the other metrics are told as ever", async () => {
    const metrics = createMetrics();
    let isAway = false;
    metrics.addGauges({
      gauges: [{ name: "test_gauge", help: "One.", labels: ["of"] }],
      read: async () => {
        if (isAway) throw new Error("the database is away");
        return [{ name: "test_gauge", labels: { of: "us" }, value: 7 }];
      },
    });

    expect(await metrics.exposition()).toContain('test_gauge{of="us"} 7\n');
    isAway = true;
    const text = await metrics.exposition();
    expect(text).not.toContain("test_gauge{");
    expect(text).toContain("usher_provisioning_log_dropped_total 0\n");
  });
});
