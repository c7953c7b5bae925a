import fc from "fast-check";
import type { Database } from "../../../src/db/connect.js";
import { DAY } from "../../../src/db/duration.js";
import { newId } from "../../../src/db/new-id.js";
import { queryRows } from "../../../src/db/query.js";
import type { Context } from "../../../src/effects/context.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import { AppError } from "../../../src/errors.js";
import { acceptHold, holdSeat, releaseHold } from "../../../src/licensing/holds.js";
import { findLicenses } from "../../../src/licensing/license-view.js";
import { getSku } from "../../../src/licensing/skus.js";
import { CRM_GROUP_URN } from "../../../src/schema/definitions/crm-group.js";
import { CRM_USER_URN } from "../../../src/schema/definitions/crm-user.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { createGroup, readNewGroup } from "../../../src/use-cases/groups/create-group.js";
import { updateGroup } from "../../../src/use-cases/groups/update-group.js";
import { addSku } from "../../../src/use-cases/licenses/add-sku.js";
import { changeLicenses, reassignLicense } from "../../../src/use-cases/licenses/change-licenses.js";
import { buySeats } from "../../../src/use-cases/licenses/change-sku.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import {
  askForReduction,
  carryOutReduction,
  takeReductionBack,
} from "../../../src/use-cases/licenses/reduce-seats.js";
import { inSeatTransaction } from "../../../src/use-cases/seat-transaction.js";
import { createUser, readNewUser } from "../../../src/use-cases/users/create-user.js";
import { deleteUser } from "../../../src/use-cases/users/delete-user.js";
import { updateUser } from "../../../src/use-cases/users/update-user.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { seatFaults } from "../../support/seat-invariants.js";

/** Another one for each run; a failure's title tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

const OPERATIONS = runs(300, 1000);
const SKUS = ["A", "B"] as const;
const PEOPLE = 12;
const ANY = { ifMatch: undefined, ifNoneMatch: undefined };

const sku = fc.constantFrom(...SKUS);
const person = fc.nat(PEOPLE - 1);
const operation = fc.oneof(
  fc.record({ kind: fc.constant("assign" as const), person, sku }),
  fc.record({ kind: fc.constant("remove" as const), person, sku }),
  fc.record({ kind: fc.constant("reassign" as const), person, to: person, sku }),
  fc.record({ kind: fc.constant("scim" as const), person, skus: fc.subarray([...SKUS]), soft: fc.boolean() }),
  fc.record({ kind: fc.constant("active" as const), person, active: fc.boolean() }),
  fc.record({ kind: fc.constant("join" as const), person, group: fc.nat(1) }),
  fc.record({ kind: fc.constant("leave" as const), person, group: fc.nat(1) }),
  fc.record({ kind: fc.constant("license" as const), group: fc.nat(1), skus: fc.subarray([...SKUS]) }),
  fc.record({ kind: fc.constant("hold" as const), person, sku, days: fc.nat(20) }),
  fc.record({ kind: fc.constant("accept" as const), person }),
  fc.record({ kind: fc.constant("reject" as const), person }),
  fc.record({ kind: fc.constant("replace" as const), person }),
  fc.record({ kind: fc.constant("buy" as const), sku, seats: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ kind: fc.constant("reduce" as const), sku, to: fc.nat(6) }),
  fc.record({ kind: fc.constant("carryOut" as const), sku }),
  fc.record({ kind: fc.constant("withdraw" as const), sku }),
  fc.record({ kind: fc.constant("wait" as const), days: fc.nat(10) }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

describe.each(DATABASES)("seats on %s", (kind) => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  afterAll(() => db.close());

  it(`add up after each of ${OPERATIONS} random operations [R149, seed ${seed}]`, async () => {
    const world = await createWorld(db);
    const [operations = []] = fc.sample(
      fc.array(operation, { minLength: OPERATIONS, maxLength: OPERATIONS, size: "max" }),
      {
        numRuns: 1,
        seed,
      },
    );
    // More people than seats: whatever comes at random, somebody has been refused.
    const crowd = world.people.map((_, one): Operation => ({ kind: "assign", person: one, sku: "A" }));
    const outcomes: Record<string, number> = {};
    for (const [index, one] of [...crowd, ...operations].entries()) {
      const outcome = await run(world, one).then(
        () => "done",
        (error: unknown) => {
          // Only what is refused on purpose may fail: the database's own check would be an oversold pool.
          if (error instanceof AppError) return "refused";
          throw error;
        },
      );
      outcomes[`${one.kind} ${outcome}`] = (outcomes[`${one.kind} ${outcome}`] ?? 0) + 1;
      expect({ index, one, faults: await seatFaults(db, world.tenantId) }).toEqual({
        index,
        one,
        faults: [],
      });
    }
    await expectRepresentations(world);

    // A run in which nothing was refused, or nothing done, would show little.
    const all = Object.keys(outcomes);
    expect(all.filter((name) => name.endsWith("done")).length).toBeGreaterThan(runs(10, 14));
    expect(all).toContain("assign refused");
  }, 120_000);
});

interface World {
  readonly db: Database;
  readonly tenantId: string;
  readonly people: string[];
  readonly groups: readonly string[];
  readonly holds: Map<string, string>;
  now: number;
}

async function contextOf(world: World, trigger: "admin" | "scim", soft = false): Promise<Context> {
  const ctx = await tenantContext(world.db, world.tenantId, {
    actor: { kind: trigger === "scim" ? "connection" : "token", id: "x" },
    trigger,
    now: () => world.now,
  });
  return { ...ctx, options: { ...ctx.options, softLicenseErrors: soft } };
}

async function createWorld(db: Database): Promise<World> {
  const tenant = await insertTenant(db.write, newId(), 0);
  if (!tenant) throw new Error("the tenant exists");
  const world: World = {
    db,
    tenantId: tenant.id,
    people: [],
    groups: [],
    holds: new Map(),
    now: Date.parse("2026-01-31T12:00:00Z"),
  };
  const ctx = await contextOf(world, "admin");
  for (const partNumber of SKUS) await addSku(ctx, { partNumber, purchased: 3, offerMinimum: 2 });
  for (let i = 0; i < PEOPLE; i++) world.people.push(await addPerson(world, ctx));
  const groups = [];
  for (const displayName of ["g0", "g1"])
    groups.push((await createGroup(ctx, readNewGroup(ctx, { displayName }), 0)).id);
  return Object.assign(world, { groups });
}

async function addPerson(_world: World, ctx: Context): Promise<string> {
  return (await createUser(ctx, await readNewUser(ctx, { userName: newId() }))).id;
}

async function run(world: World, one: Operation): Promise<void> {
  world.now += 1000;
  const ctx = await contextOf(world, one.kind === "scim" ? "scim" : "admin", one.kind === "scim" && one.soft);
  const id = "person" in one ? (world.people[one.person] ?? "") : "";
  const group = "group" in one ? (world.groups[one.group] ?? "") : "";
  switch (one.kind) {
    case "assign":
      return void (await changeLicenses(ctx, id, { add: [one.sku], remove: [] }));
    case "remove":
      return void (await changeLicenses(ctx, id, { add: [], remove: [one.sku] }));
    case "reassign":
      return void (await reassignLicense(ctx, one.sku, id, world.people[one.to] ?? ""));
    case "scim": {
      const licenses = one.skus.map((skuPartNumber) => ({ skuPartNumber }));
      return void (await updateUser(ctx, id, ANY, {
        apply: (user) => ({ ...user, [CRM_USER_URN]: { ...(user[CRM_USER_URN] as object), licenses } }),
        passwordHash: undefined,
      }));
    }
    case "active":
      ctx.options satisfies object;
      return void (await updateUser(
        { ...ctx, options: { ...ctx.options, releaseSeatOnDeactivation: true } },
        id,
        ANY,
        { apply: (user) => ({ ...user, active: one.active }), passwordHash: undefined },
      ));
    case "join":
    case "leave": {
      const members =
        one.kind === "join"
          ? [{ kind: "add" as const, members: [{ value: id }] }]
          : [{ kind: "remove" as const, ids: [id] }];
      return void (await updateGroup(ctx, group, ANY, { apply: (current) => current, members }, undefined));
    }
    case "license": {
      const licenses = one.skus.map((skuPartNumber) => ({ skuPartNumber }));
      const apply = (current: object) => ({ ...current, [CRM_GROUP_URN]: { licenses } });
      return void (await updateGroup(ctx, group, ANY, { apply, members: [] }, undefined));
    }
    case "buy":
      // A pool that only grows would never be empty.
      if ((await getSku(world.db.write, world.tenantId, one.sku, world.now)).purchased > 6) return undefined;
      return void (await buySeats(ctx, one.sku, one.seats));
    case "reduce":
      return void (await askForReduction(ctx, one.sku, one.to));
    case "carryOut":
      return void (await carryOutReduction(ctx, one.sku));
    case "withdraw":
      return void (await takeReductionBack(ctx, one.sku));
    case "wait":
      world.now += one.days * DAY;
      return undefined;
    case "replace":
      await deleteUser(ctx, id, ANY);
      world.people[one.person] = await addPerson(world, ctx);
      return undefined;
    case "hold":
    case "accept":
    case "reject":
      return invite(world, ctx, one, id);
  }
}

async function invite(
  world: World,
  ctx: Context,
  one: Extract<Operation, { kind: "hold" | "accept" | "reject" }>,
  id: string,
): Promise<void> {
  const invitation = world.holds.get(id) ?? newId();
  await inSeatTransaction(
    ctx,
    async (trx, gate) => {
      const work = gate.open();
      if (one.kind === "accept") return acceptHold(work, id, invitation);
      if (one.kind === "reject") return releaseHold(work, id, invitation);
      const [row] = await queryRows<{ id: string }>(
        trx,
        "select id from skus where tenant_id = ? and part_number = ?",
        [world.tenantId, one.sku],
      );
      world.holds.set(id, invitation);
      await holdSeat(work, row?.id ?? "", id, invitation, world.now + one.days * DAY);
      return undefined;
    },
    "surely",
  );
}

/** What each person's representation says is what the seats say, once the job for what is due has run. */
async function expectRepresentations(world: World): Promise<void> {
  await expireDueOfTenants(world.db, world.now);
  const licenses = await findLicenses(world.db.write, world.tenantId, world.people, 0);
  const rows = await queryRows<{ id: string; resource: string }>(
    world.db.write,
    "select id, resource from users where tenant_id = ? order by id",
    [world.tenantId],
  );
  const shown = rows.map(({ id, resource }) => {
    const elements = JSON.parse(resource)[CRM_USER_URN]?.licenses ?? [];
    return [
      id,
      ...elements.map((one: Record<string, string>) => `${one["skuPartNumber"]} ${one["status"]}`).sort(),
    ];
  });
  const expected = rows.map(({ id }) => [
    id,
    ...(licenses.get(id) ?? []).map(({ partNumber, status }) => `${partNumber} ${status}`).sort(),
  ]);
  expect(shown).toEqual(expected);
}
