import fc from "fast-check";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import type { Answer } from "../../support/http.js";
import { CORE_USER, CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

const RUNS = runs(8, 40);

/** By whom, or by what, a license comes. */
const WAYS = ["a", "b", "group", "invitation", "administrator"] as const;
type Way = (typeof WAYS)[number];

/** How a connection writes what it wishes; all say the same. */
const SPELLINGS = ["add", "flat", "replace", "put", "pathless"] as const;
type Spelling = (typeof SPELLINGS)[number];

interface Step {
  readonly way: Way;
  readonly deed: "give" | "take";
  readonly spelling: Spelling;
}

const step: fc.Arbitrary<Step> = fc.record({
  way: fc.constantFrom(...WAYS),
  deed: fc.constantFrom("give" as const, "give" as const, "take" as const),
  spelling: fc.constantFrom(...SPELLINGS),
});

/** Who gives the license, after any steps. */
function expected(steps: readonly Step[]): { readonly ways: ReadonlySet<Way>; readonly status: string } {
  const ways = new Set<Way>();
  for (const { way, deed } of steps) {
    if (deed === "give") ways.add(way);
    // An administrator takes it from whoever gave it directly; where a group alone gives it, that is refused.
    else if (way === "administrator") {
      const isInherited =
        ways.has("group") && !["a", "b", "administrator"].some((one) => ways.has(one as Way));
      for (const one of WAYS) if (one !== "group" && !isInherited) ways.delete(one);
    } else ways.delete(way);
  }
  const lasting = [...ways].filter((way) => way !== "invitation").length > 0;
  return { ways, status: lasting ? "active" : ways.size > 0 ? "held" : "none" };
}

describe.each(DATABASES)("a license that several give on %s", (database) => {
  const app = useTestApp(database);
  let clients: Readonly<Record<"a" | "b", ScimClient>>;
  let admin: AdminClient;
  let group: string;
  let count = 0;
  beforeAll(async () => {
    const a = await app.connect();
    clients = { a, b: await app.secondConnection(a) };
    admin = await app.admin(a);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5000 });
    await admin.post("/licenses", { partNumber: "OTHER", purchased: 5000 });
    const made = await a.create("/Groups", {
      displayName: "sales",
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    group = made.id;
  });

  async function byConnection(client: ScimClient, id: string, name: string, one: Step): Promise<Answer> {
    const path = `/Users/${id}`;
    const [attribute, flat] = [`${CRM_USER}:licenses`, `${CRM_USER}:licenseSkus`];
    const list = one.deed === "give" ? [{ skuPartNumber: "CRM" }] : [];
    const text = one.deed === "give" ? "crm" : "none";
    switch (one.spelling) {
      case "add":
        return one.deed === "give"
          ? client.patch(path, [{ op: "add", path: attribute, value: list }])
          : client.patch(path, [{ op: "remove", path: `${attribute}[skuPartNumber eq "CRM"]` }]);
      case "flat":
        return client.patch(path, [{ op: "replace", path: flat, value: text }]);
      case "replace":
        return client.patch(path, [{ op: "replace", path: attribute, value: list }]);
      case "pathless":
        return client.patch(path, [{ op: "replace", value: { [flat]: text } }]);
      default:
        return client.put(path, { schemas: [CORE_USER], userName: name, [CRM_USER]: { licenses: list } });
    }
  }

  async function perform(id: string, name: string, one: Step): Promise<Answer> {
    const isGiven = one.deed === "give";
    if (one.way === "a" || one.way === "b") return byConnection(clients[one.way], id, name, one);
    if (one.way === "administrator") {
      return admin.post(`/users/${id}/licenses`, isGiven ? { add: ["CRM"] } : { remove: ["CRM"] });
    }
    if (one.way === "group") {
      const members = isGiven
        ? { op: "add", path: "members", value: [{ value: id }] }
        : { op: "remove", path: `members[value eq "${id}"]` };
      return clients.a.patch(`/Groups/${group}`, [members]);
    }
    if (isGiven) return admin.post(`/users/${id}/invitation`, { skuId: "CRM" });
    const [open] = (await admin.get(`/invitations?user=${id}`)).body.value;
    return admin.post(`/invitations/${open?.id ?? "none"}/revoke`);
  }

  /** `licenses:x` of the list of seats by the names of the ways. */
  function wayOf(source: string): Way {
    if (source === "admin") return "administrator";
    if (source.startsWith("group:")) return "group";
    if (source.startsWith("invitation:")) return "invitation";
    return source.endsWith(clients.a.connectionId) ? "a" : "b";
  }

  async function found(id: string): Promise<{ ways: Way[]; status: string }> {
    const seats = await admin.all("/licenses/CRM/seats?limit=1000");
    const seat = seats.find((one) => one.id === id);
    const ways = (seat?.sources ?? []).map((source: string) => wayOf(source));
    return { ways: [...new Set<Way>(ways)].sort(), status: seat?.status ?? "none" };
  }

  it("is the person's as long as one of them gives it, in whatever order they came and went [R057, R060]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
        const name = `u${count++}`;
        const { id } = await clients.a.createUser({ userName: name });
        for (const one of steps) {
          const { status, text } = await perform(id, name, one);
          // What is not there cannot be revoked; what only a group gives is not an administrator's to take.
          if (status >= 500 || (status >= 400 && one.deed === "give")) throw new Error(text);
        }
        const { ways, status } = expected(steps);
        expect({ steps, ...(await found(id)) }).toEqual({ steps, ways: [...ways].sort(), status });
        const shown = (await clients.b.get(`/Users/${id}`)).body[CRM_USER]?.licenses ?? [];
        expect(shown.map((one: Record<string, string>) => one["status"])).toEqual(
          status === "none" ? [] : [status],
        );
        await clients.a.delete(`/Users/${id}`);
      }),
      { numRuns: RUNS },
    );
    expect(await seatFaults(app.db, clients.a.tenantId)).toEqual([]);
  }, 120_000);
});
