import fc from "fast-check";
import { getInstance } from "../../../../src/access/instances.js";
import { decisionOf } from "../../../../src/crm/decision/decisions.js";
import { loadFacts } from "../../../../src/crm/decision/load-facts.js";
import { queryRows } from "../../../../src/db/query.js";
import { useTestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { runs } from "../../../support/extent.js";
import { Kinds } from "../../../support/kinds.js";
import { CRM_USER } from "../../../support/scim-client.js";

const PEOPLE = 4;
const MODES = ["Read-Write", "Administrative", "Read", "Non-interactive"] as const;

const person = fc.integer({ min: 0, max: PEOPLE - 1 });
/** Mostly the one that is short. */
const mode = fc.constantFrom(...MODES, "Non-interactive", "Non-interactive", "Non-interactive");

/** What somebody does, of whatever interface; refusals are as good as successes. */
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("mode" as const), person, mode }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("default" as const), person, mode }) },
  fc.record({ do: fc.constant("license" as const), person, on: fc.boolean() }),
  fc.record({ do: fc.constant("active" as const), person, on: fc.boolean() }),
  fc.record({ do: fc.constant("roles" as const), person, on: fc.boolean() }),
  fc.record({ do: fc.constant("delete" as const), person }),
  fc.record({ do: fc.constant("restore" as const), person }),
  fc.record({ do: fc.constant("limit" as const), to: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ do: fc.constant("stub" as const), person }),
  fc.record({ do: fc.constant("enableStub" as const) }),
  fc.record({ do: fc.constant("application" as const) }),
  fc.record({ do: fc.constant("sync" as const) }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

describe.each(DATABASES)("kinds and modes under any sequence of changes on %s", (database) => {
  const app = useTestApp(database);

  async function act(crm: Kinds, ids: readonly string[], one: Action): Promise<void> {
    const id = "person" in one ? (ids[one.person] ?? "") : "";
    const set = (values: object) => crm.set(id, values);
    switch (one.do) {
      case "mode":
        await crm.setMode(id, one.mode);
        return;
      case "default":
        await set({ accessMode: one.mode });
        return;
      case "license":
        await set({ licenseSkus: one.on ? "CRM" : "none" });
        return;
      case "active":
        await crm.client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: one.on }]);
        return;
      case "roles":
        await set({ securityRoleNames: one.on ? "Salesperson" : "none" });
        return;
      case "delete":
        await crm.client.delete(`/Users/${id}`);
        return;
      case "restore":
        await crm.admin.post(`/deleted-users/${id}/restore`);
        return;
      case "limit":
        await crm.admin.patch("/settings", { "nonInteractive.limit": one.to });
        return;
      case "stub":
        await crm.admin.send(
          "POST",
          "/instances/main/imports",
          `table,id,owner\na,1,p${one.person}\na,2,new@x\n`,
          {
            "Content-Type": "text/csv",
          },
        );
        return;
      case "enableStub":
        for (const stub of await crm.records("stub")) {
          await crm.setMode(stub.id, "Non-interactive");
          await crm.client.patch(`/Users/${stub.id}`, [{ op: "replace", path: "active", value: true }]);
          await crm.admin.post(`/users/${stub.id}/licenses`, { add: ["CRM"] });
        }
        return;
      case "application":
        await crm.admin.post("/instances/main/application-users", {
          applicationId: "01890000-0000-7000-8000-000000000001",
          displayName: "ERP",
        });
        return;
      default:
        await app.sync();
    }
  }

  /** Who is let in without being enabled or without a role. R151 */
  async function intruders(crm: Kinds, ids: readonly string[]): Promise<string[]> {
    const { db } = app;
    const instance = await getInstance(db.write, crm.tenantId, "main");
    const loaded = await loadFacts(db.write, crm.tenantId, ids, [instance], Date.now());
    return loaded.flatMap((one) => {
      const { canSignIn, enabled } = decisionOf(one);
      const isWell = !canSignIn || (enabled && one.record?.enabled === true && one.roles.length > 0);
      return isWell ? [] : [one.userId];
    });
  }

  /** Whose representation tells another kind than the records do. */
  async function mislabeled(crm: Kinds): Promise<string[]> {
    const rows = await queryRows<{ id: string; resource: string; places: number }>(
      app.db.write,
      `select u.id, u.resource, (select count(*) from records r where r.tenant_id = u.tenant_id and r.user_id = u.id
         and r.kind = 'person' and r.access_mode = 'nonInteractive') as places
       from users u where u.tenant_id = ?`,
      [crm.tenantId],
    );
    return rows.flatMap(({ id, resource, places }) => {
      const shown = JSON.parse(resource)[CRM_USER]?.userKind === "nonInteractive";
      return shown === places > 0 ? [] : [id];
    });
  }

  it("keeps the limit, lets in who is enabled and has a role, and never a stub [R150, R151, R152]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), async (actions) => {
        const crm = await Kinds.start(app);
        await crm.admin.patch("/settings", { "nonInteractive.limit": 1 });
        const ids: string[] = [];
        for (let i = 0; i < PEOPLE; i++) {
          ids.push(await crm.person(`p${i}`, i === 0 ? { accessMode: "Non-interactive" } : {}));
        }
        await app.sync();
        for (const one of actions) {
          await act(crm, ids, one);
          expect(await crm.faults()).toEqual([]);
          expect(await mislabeled(crm)).toEqual([]);
          expect(await intruders(crm, ids)).toEqual([]);
        }
        await app.sync();
        expect(await crm.faults()).toEqual([]);
        expect(await intruders(crm, ids)).toEqual([]);
      }),
      { numRuns: runs(4, 12) },
    );
  }, 120_000);
});
