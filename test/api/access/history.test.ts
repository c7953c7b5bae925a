import { queryRows } from "../../../src/db/query.js";
import { purgeHistory } from "../../../src/use-cases/access/purge-history.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import { purgeTombstones } from "../../../src/use-cases/users/purge-tombstones.js";
import { AccessStage } from "../../support/access-stage.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe.each(DATABASES)("the history of access (%s)", (database) => {
  // Later than the tenants of the tests begin.
  let clock = Date.now() + DAY;
  const app = useTestApp(database, { now: () => clock });
  let client: ScimClient;
  let admin: AdminClient;
  let stage: AccessStage;
  const iso = (at: number): string => new Date(at).toISOString();
  const later = (milliseconds = MINUTE): number => (clock += milliseconds);
  const askAt = async (at: number, id = stage.subject.id) => {
    const { status, body, text } = await admin.get(`/users/${id}/access?instance=main&at=${iso(at)}`);
    if (status !== 200) throw new Error(text);
    return body.value[0];
  };

  beforeEach(async () => {
    later(DAY);
    ({ client, admin, stage } = await AccessStage.openWithClients(app));
  });

  it("answers what somebody could do at a moment, why, and who changed it", async () => {
    const before = clock;
    later();
    await stage.begin({ synchronized: false });
    const created = clock;
    later();
    await stage.synchronize();
    const entered = clock;
    later();
    await stage.setActive(false);
    const blocked = clock;
    later();

    expect(await askAt(before)).toMatchObject({ known: false, beforeHistory: false });
    expect(await askAt(before)).not.toHaveProperty("reasons");
    expect(await askAt(created)).toMatchObject({
      known: true,
      canSignIn: false,
      reasons: [{ code: "SYNC_PENDING", effect: "refuses" }],
    });
    expect(await askAt(entered)).toMatchObject({
      canSignIn: true,
      features: "full",
      accessMode: "Read-Write",
      reasons: [],
      roles: [{ name: "Salesperson" }],
      license: { state: "active" },
      securityGroup: { member: "direct" },
      since: iso(entered),
      until: iso(blocked),
      decidedAt: iso(created),
      inEffectAt: iso(entered),
      rebuilt: false,
    });
    expect(await askAt(blocked - 1)).toMatchObject({ canSignIn: true });
    expect(await askAt(blocked)).toMatchObject({
      canSignIn: false,
      changedBy: { entry: { action: "user.changed", actor: { kind: "connection" } } },
    });
    const { reasons } = await askAt(blocked);
    expect(reasons.map(({ code }: { code: string }) => code)).toContain("SIGN_IN_BLOCKED");
  });

  it("names the change that gave access, also when synchronization brought it into effect", async () => {
    await stage.begin();
    expect(await askAt(clock)).toMatchObject({ canSignIn: true, changedBy: { entry: expect.anything() } });
  });

  it("remembers people who are deleted, and tells strangers from them", async () => {
    await stage.begin();
    const entered = clock;
    later();
    await stage.delete();
    later();
    expect(await askAt(entered)).toMatchObject({ canSignIn: true, userName: "ada@contoso.com" });
    expect(await askAt(clock)).toMatchObject({
      canSignIn: false,
      reasons: [{ code: "USER_DELETED" }, { code: "SYNC_PENDING" }],
    });
    const stranger = await admin.get(`/users/00000000-0000-7000-8000-000000000000/access?at=${iso(clock)}`);
    expect(stranger.status).toBe(404);
  });

  it("refuses moments that are no times, or in the future", async () => {
    await stage.begin();
    const path = `/users/${stage.subject.id}/access`;
    const future = await admin.get(`${path}?at=${iso(clock + DAY)}`);
    expect(future.status).toBe(400);
    expect(future.body.detail).toContain("must not be in the future");
    const wrong = await admin.get(`${path}?at=yesterday`);
    expect(wrong.status).toBe(400);
    expect(wrong.body.detail).toContain("yesterday");
  });

  it("lists everybody who could enter an instance, page by page", async () => {
    await stage.begin();
    const { id: other } = await client.createUser({ userName: "bob", [CRM_USER]: { licenseSkus: "CRM" } });
    await stage.synchronize();
    const then = clock;
    later();
    await stage.leave();
    later();
    const ids = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      let cursor = "";
      do {
        const { body } = await admin.get(`/instances/main/access?limit=1${query}${cursor}`);
        found.push(...body.value.map(({ userId }: { userId: string }) => userId));
        cursor = body.nextCursor === undefined ? "" : `&cursor=${body.nextCursor}`;
      } while (cursor !== "");
      return found;
    };
    expect(await ids(`&at=${iso(then)}`)).toEqual([stage.subject.id, other]);
    expect(await ids(`&at=${iso(then)}&canSignIn=true`)).toEqual([stage.subject.id]);
    expect(await ids(`&at=${iso(then)}&canSignIn=false`)).toEqual([other]);
    expect(await ids(`&at=${iso(clock)}&canSignIn=true`)).toEqual([]);
    expect(await ids("&canSignIn=true")).toEqual([]);
    expect(await ids("&canSignIn=false")).toEqual([stage.subject.id, other]);
  });

  it("compares two moments as a preview compares before and after", async () => {
    const start = clock;
    later();
    await stage.begin();
    const entered = clock;
    later();
    await stage.leave();
    later();
    const changes = async (from: number, to: number, more = "") => {
      const { status, body, text } = await admin.get(
        `/access/changes?from=${iso(from)}&to=${iso(to)}&instance=main${more}`,
      );
      if (status !== 200) throw new Error(text);
      return body;
    };
    const gained = await changes(start, entered);
    expect(gained).toMatchObject({ loses: 0, gains: 1, changes: 0, mails: {} });
    expect(gained.seats).toMatchObject([
      { partNumber: "CRM", availableBefore: 2, availableAfter: 1, assigned: 1, released: 0 },
    ]);
    expect(gained.roles).toMatchObject([{ role: "Salesperson", added: 1, removed: 0 }]);
    expect(gained.value[0]).toMatchObject({
      id: stage.subject.id,
      change: "gains",
      before: { features: "none" },
    });
    const lost = await changes(entered, clock);
    expect(lost).toMatchObject({ loses: 1, gains: 0 });
    expect(lost.value[0]).toMatchObject({ change: "loses", causedBy: expect.any(String) });
    expect(lost.instances[0].reasonsAdded).toMatchObject({ NOT_IN_SECURITY_GROUP: 1 });
    expect(await changes(start, clock)).toMatchObject({ loses: 0, gains: 0, changes: 1 });
    const wrong = await admin.get(`/access/changes?from=${iso(clock)}&to=${iso(start)}`);
    expect(wrong.status).toBe(400);
  });

  it("lists the states of a person, newest first and page by page", async () => {
    await stage.begin();
    later();
    await stage.leave();
    const path = `/users/${stage.subject.id}/access/history?instance=main`;
    const { body } = await admin.get(path);
    const states = body.value;
    expect(states[0]).toMatchObject({ canSignIn: false });
    expect(states[0]).not.toHaveProperty("until");
    expect(states.map(({ since }: { since: string }) => since)).toEqual(
      states
        .map(({ since }: { since: string }) => since)
        .toSorted()
        .toReversed(),
    );
    for (const [index, state] of states.slice(1).entries()) expect(state.until).toBe(states[index].since);
    const first = (await admin.get(`${path}&limit=1`)).body;
    const second = (await admin.get(`${path}&limit=1&cursor=${first.nextCursor}`)).body;
    expect([...first.value, ...second.value]).toEqual(states.slice(0, 2));
  });

  it("keeps what has ended for as long as it is set, and what lasts for ever", async () => {
    await stage.begin();
    const entered = clock;
    later();
    await stage.leave();
    await stage.synchronize();
    const left = clock;
    later(30 * DAY);
    expect(await purgeHistory(app.db, clock)).toBe(0);
    const { status } = await admin.patch("/settings", { "access.historyDays": "10" });
    expect(status).toBe(200);
    expect(await purgeHistory(app.db, clock)).toBeGreaterThan(0);
    expect(await askAt(entered)).toMatchObject({ known: false, beforeHistory: true });
    expect(await askAt(left)).toMatchObject({ known: true, canSignIn: false });
    expect(await purgeHistory(app.db, clock)).toBe(0);
  });

  it("has ids and codes only, so that erasing a person leaves it as it is", async () => {
    await stage.begin();
    const entered = clock;
    later();
    await stage.delete();
    later(40 * DAY);
    await purgeTombstones(app.db, clock);
    const erased = await admin.post("/audit/erasures", { resourceId: stage.subject.id });
    expect(erased.status).toBeLessThan(300);
    const rows = await queryRows<object>(app.db.read, "select * from access_history where tenant_id = ?", [
      client.tenantId,
    ]);
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toMatch(/\bada\b|contoso|Salesperson|CRM/i);
    const past = await askAt(entered);
    expect(past).toMatchObject({ canSignIn: true, userId: stage.subject.id });
    expect(past).not.toHaveProperty("userName");
    expect(await askAt(clock)).toMatchObject({ canSignIn: false });
  });

  describe("when time alone changes it", () => {
    let due: number;
    beforeEach(async () => {
      await stage.begin({ licensed: false });
      later();
      const { value } = (await admin.get("/licenses")).body;
      const { status, body, text } = await admin.post(`/users/${stage.subject.id}/invitation`, {
        skuId: value[0].skuId,
      });
      if (status >= 300) throw new Error(text);
      await stage.synchronize();
      due = Date.parse(body.invitation.expiresAt);
    });

    it("has the moment at which it was due, before and after the job runs", async () => {
      clock = due - 1;
      const before = await askAt(due - 1);
      expect(before.invitation.state).toBe("invited");
      expect(before).not.toHaveProperty("until");
      clock = due + 5 * MINUTE;
      const after = await askAt(due);
      expect(after).toMatchObject({ since: iso(due), decidedAt: iso(due) });
      expect(after.reasons).not.toEqual(before.reasons);
      expect(await askAt(due - 1)).toMatchObject({ reasons: before.reasons, until: iso(due) });
      await expireDueOfTenants(app.db, clock);
      expect(await askAt(due - 1)).toMatchObject({ reasons: before.reasons, until: iso(due) });
      expect(await askAt(due)).toEqual(after);
      expect(await askAt(clock)).toEqual(after);
      const { body } = await admin.get(`/users/${stage.subject.id}/access/history?instance=main`);
      expect(body.value[0]).toEqual(after);
      expect(body.value[1]).toMatchObject({ reasons: before.reasons, until: iso(due) });
      const { body: changes } = await admin.get(`/access/changes?from=${iso(due - 1)}&to=${iso(due)}`);
      expect(changes.value).toMatchObject([{ id: stage.subject.id }]);
    });
  });

  describe("asked by the CRM", () => {
    const ask = async (
      scopes: readonly ("access.read" | "access.history")[],
      body: object,
      path = "evaluation",
    ) => {
      const { token } = await app.withToken(client, { scopes: [...scopes] });
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
      return send(app.url, {
        method: "POST",
        path: `/access/v1/${path}`,
        headers,
        body: JSON.stringify(body),
      });
    };
    const question = (at: number) => ({
      subject: stage.subject,
      action: { name: "signIn" },
      resource: { type: "instance", id: "main" },
      context: { at: iso(at) },
    });

    it("answers for the past to tokens with the scope for it", async () => {
      await stage.begin();
      const entered = clock;
      later();
      await stage.leave();
      const both = ["access.read", "access.history"] as const;
      expect((await ask(both, question(entered))).body).toMatchObject({
        decision: true,
        context: { reasons: [], features: "full", history: { known: true, since: iso(entered) } },
      });
      expect((await ask(both, question(clock))).body).toMatchObject({
        decision: false,
        context: { reasons: [{ code: "NOT_IN_SECURITY_GROUP" }, { code: "SYNC_PENDING" }] },
      });
      expect((await ask(both, question(entered - DAY))).body).toMatchObject({
        decision: false,
        context: { reasons: [], history: { known: false } },
      });
      const { context: _, ...now } = question(clock);
      const many = await ask(
        both,
        { evaluations: [question(entered), now, question(clock + DAY)] },
        "evaluations",
      );
      expect(many.body.evaluations).toMatchObject([
        { decision: true },
        { decision: false, context: { reasons: expect.any(Array), inputs: { sync: "pending" } } },
        { decision: false, context: { error: { status: 400 } } },
      ]);
    });

    it("refuses what cannot be asked", async () => {
      await stage.begin();
      const refused = await ask(["access.read"], question(clock));
      expect(refused.status).toBe(403);
      expect(refused.text).toContain("access.history");
      const many = await ask(["access.read"], { evaluations: [question(clock)] }, "evaluations");
      expect(many.status).toBe(403);
      const both = ["access.read", "access.history"] as const;
      const privilege = {
        ...question(clock),
        action: { name: "Read" },
        resource: { type: "table", id: "Account", properties: { instance: "main" } },
      };
      expect((await ask(both, privilege)).status).toBe(400);
      const wrong = await ask(both, { ...question(clock), context: { at: "2026-10-03 09:00" } });
      expect(wrong.status).toBe(400);
      expect(wrong.text).toContain("context.at");
    });
  });
});
