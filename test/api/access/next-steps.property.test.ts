import fc from "fast-check";
import { DAY, HOUR } from "../../../src/db/duration.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { type Answer, send } from "../../support/http.js";
import { CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";

/** What a world is made of; each value is brought about by requests. */
const WORLD = fc.record({
  license: fc.constantFrom("direct", "group", "none", "waiting", "lost"),
  sku: fc.constantFrom("opens", "opens", "opens another", "none opens"),
  guard: fc.constantFrom("none", "member", "outside", "nested", "deleted"),
  mode: fc.constantFrom("Read-Write", "Read", "Administrative", "Non-interactive"),
  role: fc.constantFrom("own", "own", "none", "of a team"),
  office: fc.constantFrom(undefined, undefined, "service", "global"),
  invitation: fc.constantFrom("none", "none", "open", "expired", "revoked", "rejected"),
  away: fc.constantFrom("never", "never", "and back", "blocked", "deleted"),
  isSynchronized: fc.boolean(),
});

type World = typeof WORLD extends fc.Arbitrary<infer T> ? T : never;

interface Reason {
  readonly code: string;
  readonly effect: "disables" | "refuses" | "explains";
  readonly nextStep: string;
}

/** Random worlds of a run; more of them by hand. */
const RUNS = Number(process.env["NEXT_STEP_WORLDS"] ?? runs(5, 15));

describe.each(DATABASES)("the told next steps on %s", (database) => {
  let now = Date.UTC(2026, 4, 1);
  const app = useTestApp(database, { now: () => now });
  let scim: ScimClient;
  let crm: Crm;
  let as: Record<"global" | "service" | "billing" | "userManagement", AdminClient>;
  let ann: string;
  let link: string | undefined;
  /** How often the step of a reason was taken. */
  const taken = new Map<string, number>();

  const must = async (answer: Promise<Answer>): Promise<Answer> => {
    const found = await answer;
    if (found.status >= 300) throw new Error(`${found.status} ${found.text}`);
    return found;
  };
  const settle = async (): Promise<void> => {
    await expireDueOfTenants(app.db, now);
    await app.sync();
  };
  const tell = async (): Promise<readonly Reason[]> =>
    (await must(as.global.get(`/users/${ann}/access?instance=main`))).body.value[0].reasons;
  const groupOf = async (name: string): Promise<string> =>
    (await scim.find("/Groups", `displayName eq "${name}"`))[0].id;
  const add = (group: string, id: string) =>
    must(as.userManagement.post(`/groups/${group}/members`, { add: [id] }));
  const set = (path: string, value: unknown) =>
    must(scim.patch(`/Users/${ann}`, [{ op: "replace", path, value }]));
  const answer = async (how: "accept" | "reject") =>
    must(send(app.url, { method: "POST", path: `/invitations/${link}/${how}` }));
  const invite = async (): Promise<void> => {
    link = (await must(as.userManagement.post(`/users/${ann}/invitation`))).body.token;
  };

  async function build(world: World): Promise<void> {
    now += DAY;
    scim = await app.withToken(await app.connectToCrm(), { scopes: ["scim", "scim.adminroles"] });
    const admins = await Promise.all(
      (["global", "service", "billing", "userManagement"] as const).map(
        async (role) => [role, await app.admin(scim, [role])] as const,
      ),
    );
    as = Object.fromEntries(admins) as typeof as;
    // Of a global administrator only another one may change anything.
    if (world.office === "global") as = { ...as, userManagement: as.global };
    crm = new Crm(as.global);
    await scim.createUser({ userName: "chief", [CRM_USER]: { administratorRoles: ["global"] } });
    await crm.addInstance("other");
    await must(as.global.post("/licenses", { partNumber: "CRM", purchased: 1, instances: ["main"] }));
    ann = (await scim.createUser({ userName: "ann", [CRM_USER]: { licenseSkus: "CRM" } })).id;
    await crm.setRoles(ann, ["Salesperson"]);
    await settle();
    if (world.mode !== "Read-Write") await set(`${CRM_USER}:accessMode`, world.mode);
    await settle();
    await invited(world);
    await licensed(world);
    await guarded(world);
    if (world.role !== "own") await crm.setRoles(ann, []);
    if (world.office !== undefined) await set(`${CRM_USER}:administratorRoles`, [world.office]);
    if (world.role === "of a team") {
      const group = (await scim.createGroup("Team", [ann])).id;
      const roles = [await crm.roleId("Salesperson")];
      await must(as.global.post("/instances/main/teams", { name: "Team", groupId: group, roles }));
    }
    await goneAway(world);
    if (world.isSynchronized) await settle();
  }

  async function invited({ invitation }: World): Promise<void> {
    if (invitation === "none") return;
    await invite();
    if (invitation === "expired") now += 30 * DAY;
    if (invitation === "rejected") await answer("reject");
    if (invitation === "revoked") {
      const [{ id }] = (await must(as.global.get(`/invitations?user=${ann}`))).body.value;
      await must(as.userManagement.post(`/invitations/${id}/revoke`));
    }
    await settle();
  }

  async function licensed({ license, sku }: World): Promise<void> {
    if (license !== "direct") await must(as.global.post(`/users/${ann}/licenses`, { remove: ["CRM"] }));
    if (license === "waiting") {
      await scim.createUser({ userName: "bob", [CRM_USER]: { licenseSkus: "CRM" } });
    }
    if (license === "group" || license === "waiting") {
      const group = (await scim.createGroup("Licensed", [ann])).id;
      const licenses = [{ skuPartNumber: "CRM" }];
      await must(
        scim.patch(`/Groups/${group}`, [{ op: "add", path: `${CRM_GROUP}:licenses`, value: licenses }]),
      );
    }
    if (license === "lost") {
      await scim.createUser({ userName: "bob", [CRM_USER]: { licenseSkus: "CRM" } });
    }
    if (sku !== "opens") await must(as.global.patch("/licenses/CRM", { instances: ["other"] }));
    if (sku === "opens another") {
      await must(as.global.post("/licenses", { partNumber: "CRM2", purchased: 1, instances: ["main"] }));
    }
    await settle();
  }

  async function guarded({ guard }: World): Promise<void> {
    if (guard === "none") return;
    const inner = (await scim.createGroup("Inner", [ann])).id;
    const members = { member: [ann], outside: [], nested: [inner], deleted: [ann] }[guard];
    const id = (await scim.createGroup("Guard", members)).id;
    await must(as.service.put("/instances/main/guard", { groupId: id }));
    if (guard === "deleted") await must(scim.delete(`/Groups/${id}`));
    await settle();
  }

  async function goneAway({ away }: World): Promise<void> {
    if (away === "never") return;
    if (away === "deleted") {
      await must(scim.delete(`/Users/${ann}`));
      return;
    }
    await set("active", false);
    await settle();
    now += 2 * HOUR;
    if (away === "and back") await set("active", true);
  }

  /** Every sentence that tells to do something, and how the person whom it tells does that. */
  const PLAYS: readonly (readonly [RegExp, (found: RegExpExecArray) => Promise<unknown>])[] = [
    [/^Restore the user/, () => must(as.userManagement.post(`/deleted-users/${ann}/restore`))],
    [/have the provider send active=true/, () => set("active", true)],
    [
      /^Ask an administrator.*active=true/,
      () => must(as.userManagement.patch(`/users/${ann}`, { active: true })),
    ],
    [
      /^Buy or free a seat of the license "(\w+)" \(\d+ available\)(, then process| and assign)/,
      async ([, sku, then]) => {
        await must(as.billing.post(`/licenses/${sku}/purchase`, { seats: 1 }));
        if (then === ", then process") await must(as.userManagement.post(`/users/${ann}/licenses/reprocess`));
        else await must(as.userManagement.post(`/users/${ann}/licenses`, { add: [sku] }));
      },
    ],
    [
      /^Assign a license "(\w+)" \(\d+ available\)/,
      ([, sku]) => must(as.userManagement.post(`/users/${ann}/licenses`, { add: [sku] })),
    ],
    [
      /^Have a global or billing administrator add the instance "(\w+)" to the instances of a SKU, then assign/,
      async ([, instance]) => {
        await must(as.billing.patch("/licenses/CRM", { instances: [instance] }));
        const held = (await must(as.global.get(`/users/${ann}/licenses`))).body.value;
        if (held.some(({ status }: { status: string }) => status === "active")) return;
        await must(as.billing.post("/licenses/CRM/purchase", { seats: 1 }));
        await must(as.userManagement.post(`/users/${ann}/licenses`, { add: ["CRM"] }));
      },
    ],
    [
      /^Add the user (?:directly )?to the group "(\w+)"/,
      async ([, name = ""]) => add(await groupOf(name), ann),
    ],
    [
      /^Ask a global or service administrator: the group "\w+" is deleted; .* instance "(\w+)", or clear/,
      ([, instance]) => must(as.service.delete(`/instances/${instance}/guard`)),
    ],
    [/^Synchronize now/, () => must(as.service.post("/sync", { userId: ann }))],
    [
      /^(?:Send an invitation|Send a new invitation|Ask the person, then send a new invitation)/,
      async () => {
        await invite();
        const steps = await tell();
        expect(steps.map(({ code }) => code)).toContain("INVITATION_PENDING");
      },
    ],
    [
      /^Remind the person or send the invitation again/,
      async () => {
        await invite();
        await answer("accept");
      },
    ],
    [/^Assign a security role/, () => must(crm.setRoles(ann, ["Salesperson"]))],
    [/or assign a role\.$/, () => must(crm.setRoles(ann, ["Salesperson"]))],
    [
      /^Remove the license "(\w+)"/,
      ([, sku]) => must(as.userManagement.post(`/users/${ann}/licenses`, { remove: [sku] })),
    ],
    [
      /^Take the user out of the group "(\w+)", which gives the license/,
      async ([, name = ""]) =>
        must(as.userManagement.post(`/groups/${await groupOf(name)}/members`, { remove: [ann] })),
    ],
  ];

  /** Takes the steps of what refuses, the first one first, then of what explains; each must remove its reason. */
  async function play(): Promise<void> {
    for (let step = 0; step < 15; step++) {
      const reasons = await tell();
      const next =
        reasons.find(({ effect }) => effect !== "explains") ??
        reasons.find(({ nextStep }) => !nextStep.startsWith("Nothing to do"));
      if (next === undefined) return;
      const done = PLAYS.flatMap(([pattern, act]) => {
        const found = pattern.exec(next.nextStep);
        return found === null ? [] : [() => act(found)];
      });
      if (done.length !== 1) throw new Error(`${done.length} ways to do "${next.nextStep}"`);
      try {
        await done[0]?.();
      } catch (cause) {
        throw new Error(`${next.code}: "${next.nextStep}" cannot be taken`, { cause });
      }
      await settle();
      taken.set(next.code, (taken.get(next.code) ?? 0) + 1);
      const left = (await tell()).map(({ code }) => code);
      if (left.includes(next.code)) throw new Error(`${next.code} stays after "${next.nextStep}"`);
    }
    throw new Error(`no end: ${JSON.stringify(await tell())}`);
  }

  it(
    `can be taken and remove their reasons, in ${RUNS} random worlds`,
    async () => {
      await fc.assert(
        fc.asyncProperty(WORLD, async (world) => {
          await build(world);
          await play();
          const [access] = (await must(as.global.get(`/users/${ann}/access?instance=main`))).body.value;
          expect(access.features).not.toBe("none");
        }),
        { numRuns: RUNS },
      );
      // Each world needs a step or more, but for those in which nothing is wrong.
      const steps = [...taken.values()].reduce((sum, count) => sum + count, 0);
      expect(steps).toBeGreaterThan(RUNS / 2);
    },
    RUNS * 20_000,
  );
});
