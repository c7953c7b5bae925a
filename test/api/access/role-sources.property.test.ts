import fc from "fast-check";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const RUNS = runs(8, 40);
const ROLES = ["Salesperson", "Delegate", "Basic User", "Sales Manager"] as const;
const PATH = `${CRM_USER}:securityRoles`;

/** Two connections by the extension, one of them by core `roles` too, and administrators. */
const WAYS = ["a", "b", "core", "administrator"] as const;
type Way = (typeof WAYS)[number];

interface Step {
  readonly way: Way;
  readonly take: boolean;
  readonly roles: readonly string[];
  readonly spelling: "list" | "flat" | "whole";
}

const step: fc.Arbitrary<Step> = fc.record({
  way: fc.constantFrom(...WAYS),
  take: fc.boolean(),
  roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 }),
  spelling: fc.constantFrom("list", "flat", "whole"),
});

const nameOf = ({ value, instance }: { value: string; instance?: string }): string => `${value}@${instance}`;

/** Who gave which role, as the rules have it: a client takes back what it gave, an administrator sets all. */
class Model {
  private readonly given = new Map(WAYS.map((way) => [way, new Set<string>()]));

  get held(): string[] {
    return [...new Set([...this.given.values()].flatMap((roles) => [...roles]))].sort();
  }

  apply({ way, take, roles, spelling }: Step): void {
    const own = this.given.get(way) ?? new Set();
    if (way === "administrator") {
      for (const all of this.given.values())
        for (const role of all) if (!roles.includes(role)) all.delete(role);
      for (const role of roles) own.add(role);
    } else if (take) for (const role of roles) own.delete(role);
    else {
      if (spelling !== "list") own.clear();
      for (const role of roles) own.add(role);
    }
  }
}

describe.each(DATABASES)("roles that several give on %s", (database) => {
  const app = useTestApp(database);
  let clients: Readonly<Record<"a" | "b" | "core", ScimClient>>;
  let crm: Crm;
  let ids: Map<string, string>;
  let count = 0;
  beforeAll(async () => {
    const a = await app.connectToCrm();
    const b = await app.secondConnection(a);
    clients = { a, b, core: b };
    crm = new Crm(await app.admin(a));
    ids = new Map([...(await crm.roles())].map(([name, role]) => [name, role.id]));
  });

  async function perform(userId: string, { way, take, roles, spelling }: Step): Promise<void> {
    if (way === "administrator") {
      const roleIds = roles.map((role) => ids.get(role));
      await crm.admin.put(`/instances/main/users/${userId}/roles`, { roleIds });
      return;
    }
    const path = way === "core" ? "roles" : PATH;
    const elements: { value: string; instance?: string }[] = roles.map((value) =>
      way === "core" ? { value: `${value}@main` } : { value, instance: "main" },
    );
    const additions = {
      list: { op: "add", path, value: elements },
      whole: { op: "replace", path, value: elements },
      flat: { op: "replace", path: `${PATH.slice(0, -1)}Names`, value: elements.map(nameOf).join(";") },
    };
    const answer = await clients[way].patch(
      `/Users/${userId}`,
      take
        ? elements.map(({ value }) => ({ op: "remove", path: `${path}[value eq "${value}"]` }))
        : [additions[way === "core" && spelling === "flat" ? "whole" : spelling]],
    );
    if (answer.status !== 200) throw new Error(answer.text);
  }

  it("are those that somebody gave and nobody took who may, and are shown so", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { id } = await clients.a.createUser({ userName: `user${count++}` });
        const model = new Model();
        for (const one of steps) {
          await perform(id, one);
          model.apply(one);
        }
        expect({ steps, roles: await crm.rolesOf(id) }).toEqual({ steps, roles: model.held });
        const shown = (await clients.a.get(`/Users/${id}`)).body[CRM_USER]?.securityRoles ?? [];
        expect(shown.map(({ value }: { value: string }) => value).sort()).toEqual(model.held);
      }),
      { numRuns: RUNS },
    );
  }, 90_000);
});
