import { queryRows } from "../../../src/db/query.js";
import { createSealer } from "../../../src/mail/sealer.js";
import { deliverMails } from "../../../src/mail/worker.js";
import { createLogger } from "../../../src/observability/log.js";
import { MailError, type Mailer } from "../../../src/outbound/mail.js";
import { Person, post } from "../../support/accounts.js";
import type { AdminClient } from "../../support/admin-client.js";
import { SERVER_KEY, useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";

/** Every table in which something of an account may be. */
const TABLES = [
  "users",
  "user_passwords",
  "attribute_values",
  "sessions",
  "sign_in_failures",
  "mail_outbox",
  "audit_entries",
  "provisioning_log",
  "tombstones",
];

describe.each(DATABASES)("passwords in clear on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  beforeAll(async () => {
    client = await app.connect();
    admin = await app.admin(client);
  });

  async function everythingStored(): Promise<string> {
    const tables = TABLES.map(async (table) =>
      JSON.stringify(await queryRows(app.db.read, `select * from ${table}`)),
    );
    return (await Promise.all(tables)).join("\n");
  }

  it("are shown once, and are nowhere else [R009] [R010]", async () => {
    const own = [
      "SCIM-post-password",
      "SCIM-patch-password",
      "SCIM-put-password",
      "Chosen-by-the-person",
      "Guess-of-somebody",
    ];
    const mailed = { emails: [{ value: "ann@example.com" }], sendPasswordMail: true };
    const created = (await admin.post("/users", { userName: "ann", ...mailed })).body;
    const reset = (await admin.post(`/users/${created.user.id}/password-reset`, { sendPasswordMail: true }))
      .body;
    const generated = [created.temporaryPassword, reset.temporaryPassword];
    const person = await Person.of(app, client.tenantId, "ann");
    await person.changePassword(reset.temporaryPassword, "Chosen-by-the-person");
    await person.token("Chosen-by-the-person");
    await person.signIn("Guess-of-somebody");
    await post(app.url, "/admin/v1/sessions", {
      tenant: person.tenant,
      userName: "Guess-of-somebody",
      password: "x",
    });

    const answers: string[] = [];
    const { id } = await client.createUser({ userName: "bo", password: "SCIM-post-password" });
    answers.push(
      (
        await client.patch(`/Users/${id}`, [
          { op: "replace", path: "password", value: "SCIM-patch-password" },
        ])
      ).text,
    );
    answers.push((await client.put(`/Users/${id}`, { userName: "bo", password: "SCIM-put-password" })).text);
    for (const user of [id, created.user.id]) {
      answers.push(
        (await client.get(`/Users/${user}`)).text,
        (await client.get(`/Users/${user}?attributes=password`)).text,
      );
    }
    answers.push((await client.get("/Users")).text);
    const filtered = await client.get(
      `/Users?filter=${encodeURIComponent('password eq "SCIM-put-password"')}`,
    );
    expect(filtered.status).toBe(400);
    answers.push((await admin.get("/mails")).text);
    await admin.get("/provisioning-log");

    const texts = { stored: await everythingStored(), log: app.log.join("\n"), answers: answers.join("\n") };
    for (const [where, text] of Object.entries(texts)) {
      for (const secret of [...own, ...generated])
        expect([where, text.includes(secret)]).toEqual([where, false]);
    }
    for (const text of [texts.log, texts.answers]) expect(text).not.toContain("scrypt$");
    expect(texts.answers).not.toContain("emporaryPassword");
  }, 20_000);

  it("are not in the outbox or the log while a mail waits, fails and is delivered [R010]", async () => {
    const body = { userName: "cy", emails: [{ value: "cy@example.com" }], sendPasswordMail: true };
    const { temporaryPassword } = (await admin.post("/users", body)).body;
    const lines: string[] = [];
    const log = createLogger({ level: "debug", destination: { write: (line) => void lines.push(line) } });
    const texts: string[] = [];
    let fails = true;
    const mailer: Mailer = {
      send: async ({ text }) => {
        texts.push(text);
        if (fails) throw new MailError("ESOCKET", false, new Error(text));
      },
      close: () => undefined,
    };
    const deps = { db: app.db, sealer: createSealer(SERVER_KEY), mailer, log };

    await deliverMails({ ...deps, now: () => Date.now() });
    fails = false;
    expect(await everythingStored()).not.toContain(temporaryPassword);
    await deliverMails({ ...deps, now: () => Date.now() + 3_600_000 });

    expect(texts).toEqual([
      expect.stringContaining(temporaryPassword),
      expect.stringContaining(temporaryPassword),
    ]);
    expect(await everythingStored()).not.toContain(temporaryPassword);
    expect(lines.join("")).not.toContain(temporaryPassword);
  });
});
