import fc from "fast-check";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const ROLES = ["Salesperson", "Delegate", "Basic User", "Sales Manager"] as const;
const PATH = `${CRM_USER}:securityRoles`;

interface Step {
  /** Index of the connection; 2 is the administrator. */
  readonly who: number;
  readonly take: boolean;
  readonly roles: readonly string[];
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.integer({ min: 0, max: 2 }),
  take: fc.boolean(),
  roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 }),
});

/** Who gave which role, as the rules have it: a client takes back what it gave, an administrator sets all. */
class Model {
  private readonly given = [new Set<string>(), new Set<string>(), new Set<string>()];

  get held(): string[] {
    return [...new Set(this.given.flatMap((roles) => [...roles]))].sort();
  }

  apply({ who, take, roles }: Step): void {
    const own = this.given[who] ?? new Set();
    const shown = this.held;
    if (who === 2) {
      for (const all of this.given) for (const role of all) if (!roles.includes(role)) all.delete(role);
      for (const role of roles) if (!shown.includes(role)) own.add(role);
    } else if (take) for (const role of roles) own.delete(role);
    // What is shown already is nothing new to anybody.
    else for (const role of roles) if (!shown.includes(role)) own.add(role);
  }
}

describe("roles that several give", () => {
  const app = useTestApp("sqlite");
  let clients: ScimClient[];
  let crm: Crm;
  let ids: Map<string, string>;
  let count = 0;
  beforeAll(async () => {
    const first = await app.connectToCrm();
    clients = [first, await app.secondConnection(first)];
    crm = new Crm(await app.admin(first));
    ids = new Map([...(await crm.roles())].map(([name, role]) => [name, role.id]));
  });

  async function perform(userId: string, { who, take, roles }: Step): Promise<void> {
    if (who === 2) {
      await crm.admin.put(`/instances/main/users/${userId}/roles`, {
        roleIds: roles.map((role) => ids.get(role)),
      });
      return;
    }
    const elements = roles.map((value) => ({ value, instance: "main" }));
    const operations = take
      ? roles.map((role) => ({ op: "remove", path: `${PATH}[value eq "${role}"]` }))
      : [{ op: "add", path: PATH, value: elements }];
    const answer = await clients[who]?.patch(`/Users/${userId}`, operations);
    if (answer?.status !== 200) throw new Error(answer?.text);
  }

  it("are those that somebody gave and nobody took who may, and are shown so", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),

        async (steps) => {
          const { body } = (await clients[0]?.post("/Users", { userName: `user${count++}` })) ?? {};
          const model = new Model();
          for (const one of steps) {
            await perform(body.id, one);
            model.apply(one);
            expect(await crm.rolesOf(body.id)).toEqual(model.held);
          }
          const shown = (await clients[0]?.get(`/Users/${body.id}`))?.body[CRM_USER]?.securityRoles ?? [];
          expect(shown.map(({ value }: { value: string }) => value).sort()).toEqual(model.held);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
