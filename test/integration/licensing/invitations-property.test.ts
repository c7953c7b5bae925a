import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Database } from "../../../src/db/connect.js";
import { DAY, HOUR } from "../../../src/db/duration.js";
import { newId } from "../../../src/db/new-id.js";
import { queryRows } from "../../../src/db/query.js";
import { findUserResource } from "../../../src/directory/users/stored-users.js";
import type { Context } from "../../../src/effects/context.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import { AppError } from "../../../src/errors.js";
import { type Invitation, isOpen, stateAt } from "../../../src/licensing/invitation.js";
import { findInvitations } from "../../../src/licensing/invitations.js";
import { findLicenses } from "../../../src/licensing/license-view.js";
import { getSku } from "../../../src/licensing/skus.js";
import { CRM_USER_URN } from "../../../src/schema/definitions/crm-user.js";
import { objectOrEmpty } from "../../../src/schema/scim-object.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { answerInvitation } from "../../../src/use-cases/invitations/answer-invitation.js";
import {
  inviteUser,
  resendInvitation,
  revokeInvitation,
} from "../../../src/use-cases/invitations/invite-user.js";
import { addSku } from "../../../src/use-cases/licenses/add-sku.js";
import { changeLicenses } from "../../../src/use-cases/licenses/change-licenses.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import { createUser, readNewUser } from "../../../src/use-cases/users/create-user.js";
import { deleteUser } from "../../../src/use-cases/users/delete-user.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { seatFaults } from "../../support/seat-invariants.js";

/** Another one for each run; a failure's title tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

const RUNS = runs(3, 10);
const LENGTH = 40;
const PEOPLE = 5;
const SEATS = 3;
const ANY = { ifMatch: undefined, ifNoneMatch: undefined };

const person = fc.nat(PEOPLE - 1);
const act = (kind: "invite" | "resend" | "accept" | "reject" | "revoke" | "assign" | "remove" | "replace") =>
  fc.record({ kind: fc.constant(kind), person });
const operation = fc.oneof(
  { weight: 3, arbitrary: act("invite") },
  ...(["resend", "accept", "reject", "revoke", "assign", "remove", "replace"] as const).map(act),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 400 }) }),
  },
  fc.record({ kind: fc.constant("settle" as const) }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** A tenant that random operations are applied to. */
class World {
  readonly db: Database;
  readonly ctx: Context;
  readonly people: string[];
  readonly tokens = new Map<string, string>();
  /** Answers to invitations that came out otherwise than they had to. */
  readonly surprises: string[] = [];
  now: number;

  constructor(ctx: Context, people: string[], now: number) {
    this.db = ctx.db;
    this.people = people;
    this.now = now;
    this.ctx = { ...ctx, now: () => this.now };
  }

  static async create(db: Database): Promise<World> {
    const now = Date.UTC(2026, 0, 1);
    const tenant = await insertTenant(db.write, newId(), now);
    if (tenant === undefined) throw new Error("the tenant exists");
    const actor = { kind: "cli", id: "test" } as const;
    const ctx = await tenantContext(db, tenant.id, { actor, trigger: "cli", now: () => now });
    await addSku(ctx, { partNumber: "CRM", purchased: SEATS });
    const world = new World(ctx, [], now);
    for (let i = 0; i < PEOPLE; i++) world.people.push(await world.createPerson());
    return world;
  }

  async createPerson(): Promise<string> {
    const user = await readNewUser(this.ctx, {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName: newId(),
    });
    return (await createUser(this.ctx, user)).id;
  }

  async newestOf(userId: string): Promise<Invitation | undefined> {
    const { tenantId } = this.ctx.viewer;
    return (await findInvitations(this.db.read, tenantId, [userId], this.now)).get(userId)?.[0];
  }

  /** Applies an operation; one that is refused changes nothing. */
  async apply(next: Operation): Promise<void> {
    if (next.kind === "wait") {
      this.now += next.hours * HOUR;
      return;
    }
    if (next.kind === "settle") return expireDueOfTenants(this.db, this.now);
    try {
      await this.act(next.kind, next.person);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  private async act(kind: string, at: number): Promise<void> {
    const id = this.people[at] ?? "";
    const newest = await this.newestOf(id);
    const { ctx, db } = this;
    switch (kind) {
      case "invite":
        this.tokens.set(id, (await inviteUser(ctx, id, {})).token);
        return;
      case "resend":
        this.tokens.set(id, (await resendInvitation(ctx, newest?.id ?? "none", {})).token);
        return;
      case "revoke":
        await revokeInvitation(ctx, newest?.id ?? "none");
        return;
      case "accept":
      case "reject": {
        const token = this.tokens.get(id) ?? "none";
        const isExpected = newest !== undefined && isOpen(stateAt(newest, this.now));
        const answered = await answerInvitation({ db, now: () => this.now }, token, kind);
        if ((answered !== undefined) !== isExpected) this.surprises.push(`${kind} of ${id}`);
        return;
      }
      case "assign":
        await changeLicenses(ctx, id, { add: ["CRM"], remove: [] });
        return;
      case "remove":
        await changeLicenses(ctx, id, { add: [], remove: ["CRM"] });
        return;
      default:
        await deleteUser(ctx, id, ANY);
        this.people[at] = await this.createPerson();
    }
  }

  /** What is wrong after an operation; nothing, if all is well. */
  async faults(): Promise<string[]> {
    const { db, now } = this;
    const { tenantId } = this.ctx.viewer;
    const sku = await getSku(db.read, tenantId, "CRM", now);
    const licenses = await findLicenses(db.read, tenantId, this.people, now);
    const used = sku.assigned + sku.held;
    const faults = [...this.surprises, ...(await seatFaults(db, tenantId))];
    if ([...licenses.values()].some((held) => held.length !== 1)) faults.push("two seats for one person");
    if (used !== licenses.size || used > SEATS) faults.push(`${used} used, ${licenses.size} have a seat`);
    for (const id of this.people) {
      const newest = await this.newestOf(id);
      const isHeld = licenses.get(id)?.[0]?.status === "held";
      const says = newest?.holdsSeat === true;
      // A seat is held exactly while an open invitation says so.
      if (isHeld !== says) faults.push(`${id} has a held seat: ${isHeld}, its invitation says ${says}`);
      if (says && !isOpen(stateAt(newest, now))) faults.push(`${id} has a seat held by what has ended`);
    }
    return faults;
  }

  /** What is wrong with representations once the job has run. */
  async faultsShown(): Promise<string[]> {
    await expireDueOfTenants(this.db, this.now);
    const { tenantId } = this.ctx.viewer;
    const faults: string[] = [];
    for (const id of this.people) {
      const newest = await this.newestOf(id);
      const user = (await findUserResource(this.db.read, tenantId, id))?.resource;
      const { status, holdsSeat } = objectOrEmpty(objectOrEmpty(user?.[CRM_USER_URN])["invitation"]);
      const expected = newest === undefined ? [] : [stateAt(newest, this.now), newest.holdsSeat];
      const shown = status === undefined ? [] : [status, holdsSeat];
      if (!isDeepStrictEqual(shown, expected))
        faults.push(`${id} is shown as ${JSON.stringify(shown)}, not ${JSON.stringify(expected)}`);
    }
    const overdue = await queryRows<{ id: string }>(
      this.db.read,
      "select id from invitations where tenant_id = ? and state = 'open' and expires_at <= ?",
      [tenantId, this.now],
    );
    return [...faults, ...overdue.map(({ id }) => `${id} is over`), ...(await this.faults())];
  }
}

describe.each(DATABASES)("invitations on %s", (kind) => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  afterAll(() => db.close());

  it(`keep seats and people in step through random sequences [R049, R149, seed ${seed}]`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: LENGTH }), async (operations) => {
        const world = await World.create(db);
        for (const next of operations) {
          await world.apply(next);
          expect(await world.faults()).toEqual([]);
        }
        expect(await world.faultsShown()).toEqual([]);
        world.now += 15 * DAY;
        expect(await world.faultsShown()).toEqual([]);
        const { held } = await getSku(db.read, world.ctx.viewer.tenantId, "CRM", world.now);
        expect(held).toBe(0);
      }),
      { seed, numRuns: RUNS },
    );
  }, 120_000);
});
