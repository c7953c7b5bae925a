import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../../src/db/connect.js";
import { LEASE } from "../../../src/db/lease.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { expireMails } from "../../../src/mail/leases.js";
import { listMails, queueMail, retryMail } from "../../../src/mail/outbox.js";
import { createSealer } from "../../../src/mail/sealer.js";
import { deliverMails, type MailWorkerDeps, startMailJob } from "../../../src/mail/worker.js";
import { createLogger } from "../../../src/observability/log.js";
import { createMailer, MailError, type Mailer, type OutgoingMail } from "../../../src/outbound/mail.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { type SmtpServer, startSmtpServer } from "../../support/smtp-server.js";

const NOW = 1_800_000_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECRET = "Xq7#mWpTkRe4vUhd";

describe.each(DATABASES)("the outbox of mails on %s", (kind) => {
  let db: Database;
  let tenantId: string;
  let smtp: SmtpServer;
  let now: number;
  let log: string[];
  let deps: MailWorkerDeps;
  const sealer = createSealer("the key of the server");

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    now = NOW;
    log = [];
    smtp = await startSmtpServer();
    await queryRows(db.write, "delete from mail_outbox");
    tenantId = (await insertTenant(db.write, `t${Math.random()}`, NOW))?.id ?? "";
    const logger = createLogger({ level: "debug", destination: { write: (line) => void log.push(line) } });
    const mailer = createMailer(smtp.url, "Usher <usher@contoso.com>", () => undefined);
    deps = { db, sealer, mailer, log: logger, now: () => now };
  });
  afterEach(() => smtp.close());

  const queue = (to = "ann@example.com") =>
    inTransaction(db, (trx) =>
      queueMail(
        trx,
        sealer.seal,
        { tenantId, kind: "password", userId: undefined, to, subject: "Hello", text: `It is ${SECRET}` },
        now,
      ),
    );
  const mails = () => listMails(db.read, tenantId, undefined, 100);
  const retry = (id: string) => inTransaction(db, (trx) => retryMail(trx, tenantId, id, now));

  it("delivers what was queued, once, and erases what it said", async () => {
    const id = await queue();
    expect(await deliverMails(deps)).toBe(1);
    expect(await deliverMails(deps)).toBe(0);

    expect(smtp.mails).toMatchObject([{ to: ["ann@example.com"], data: expect.stringContaining(SECRET) }]);
    expect(smtp.mails[0]?.data).toContain(`Message-ID: <${id}@contoso.com>`);
    expect(await mails()).toMatchObject([
      { id, state: "sent", attempts: 1, settledAt: NOW, hasContent: false },
    ]);
  });

  it("delivers nothing of a transaction that did not commit", async () => {
    const failed = inTransaction(db, async (trx) => {
      await queueMail(
        trx,
        sealer.seal,
        { tenantId, kind: "password", userId: undefined, to: "a@x.example", subject: "", text: "" },
        now,
      );
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");

    expect(await deliverMails(deps)).toBe(0);
  });

  it("keeps what a mail says unreadable, in the database and in the log", async () => {
    await queue();
    const row = await queryFirst(db.read, "select * from mail_outbox where tenant_id = ?", [tenantId]);
    smtp.answerRecipients(`451 ${SECRET}`);
    await deliverMails(deps);
    smtp.answerRecipients(`550 <ann@example.com> ${SECRET}`);
    now += HOUR;
    await deliverMails(deps);

    const after = await queryFirst(db.read, "select * from mail_outbox where tenant_id = ?", [tenantId]);
    for (const text of [JSON.stringify(row), JSON.stringify(after), log.join("")])
      expect(text).not.toContain(SECRET);
    expect(log.join("")).not.toContain("ann@example.com");
    expect(log).toHaveLength(2);
  });

  it("tries again later and later, and gives up after some hours", async () => {
    const id = await queue();
    smtp.answerRecipients("451 try later");
    const waits: number[] = [];
    for (let tries = 1; tries < 12; tries++) {
      expect(await deliverMails(deps)).toBe(1);
      const [mail] = await mails();
      expect(mail).toMatchObject({ state: "queued", attempts: tries, error: "EENVELOPE 451" });
      waits.push((mail?.dueAt ?? 0) - now);
      now = (mail?.dueAt ?? 0) - 1;
      expect(await deliverMails(deps)).toBe(0);
      now += 1;
    }
    await deliverMails(deps);

    expect(waits.map((wait) => wait / SECOND)).toEqual([
      30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600,
    ]);
    expect(await mails()).toMatchObject([
      { id, state: "parked", attempts: 12, error: "EENVELOPE 451", hasContent: true },
    ]);
    smtp.answerRecipients("250 OK");
    expect(await retry(id)).toBe("retried");
    expect(await deliverMails(deps)).toBe(1);
    expect(await mails()).toMatchObject([{ state: "sent" }]);
  });

  it("parks at once what the server refuses for good", async () => {
    await queue();
    smtp.answerRecipients("550 unknown");
    await deliverMails(deps);

    expect(await mails()).toMatchObject([{ state: "parked", attempts: 1, error: "EENVELOPE 550" }]);
  });

  it("is shared by any number of workers, each mail for one of them", async () => {
    for (let index = 0; index < 12; index++) await queue(`p${index}@example.com`);
    for (let round = 0; round < 3; round++)
      await Promise.all([deliverMails(deps), deliverMails(deps), deliverMails(deps)]);

    const recipients = smtp.mails.flatMap(({ to }) => to);
    expect(recipients).toHaveLength(12);
    expect(new Set(recipients).size).toBe(12);
  });

  /** A mailer that does not come to an end until it is told to. */
  const hanging = () => {
    const sent: OutgoingMail[] = [];
    const resume: (() => void)[] = [];
    const mailer: Mailer = {
      send: (mail) => {
        sent.push(mail);
        return new Promise((resolve) => resume.push(resolve));
      },
      close: () => undefined,
    };
    return { mailer, sent, resume: () => resume.map((go) => go()) };
  };

  it("takes over a mail of a worker that died, within seconds, under the same Message-ID", async () => {
    const { mailer, sent, resume } = hanging();
    const id = await queue();
    const dying = deliverMails({ ...deps, mailer });
    while (sent.length === 0) await sleep(5);
    now += LEASE - 1;
    expect(await deliverMails(deps)).toBe(0);
    now += 1;
    expect(await deliverMails(deps)).toBe(1);
    resume();
    await dying;

    expect(sent[0]?.id).toBe(id);
    expect(smtp.mails[0]?.data).toContain(`<${id}@`);
    expect(await mails()).toMatchObject([{ state: "sent", attempts: 2 }]);
  });

  it("leaves a mail to the worker that is at it, however long that takes", async () => {
    jest.useFakeTimers({
      doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "Date", "performance"],
    });
    const { mailer, sent, resume } = hanging();
    await queue();
    const slow = deliverMails({ ...deps, mailer });
    while (sent.length === 0) await sleep(5);
    for (let i = 0; i < 5; i++) {
      now += LEASE / 2;
      jest.advanceTimersByTime(LEASE / 2);
      await sleep(50);
      expect(await deliverMails(deps)).toBe(0);
    }
    jest.useRealTimers();
    resume();
    await slow;

    expect(smtp.mails).toEqual([]);
    expect(await mails()).toMatchObject([{ state: "sent", attempts: 1 }]);
  });

  it("ends behind the mails that it is at when it is stopped", async () => {
    for (let index = 0; index < 12; index++) await queue(`p${index}@example.com`);
    const { mailer, sent, resume } = hanging();
    const worker = startMailJob({ ...deps, mailer });
    while (sent.length < 5) await sleep(5);
    const stopped = worker.stop();
    resume();
    await stopped;

    expect(sent).toHaveLength(5);
    expect((await mails()).filter(({ state }) => state === "queued")).toHaveLength(7);
  });

  it("erases what a mail said after a day, delivered or not", async () => {
    const id = await queue();
    const waits = { ...deps, mailer: undefined };
    now = NOW + DAY - 1;
    expect(await expireMails(db.write, now)).toBe(0);
    expect(await deliverMails(waits)).toBe(0);
    now = NOW + DAY;
    expect(await deliverMails(deps)).toBe(0);
    expect(await expireMails(db.write, now)).toBe(1);

    expect(await mails()).toMatchObject([{ id, state: "parked", error: "EXPIRED", hasContent: false }]);
    expect(await retry(id)).toBe("erased");
    expect(smtp.mails).toEqual([]);
    await expireMails(db.write, now + 30 * DAY);
    expect(await mails()).toEqual([]);
  });

  it("erases after a day what was given up before", async () => {
    await queue();
    smtp.answerRecipients("550 unknown");
    await deliverMails(deps);
    await expireMails(db.write, NOW + DAY);

    expect(await mails()).toMatchObject([{ state: "parked", error: "EENVELOPE 550", hasContent: false }]);
  });

  it("parks a mail that was sealed with another key", async () => {
    await queue();
    await deliverMails({ ...deps, sealer: createSealer("another key") });

    expect(await mails()).toMatchObject([{ state: "parked", error: "SEALED_WITH_ANOTHER_KEY" }]);
  });

  it("says once that there is no way to send what waits", async () => {
    await queue();
    const worker = startMailJob({ ...deps, mailer: undefined });
    while (log.length === 0) await sleep(5);
    await worker.stop();

    expect(log).toEqual([expect.stringContaining("MAIL_URL is not set")]);
    expect(await mails()).toMatchObject([{ state: "queued", attempts: 0 }]);
  });

  it("goes on by itself until it is stopped, whatever a mailer does", async () => {
    const broken: Mailer = {
      send: () => Promise.reject(new MailError("ESOCKET", false, undefined)),
      close: () => undefined,
    };
    await queue();
    const worker = startMailJob({ ...deps, mailer: broken });
    while ((await mails())[0]?.attempts !== 1) await sleep(5);
    await worker.stop();

    expect(await mails()).toMatchObject([{ state: "queued", error: "ESOCKET" }]);
  });
});
