import { DAY } from "../../../src/db/duration.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { invitationStateOf, requireInvitation } from "../../../src/licensing/invitation-requirements.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import { queuedMails } from "../../support/accounts.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_USER, CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("an invitation that is required on %s", (database) => {
  let now = Date.UTC(2026, 1, 1, 8);
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  let ann: string;

  beforeEach(async () => {
    now += 365 * DAY;
    client = await app.connect();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 });
    ann = (
      await client.createUser({
        userName: "ann@example.com",
        schemas: [CORE_USER, CRM_USER],
        emails: [{ value: "ann@mail.example" }],
        [CRM_USER]: { licenseSkus: "CRM" },
      })
    ).id;
  });

  const reenable = (...instances: string[]): Promise<void> =>
    inTransaction(app.db, async (trx) => {
      for (const id of instances) await requireInvitation(trx, client.tenantId, ann, id, now);
    });
  const states = async (...instances: string[]): Promise<string[]> => {
    const stateOf = await invitationStateOf(app.db.read, client.tenantId, [ann], now);
    return instances.map((id) => stateOf(ann, id));
  };
  const crm = async () => (await client.get(`/Users/${ann}`)).body[CRM_USER];
  const settle = () => expireDueOfTenants(app.db, now);
  const sendInvitation = (value: boolean) =>
    client.patch(`/Users/${ann}`, [{ op: "replace", path: `${CRM_USER}:sendInvitation`, value }]);
  const answer = (token: string, act: string) =>
    send(app.url, { method: "POST", path: `/invitations/${token}/${act}` });

  it("is required nowhere of who was never disabled [R088]", async () => {
    expect(await states("one", "two")).toEqual(["none", "none"]);
    expect((await crm()).invitation).toBeUndefined();
    await settle();
    expect((await crm()).invitation).toBeUndefined();
  });

  it("is required in the instances of the re-enable, open for all, and accepted once for all [R087]", async () => {
    await reenable("one", "two");
    expect(await states("one", "two", "other")).toEqual(["required", "required", "none"]);
    await settle();
    expect((await crm()).invitation).toEqual({ status: "required", holdsSeat: false });

    const { token, invitation, warnings } = (
      await admin.post(`/users/${ann}/invitation`, { sendMail: false })
    ).body;

    expect(invitation).toMatchObject({ kind: "again", holdsSeat: false });
    expect(warnings).toEqual(["NOT_MAILED"]);
    expect(await states("one", "two", "other")).toEqual(["invited", "invited", "none"]);
    // Another re-enable meanwhile: that invitation was sent before it, but one acceptance is enough.
    now += DAY;
    await reenable("other");
    expect(await states("one", "other")).toEqual(["invited", "required"]);
    expect((await answer(token, "accept")).status).toBe(200);
    expect(await states("one", "two", "other")).toEqual(["accepted", "accepted", "accepted"]);
    expect((await admin.post(`/users/${ann}/invitation`)).body.warnings).toContain("INVITATION_NOT_REQUIRED");
    now += DAY;
    await reenable("two");
    expect(await states("one", "two")).toEqual(["accepted", "required"]);
    await settle();
    expect((await crm()).invitation).toMatchObject({ status: "required" });
  });

  it.each([
    ["rejected", "INVITATION_REJECTED", (token: string) => answer(token, "reject")],
    ["revoked", "INVITATION_REVOKED", (_: string, id: string) => admin.post(`/invitations/${id}/revoke`)],
    ["expired", "INVITATION_EXPIRED", async () => void (now += 14 * DAY)],
  ])("stays required when it is %s, in that instance alone", async (state, code, end) => {
    await reenable("one");
    const { token, invitation } = (await admin.post(`/users/${ann}/invitation`)).body;

    await end(token, invitation.id);

    expect(await states("one", "two")).toEqual([state, "none"]);
    expect(problemOf(await admin.post(`/invitations/${invitation.id}/resend`))).toBe(`409 ${code}`);
    const again = (await admin.post(`/users/${ann}/invitation`)).body;
    expect(again.invitation.id).not.toBe(invitation.id);
    expect(await states("one", "two")).toEqual(["invited", "none"]);
  });

  it("is sent when a provider asks for it, and only then [R087]", async () => {
    const before = await sendInvitation(true);
    expect(before.body[CRM_USER]).toMatchObject({ sendInvitation: true });
    expect(before.body[CRM_USER].invitation).toBeUndefined();
    await sendInvitation(false);
    await reenable("one");

    const { body } = await sendInvitation(true);

    expect(body[CRM_USER]).toMatchObject({
      sendInvitation: true,
      invitation: { status: "Invited", issuedAt: new Date(now).toISOString(), holdsSeat: false },
    });
    const [mail, ...others] = await queuedMails(app, client.tenantId);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: "ann@mail.example" });
    const link = /(http\S+)\/invitations\/(\S+)/.exec(mail?.text ?? "");
    expect(link?.[1]).toBe(app.url);
    // What is open is not sent again.
    now += DAY;
    const later = await client.patch(`/Users/${ann}`, [{ op: "replace", path: "title", value: "Boss" }]);
    expect(later.body[CRM_USER].invitation).toEqual(body[CRM_USER].invitation);
    expect((await answer(link?.[2] ?? "", "accept")).status).toBe(200);
    expect(await states("one")).toEqual(["accepted"]);
  });

  it("is sent without a mail to who has no address that mail can go to, unless it must be mailed", async () => {
    const emails = (value: string) =>
      client.patch(`/Users/${ann}`, [{ op: "replace", path: "emails", value: [{ value }] }]);
    await emails("nobody, at all");
    const path = `/users/${ann}/invitation`;

    expect((await admin.post(path)).body.warnings).toContain("NOT_MAILED");
    expect(problemOf(await admin.post(path, { sendMail: true }))).toBe("400 MAIL_ADDRESS");
    await emails("ann@mail.example");
    expect((await admin.post(path, { sendMail: true })).body.warnings).not.toContain("NOT_MAILED");
    // The mail before has a link that is void by now.
    await admin.post(path);
    expect(await queuedMails(app, client.tenantId)).toHaveLength(1);
    await admin.post(path, { sendMail: false });
    expect(await queuedMails(app, client.tenantId)).toEqual([]);
  });

  it("is sent by the job for a provider that always asks for it", async () => {
    await sendInvitation(true);
    await reenable("one");
    await settle();
    expect((await crm()).invitation).toMatchObject({ status: "Invited" });

    now += 14 * DAY;
    await settle();
    expect((await crm()).invitation).toMatchObject({ status: "Expired" });
    const written = await client.patch(`/Users/${ann}`, [{ op: "replace", path: "title", value: "Boss" }]);
    expect(written.body[CRM_USER].invitation).toMatchObject({ status: "Invited" });
  });

  it("is not sent again to who has rejected it until somebody asks anew", async () => {
    await reenable("one");
    const { token } = (await admin.post(`/users/${ann}/invitation`)).body;
    await answer(token, "reject");
    await sendInvitation(true);
    expect((await crm()).invitation).toMatchObject({ status: "Invited" });
    const [{ id }] = (await admin.get(`/invitations?user=${ann}`)).body.value;
    await admin.post(`/invitations/${id}/revoke`);

    await client.patch(`/Users/${ann}`, [{ op: "replace", path: "title", value: "Boss" }]);

    expect((await crm()).invitation).toMatchObject({ status: "Revoked" });
  });

  it("is refused where it takes a seat and there is none, and waits where the provider does not want to hear of it", async () => {
    await client.patch(`/Users/${ann}`, [{ op: "remove", path: `${CRM_USER}:licenses` }]);
    for (const id of await client.createUsers("p", 2))
      await admin.post(`/users/${id}/licenses`, { add: ["CRM"] });
    await reenable("one");

    const refused = await sendInvitation(true);

    expect([errorOf(refused), refused.body.detail]).toEqual([
      "409",
      expect.stringMatching(/^LICENSE_POOL_EXHAUSTED: /),
    ]);
    expect((await crm())?.sendInvitation).toBeUndefined();
    const soft = await app.secondConnection(client, { options: { softLicenseErrors: true } });
    const accepted = await soft.patch(`/Users/${ann}`, [
      { op: "replace", path: `${CRM_USER}:sendInvitation`, value: true },
    ]);
    expect(accepted.status).toBe(200);
    expect(await states("one")).toEqual(["required"]);
  });

  it("asks no license of an administrator who needs none", async () => {
    const scim = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    await scim.patch(`/Users/${ann}`, [
      { op: "add", path: `${CRM_USER}:administratorRoles`, value: ["service"] },
      { op: "remove", path: `${CRM_USER}:licenses` },
    ]);
    await reenable("one");

    expect((await admin.post(`/users/${ann}/invitation`)).body.invitation).toMatchObject({
      holdsSeat: false,
    });
  });

  it("is written by the server alone", async () => {
    await reenable("one");
    await settle();
    const { invitation } = await crm();
    expect(invitation).toMatchObject({ status: "required" });
    const forged = { status: "Accepted", acceptedAt: "2026-01-01T00:00:00Z" };

    const created = await client.createUser({
      userName: "bea",
      schemas: [CORE_USER, CRM_USER],
      [CRM_USER]: { invitation: forged, usageLocation: "DE" },
    });
    const put = await client.put(`/Users/${ann}`, {
      schemas: [CORE_USER, CRM_USER],
      userName: "ann@example.com",
      [CRM_USER]: { invitation: forged },
    });
    const cleared = await client.put(`/Users/${ann}`, {
      schemas: [CORE_USER, CRM_USER],
      userName: "ann@example.com",
      [CRM_USER]: null,
    });

    expect(created[CRM_USER].invitation).toBeUndefined();
    expect(put.body[CRM_USER].invitation).toEqual(invitation);
    expect([cleared.status, cleared.body[CRM_USER]?.invitation]).toEqual([200, invitation]);
  });

  it("is a thing of administrators who may manage the user [R081]", async () => {
    const scim = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    await scim.patch(`/Users/${ann}`, [
      { op: "add", path: `${CRM_USER}:administratorRoles`, value: ["global"] },
    ]);
    const manager = await app.admin(client, ["userManagement"]);

    expect(problemOf(await manager.post(`/users/${ann}/invitation`))).toBe("403 GLOBAL_ADMINISTRATOR_ONLY");
    expect(problemOf(await (await app.admin(client, ["billing"])).post(`/users/${ann}/invitation`))).toBe(
      "403 forbidden",
    );
  });
});
