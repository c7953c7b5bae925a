import { queryRows } from "../../../src/db/query.js";
import { createSealer } from "../../../src/mail/sealer.js";
import { deliverMails } from "../../../src/mail/worker.js";
import { createLogger } from "../../../src/observability/log.js";
import { MailError } from "../../../src/outbound/mail.js";
import { queuedMails } from "../../support/accounts.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { SERVER_KEY, useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("/admin/v1/mails on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    client = await app.connect();
    admin = await app.admin(client);
    await admin.post("/users", {
      userName: "ann",
      emails: [{ value: "ann@example.com" }],
      sendPasswordMail: true,
    });
  });

  const refuse = () =>
    deliverMails({
      db: app.db,
      sealer: createSealer(SERVER_KEY),
      mailer: {
        send: () => Promise.reject(new MailError("EENVELOPE 550", true, undefined)),
        close: () => undefined,
      },
      log: createLogger({ level: "silent" }),
      now: Date.now,
    });

  it("lists what waits, page by page, without what it says", async () => {
    await admin.post("/users", { userName: "bo", sendPasswordMail: true, mailTo: "bo@example.com" });
    const mails = await admin.all("/mails?limit=1");

    expect(mails.map(({ to, state }) => [to, state])).toEqual([
      ["bo@example.com", "queued"],
      ["ann@example.com", "queued"],
    ]);
    expect(Object.keys(mails[0] ?? {}).sort((a, b) => a.localeCompare(b))).toEqual([
      "attempts",
      "createdAt",
      "dueAt",
      "hasContent",
      "id",
      "kind",
      "state",
      "to",
    ]);
  });

  it("gives a parked mail another round, and says so in the audit trail", async () => {
    const [{ id }] = (await admin.get("/mails")).body.value;
    expect(problemOf(await admin.post(`/mails/${id}/retry`))).toBe("404 notFound");
    await refuse();
    expect((await admin.get("/mails")).body.value).toMatchObject([
      { state: "parked", error: "EENVELOPE 550" },
    ]);

    expect((await admin.post(`/mails/${id}/retry`)).status).toBe(204);
    expect(await queuedMails(app, client.tenantId)).toHaveLength(1);
    const sql = "select action from audit_entries where tenant_id = ? and resource_id = ?";
    expect(await queryRows(app.db.read, sql, [client.tenantId, id])).toEqual([{ action: "mail.retried" }]);
  });

  it("cannot send what is erased", async () => {
    const [{ id }] = (await admin.get("/mails")).body.value;
    await refuse();
    await queryRows(app.db.write, "update mail_outbox set content = null where id = ?", [id]);

    expect(problemOf(await admin.post(`/mails/${id}/retry`))).toBe("409 MAIL_ERASED");
  });

  it("shows a tenant nothing of another, and forgets the mails of who is deleted", async () => {
    const [user] = await client.find("/Users", 'userName eq "ann"');
    const [{ id }] = (await admin.get("/mails")).body.value;
    const stranger = await app.admin(await app.connect());
    await refuse();
    expect((await stranger.get("/mails")).body.value).toEqual([]);
    expect(problemOf(await stranger.post(`/mails/${id}/retry`))).toBe("404 notFound");

    await client.delete(`/Users/${user.id}`);
    expect((await admin.get("/mails")).body.value).toEqual([]);
  });
});
