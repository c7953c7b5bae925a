import { DAY, MINUTE } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import { queuedMails } from "../../support/accounts.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import type { ScimClient } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

const TIME_LIMIT = 60_000;

describe.each(DATABASES)("many invitations on %s", (database) => {
  let now = Date.UTC(2026, 3, 1);
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    // Behind the minute in which whoever opens useless links has to wait.
    now += 365 * DAY;
    client = await app.connect();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
  });
  afterEach(async () => {
    const faults = await seatFaults(app.db, client.tenantId);
    if (faults.length > 0) throw new Error(faults.join("; "));
  });

  const invite = (id: string): Promise<Answer> => admin.post(`/users/${id}/invitation`);
  const answer = (token: string, act: string): Promise<Answer> =>
    send(app.url, { method: "POST", path: `/invitations/${token}/${act}` });
  const pool = async () => {
    const { assigned, held, available } = (await admin.get("/licenses/CRM")).body;
    return { assigned, held, available };
  };
  const tally = (answers: readonly Answer[]): Record<string, number> => {
    const counted: Record<string, number> = {};
    for (const outcome of answers.map(problemOf)) counted[outcome] = (counted[outcome] ?? 0) + 1;
    return counted;
  };

  it(
    "for the last five seats are exactly five [R049]",
    async () => {
      const people = await client.createUsers("p", 20);

      const answers = await Promise.all(people.map(invite));

      expect(tally(answers)).toEqual({ "201": 5, "409 LICENSE_POOL_EXHAUSTED": 15 });
      expect(await pool()).toEqual({ assigned: 0, held: 5, available: 0 });
    },
    TIME_LIMIT,
  );

  it(
    "of one person at once are one, with one seat and one link that works [P06]",
    async () => {
      const [ann = ""] = await client.createUsers("p", 1);

      const answers = await Promise.all(Array.from({ length: 8 }, () => invite(ann)));

      expect(tally(answers)).toEqual({ "201": 8 });
      expect(new Set(answers.map(({ body }) => body.invitation.id)).size).toBe(1);
      expect(await pool()).toMatchObject({ held: 1 });
      const accepted = await Promise.all(answers.map(({ body }) => answer(body.token, "accept")));
      expect(tally(accepted)).toEqual({ "200": 1, "404 INVITATION_UNUSABLE": 7 });
      expect(await pool()).toMatchObject({ assigned: 1, held: 0 });
    },
    TIME_LIMIT,
  );

  it.each([
    ["accepted twice", (token: string) => [answer(token, "accept"), answer(token, "accept")], ["Accepted 1"]],
    [
      "accepted and rejected",
      (token: string) => [answer(token, "accept"), answer(token, "reject")],
      ["Accepted 1", "Rejected 0"],
    ],
    [
      "accepted and revoked",
      (token: string, id: string) => [answer(token, "accept"), admin.post(`/invitations/${id}/revoke`)],
      ["Accepted 1", "Revoked 0"],
    ],
    [
      "accepted while the user is deleted",
      (token: string, _: string, user: string) => [answer(token, "accept"), client.delete(`/Users/${user}`)],
      ["gone 0"],
    ],
    [
      "accepted while a license is assigned",
      (token: string, _: string, user: string) => [
        answer(token, "accept"),
        admin.post(`/users/${user}/licenses`, { add: ["CRM"] }),
      ],
      ["Accepted 1"],
    ],
  ])(
    "that are %s at once end in one way [R051]",
    async (_, race, ends) => {
      for (const user of await client.createUsers("p", 5)) {
        now += MINUTE;
        const { token, invitation } = (await invite(user)).body;

        await Promise.all(race(token, invitation.id, user));

        const [{ status = "gone" } = {}] = (await admin.get(`/invitations?user=${user}`)).body.value;
        const seats = (await admin.get(`/users/${user}/licenses`)).body.value ?? [];
        expect(ends).toContain(`${status} ${seats.length}`);
        await client.delete(`/Users/${user}`);
      }
    },
    TIME_LIMIT,
  );

  it("are sent in order with a result for each, by one request", async () => {
    const people = await client.createUsers("p", 7);
    const [first = "", , third = ""] = people;
    await client.patch(`/Users/${third}`, [{ op: "replace", path: "active", value: false }]);
    const nobody = "0190a000-0000-7000-8000-000000000000";
    await client.patch(`/Users/${first}`, [{ op: "add", path: "emails", value: [{ value: "f@x.example" }] }]);

    const { status, body } = await admin.post("/invitations", {
      userIds: [nobody, ...people, first],
      skuId: "crm",
    });

    expect(status).toBe(200);
    type Result = { userId: string; link?: string; error?: { code?: string; title: string } };
    expect(
      body.value.map(({ userId, link, error }: Result) => [
        userId,
        error?.code ?? error?.title ?? typeof link,
      ]),
    ).toEqual([
      [nobody, "notFound"],
      [people[0], "string"],
      [people[1], "string"],
      [third, "CANNOT_INVITE_DISABLED_USER"],
      [people[3], "string"],
      [people[4], "string"],
      [people[5], "string"],
      [people[6], "LICENSE_POOL_EXHAUSTED"],
    ]);
    expect(await pool()).toMatchObject({ held: 5 });
    expect((await queuedMails(app, client.tenantId)).map(({ to }) => to)).toEqual(["f@x.example"]);
    expect(problemOf(await admin.post("/invitations", { userIds: [] }))).toBe("400 invalidValue");
    expect(
      problemOf(await admin.post("/invitations", { userIds: Array.from({ length: 1001 }, String) })),
    ).toBe("400 invalidValue");
  });

  it("are listed newest first, page by page, by state and by person", async () => {
    const people = await client.createUsers("p", 5);
    const begin = now;
    const issued: Answer["body"][] = [];
    for (const id of people) {
      issued.push((await invite(id)).body);
      now += DAY;
    }
    await answer(issued[0].token, "accept");
    await answer(issued[1].token, "reject");
    // The first two have ended, the third has expired, the fourth is near it.
    now = begin + 16 * DAY;
    const ids = async (query: string) =>
      (await admin.all(`/invitations?${query}`)).map(({ userId }) => userId);

    expect(await ids("limit=2")).toEqual(people.toReversed());
    expect(await ids("status=Accepted")).toEqual([people[0]]);
    expect(await ids("status=Rejected")).toEqual([people[1]]);
    expect(await ids("status=Revoked")).toEqual([]);
    expect(await ids("status=Expired")).toEqual([people[2]]);
    expect(await ids("status=Near%20Expired")).toEqual([people[4], people[3]]);
    expect(await ids("status=Invited")).toEqual([]);
    expect(await ids("status=Not%20Sent")).toEqual([]);
    expect(await ids(`user=${people[3]}`)).toEqual([people[3]]);
    await expireDueOfTenants(app.db, now);
    expect(await ids("status=Expired")).toEqual([people[2]]);
    expect(problemOf(await admin.get("/invitations?status=Gone"))).toBe("400 invalidValue");
  });

  it("leave an entry for each thing that happened to them [R145]", async () => {
    const [ann = "", bea = "", cat = "", dan = ""] = await client.createUsers("p", 4);
    const first = (await invite(ann)).body;
    const renewed = (await admin.post(`/invitations/${first.invitation.id}/resend`)).body;
    await answer(renewed.token, "accept");
    await answer((await invite(bea)).body.token, "reject");
    await admin.post(`/invitations/${(await invite(cat)).body.invitation.id}/revoke`);
    await invite(dan);
    now += 14 * DAY;
    await expireDueOfTenants(app.db, now);
    await invite(dan);
    await client.delete(`/Users/${dan}`);

    const rows = await queryRows<{ action: string; actor_kind: string; trigger_kind: string; facts: string }>(
      app.db.read,
      `select action, actor_kind, trigger_kind, facts from audit_entries
       where tenant_id = ? and action like 'invitation.%' order by id`,
      [client.tenantId],
    );
    expect(rows.map((row) => `${row.action} ${row.actor_kind} ${row.trigger_kind}`)).toEqual([
      "invitation.sent token admin",
      "invitation.resent token admin",
      "invitation.accepted public public",
      "invitation.sent token admin",
      "invitation.rejected public public",
      "invitation.sent token admin",
      "invitation.revoked token admin",
      "invitation.sent token admin",
      "invitation.expired system expiry",
      "invitation.sent token admin",
      "invitation.revoked connection scim",
    ]);
    expect(JSON.parse(rows[2]?.facts ?? "")).toMatchObject({ userId: ann, skuId: expect.any(String) });
  });

  it(
    "that are due in great number are settled once by jobs that run at once",
    async () => {
      await admin.post("/licenses", { partNumber: "BIG", purchased: 300 });
      const people = await client.createUsers("p", 250);
      await admin.post("/invitations", { userIds: people, skuId: "BIG" });
      expect((await admin.get("/licenses/BIG")).body).toMatchObject({ held: 250 });
      now += 14 * DAY;

      await Promise.all([1, 2, 3].map(() => expireDueOfTenants(app.db, now)));

      const expired = await queryRows(
        app.db.read,
        "select id from audit_entries where tenant_id = ? and action = 'invitation.expired'",
        [client.tenantId],
      );
      expect(expired).toHaveLength(250);
      expect((await admin.get("/licenses/BIG")).body).toMatchObject({ held: 0, available: 300 });
    },
    TIME_LIMIT,
  );
});
