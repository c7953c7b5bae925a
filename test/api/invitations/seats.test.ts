import { DAY, HOUR, SECOND } from "../../../src/db/duration.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import { choose } from "../../support/accounts.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import { CORE_USER, CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

describe.each(DATABASES)("the seat of an invitation on %s", (database) => {
  // Another year for each test: whoever opens useless links has to wait a minute.
  let T0 = Date.UTC(2026, 0, 5, 9, 30, 15);
  let now = T0;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  let ann: string;

  beforeEach(async () => {
    T0 += 365 * DAY;
    now = T0;
    client = await app.connect();
    admin = await app.admin(client);
    // P01–P06 begin with four of five seats in use.
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
    for (const id of await client.createUsers("p", 4)) {
      await admin.post(`/users/${id}/licenses`, { add: ["CRM"] });
    }
    ann = (await client.createUser({ userName: "ann@example.com" })).id;
  });
  afterEach(async () => {
    const faults = await seatFaults(app.db, client.tenantId);
    if (faults.length > 0) throw new Error(faults.join("; "));
  });

  const pool = async (): Promise<[number, number, number]> => {
    const { assigned, held, available } = (await admin.get("/licenses/CRM")).body;
    return [assigned, held, available];
  };
  const invite = (id = ann, body?: object): Promise<Answer> => admin.post(`/users/${id}/invitation`, body);
  const answer = (token: string, act: "accept" | "reject"): Promise<Answer> =>
    send(app.url, { method: "POST", path: `/invitations/${token}/${act}` });
  const shown = async (id = ann) => (await client.get(`/Users/${id}`)).body[CRM_USER]?.invitation;
  const licenses = async (id = ann) => (await client.get(`/Users/${id}`)).body[CRM_USER]?.licenses;

  it("is held for who has none, so that nobody else gets it [R049]", async () => {
    const { status, headers, body } = await invite();

    expect(status).toBe(201);
    expect(headers["location"]).toBe(`/admin/v1/invitations/${body.invitation.id}`);
    expect(body).toMatchObject({
      invitation: { userId: ann, status: "Invited", statusCode: 1, kind: "first", holdsSeat: true },
      link: `${app.url}/invitations/${body.token}`,
      warnings: ["NOT_MAILED"],
    });
    expect(await pool()).toEqual([4, 1, 0]);
    const other = (await client.createUser({ userName: "bea" })).id;
    expect(problemOf(await admin.post(`/users/${other}/licenses`, { add: ["CRM"] }))).toBe(
      "409 LICENSE_POOL_EXHAUSTED",
    );
    expect(problemOf(await invite(other))).toBe("409 LICENSE_POOL_EXHAUSTED");
    expect((await admin.get(`/invitations?user=${other}`)).body.value).toEqual([]);
    expect(await licenses()).toMatchObject([{ skuPartNumber: "CRM", status: "held" }]);
  });

  it("becomes the person's own on the thirteenth day, never two [R051] [P05]", async () => {
    const { token } = (await invite()).body;
    now = T0 + 13 * DAY;

    const accepted = await answer(token, "accept");

    expect(accepted).toMatchObject({ status: 200, body: { status: "Accepted" } });
    expect(await pool()).toEqual([5, 0, 0]);
    expect(await licenses()).toMatchObject([{ skuPartNumber: "CRM", status: "active" }]);
    expect(await shown()).toEqual({
      status: "Accepted",
      issuedAt: new Date(T0).toISOString(),
      expiresAt: new Date(T0 + 14 * DAY).toISOString(),
      acceptedAt: new Date(now).toISOString(),
      holdsSeat: false,
    });
  });

  it("is held to the second and free at the moment, with no job [R050] [P04]", async () => {
    const { invitation, token } = (await invite()).body;
    const at = async (after: number) => {
      now = T0 + after;
      const { status, holdsSeat } = (await admin.get(`/invitations/${invitation.id}`)).body;
      return [status, holdsSeat, ...(await pool())];
    };

    expect(await at(12 * DAY - 1)).toEqual(["Invited", true, 4, 1, 0]);
    expect(await at(12 * DAY)).toEqual(["Near Expired", true, 4, 1, 0]);
    expect(await at(14 * DAY - SECOND)).toEqual(["Near Expired", true, 4, 1, 0]);
    expect(await at(14 * DAY)).toEqual(["Expired", false, 4, 0, 1]);
    expect((await answer(token, "accept")).status).toBe(404);
    const other = (await client.createUser({ userName: "bea" })).id;
    expect((await admin.post(`/users/${other}/licenses`, { add: ["CRM"] })).status).toBe(200);
    expect(await pool()).toEqual([5, 0, 0]);
  });

  it("is one seat however often the person is invited, and the clock begins anew [P06]", async () => {
    const first = (await invite()).body;
    now = T0 + 10 * DAY;
    const second = (await invite()).body;

    expect(second.invitation.id).toBe(first.invitation.id);
    expect(second.invitation.expiresAt).toBe(new Date(now + 14 * DAY).toISOString());
    expect(await pool()).toEqual([4, 1, 0]);
    expect((await answer(first.token, "accept")).status).toBe(404);
    now = T0 + 14 * DAY;
    expect(await pool()).toEqual([4, 1, 0]);
    const third = (await admin.post(`/invitations/${first.invitation.id}/resend`)).body;
    expect(third.invitation).toMatchObject({ id: first.invitation.id, status: "Invited" });
    expect((await answer(second.token, "reject")).status).toBe(404);
    expect((await answer(third.token, "accept")).status).toBe(200);
    expect(await pool()).toEqual([5, 0, 0]);
  });

  it("is free at once when it is rejected or revoked, and goes to who waits [R060]", async () => {
    const rejected = (await invite()).body;
    const soft = await app.secondConnection(client, { options: { softLicenseErrors: true } });
    const waiting = (
      await soft.createUser({
        userName: "w",
        schemas: [CORE_USER, CRM_USER],
        [CRM_USER]: { licenseSkus: "CRM" },
      })
    ).id;
    expect(await licenses(waiting)).toMatchObject([{ status: "error", error: "CountViolation" }]);

    expect((await answer(rejected.token, "reject")).body).toMatchObject({ status: "Rejected" });

    expect(await licenses(waiting)).toMatchObject([{ status: "active" }]);
    expect(await pool()).toEqual([5, 0, 0]);
    expect(await shown()).toMatchObject({ status: "Rejected", holdsSeat: false });
    await admin.post(`/users/${waiting}/licenses`, { remove: ["CRM"] });
    const revoked = (await invite()).body;
    expect(revoked.invitation.id).not.toBe(rejected.invitation.id);
    expect((await admin.post(`/invitations/${revoked.invitation.id}/revoke`)).body).toMatchObject({
      status: "Revoked",
      statusCode: 6,
      holdsSeat: false,
    });
    expect(await pool()).toEqual([4, 0, 1]);
    expect((await answer(revoked.token, "accept")).status).toBe(404);
  });

  it("becomes assigned when a license is given directly, and stays when the invitation ends", async () => {
    const { invitation, token } = (await invite()).body;

    const patched = await client.patch(`/Users/${ann}`, [
      { op: "add", path: "entitlements", value: [{ value: "CRM", type: "License" }] },
    ]);

    expect(patched.body[CRM_USER].licenses).toMatchObject([{ status: "active" }]);
    expect(patched.body[CRM_USER].invitation).toMatchObject({ status: "Invited", holdsSeat: false });
    expect(await pool()).toEqual([5, 0, 0]);
    await admin.post(`/invitations/${invitation.id}/revoke`);
    expect(await pool()).toEqual([5, 0, 0]);
    expect((await answer(token, "accept")).status).toBe(404);
  });

  it("is not needed by who has one, and not to be had without a SKU where there are several", async () => {
    await admin.post("/licenses", { partNumber: "MAIL", purchased: 1 });

    expect(problemOf(await invite())).toBe("409 LICENSE_REQUIRED_TO_INVITE");
    expect(problemOf(await invite(ann, { skuId: "NONE" }))).toBe("400 UNKNOWN_SKU");
    expect((await invite(ann, { skuId: "mail" })).body.invitation).toMatchObject({ holdsSeat: true });
    expect(await pool()).toEqual([4, 0, 1]);
    // A change of mind moves the hold.
    expect((await invite(ann, { skuId: "CRM" })).body.invitation).toMatchObject({ holdsSeat: true });
    expect(await pool()).toEqual([4, 1, 0]);
    expect((await admin.get("/licenses/MAIL")).body).toMatchObject({ held: 0, available: 1 });

    const [working = ""] = await client
      .find("/Users", 'userName eq "p0"')
      .then((users) => users.map(({ id }) => id));
    const { body } = await invite(working);
    expect(body.invitation).toMatchObject({ holdsSeat: false, kind: "first" });
    expect(body.warnings).toContain("ACCESS_WAITS_FOR_ACCEPTANCE");
    expect(await pool()).toEqual([4, 1, 0]);
  });

  it("is not held where there is no SKU, nor for who may not sign in", async () => {
    const bare = await app.connect();
    const { id } = await bare.createUser({ userName: "ann" });
    const bareAdmin = await app.admin(bare);
    expect(problemOf(await bareAdmin.post(`/users/${id}/invitation`))).toBe("409 LICENSE_REQUIRED_TO_INVITE");

    await client.patch(`/Users/${ann}`, [{ op: "replace", path: "active", value: false }]);
    expect(problemOf(await invite())).toBe("409 CANNOT_INVITE_DISABLED_USER");
    expect(problemOf(await invite("0190a000-0000-7000-8000-000000000000"))).toBe("404 notFound");
    expect(await pool()).toEqual([4, 0, 1]);
  });

  it("is free when the user is deleted, and the token is void [R102]", async () => {
    const { invitation, token } = (await invite()).body;

    expect((await client.delete(`/Users/${ann}`)).status).toBe(204);

    expect(await pool()).toEqual([4, 0, 1]);
    expect((await answer(token, "accept")).status).toBe(404);
    expect(problemOf(await admin.get(`/invitations/${invitation.id}`))).toBe("404 notFound");
  });

  it("waits while the user is blocked, and can be accepted behind that", async () => {
    const { token } = (await invite()).body;
    const block = (active: boolean) =>
      client.patch(`/Users/${ann}`, [{ op: "replace", path: "active", value: active }]);

    await block(false);
    expect((await answer(token, "accept")).status).toBe(404);
    expect(await pool()).toEqual([4, 1, 0]);
    await block(true);
    expect((await answer(token, "accept")).status).toBe(200);
  });

  it("has the length that the tenant has chosen", async () => {
    const { invitation } = (await invite()).body;
    expect(invitation.nearExpiryAt).toBe(new Date(T0 + 14 * DAY - 48 * HOUR).toISOString());
    await choose(app, client.tenantId, { "invitation.ttlDays": "1", "invitation.nearExpiryHours": "1" });

    const renewed = (await admin.post(`/invitations/${invitation.id}/resend`)).body.invitation;

    expect(renewed.expiresAt).toBe(new Date(T0 + DAY).toISOString());
    expect(renewed.nearExpiryAt).toBe(new Date(T0 + 23 * HOUR).toISOString());
    now = T0 + DAY;
    expect(await pool()).toEqual([4, 0, 1]);
  });

  it("is given back by the job too, which writes what is shown [R050] [R145]", async () => {
    const { invitation } = (await invite()).body;
    const versionOf = async () => (await client.get(`/Users/${ann}`)).body.meta.version;
    const settle = async (after: number) => {
      now = T0 + after;
      await Promise.all([expireDueOfTenants(app.db, now), expireDueOfTenants(app.db, now)]);
      return { ...(await shown()), version: await versionOf() };
    };

    const before = await versionOf();
    expect(await settle(DAY)).toMatchObject({ status: "Invited", holdsSeat: true, version: before });
    const near = await settle(12 * DAY);
    expect(near).toMatchObject({ status: "Near Expired", holdsSeat: true });
    expect(await settle(13 * DAY)).toEqual(near);
    const over = await settle(14 * DAY);
    expect(over).toMatchObject({ status: "Expired", holdsSeat: false });
    expect(await licenses()).toBeUndefined();
    expect(await settle(20 * DAY)).toEqual(over);
    const movements = (await admin.get(`/users/${ann}/seat-ledger`)).body.value;
    expect(movements.map(({ movement }: { movement: string }) => movement)).toEqual(["holdExpired", "held"]);
    expect((await admin.get(`/invitations/${invitation.id}`)).body).toMatchObject({
      status: "Expired",
      endedAt: new Date(T0 + 14 * DAY).toISOString(),
    });
    expect(
      (await client.find("/Users", `${CRM_USER}:invitation.status eq "Expired"`)).map(({ id }) => id),
    ).toEqual([ann]);
    expect(problemOf(await admin.post(`/invitations/${invitation.id}/resend`))).toBe(
      "409 INVITATION_EXPIRED",
    );
  });
});
