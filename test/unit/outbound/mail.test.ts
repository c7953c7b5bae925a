import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createMailer } from "../../../src/outbound/mail.js";
import { type SmtpServer, startSmtpServer } from "../../support/smtp-server.js";

const MAIL = { id: "01a2", to: "ann@example.com", subject: "Grüße", text: "Hello Ann,\n.\nsecret=1" };
const FROM = "Usher <usher@contoso.com>";

const notPrinted = () => {
  throw new Error("nothing is to be printed");
};

describe("createMailer", () => {
  describe("with smtp", () => {
    let server: SmtpServer;
    beforeEach(async () => {
      server = await startSmtpServer();
    });
    afterEach(() => server.close());

    it("hands a mail over to the server", async () => {
      const mailer = createMailer(server.url, FROM, notPrinted);
      await mailer.send(MAIL);

      expect(server.mails).toEqual([
        {
          from: "usher@contoso.com",
          to: ["ann@example.com"],
          data: expect.stringContaining("Hello Ann,\n.\nsecret="),
        },
      ]);
      expect(server.mails[0]?.data).toContain("Message-ID: <01a2@contoso.com>");
      expect(server.mails[0]?.data).toContain("From: Usher <usher@contoso.com>");
      expect(server.mails[0]?.data).toContain("Auto-Submitted: auto-generated");
    });

    it("makes one address of what is sent as several, and no header of a subject", async () => {
      const mailer = createMailer(server.url, FROM, notPrinted);
      await mailer.send({ ...MAIL, subject: "a\r\nBcc: eve@example.com" });
      await mailer.send({ ...MAIL, to: "ann@example.com, eve@example.com" }).catch(() => undefined);

      expect(server.mails.flatMap(({ to }) => to)).not.toContain("eve@example.com");
      expect(server.mails[0]?.data).not.toMatch(/^Bcc:/m);
    });

    it.each([
      ["550 5.1.1 <ann@example.com> unknown", "EENVELOPE 550", true],
      ["451 later, ann@example.com", "EENVELOPE 451", false],
    ])("says what %s means, and does not quote it", async (reply, message, isFinal) => {
      server.answerRecipients(reply);

      await expect(createMailer(server.url, FROM, notPrinted).send(MAIL)).rejects.toMatchObject({
        name: "MailError",
        message,
        isFinal,
      });
    });

    it("may try again where no server listens", async () => {
      await server.close();
      const sent = createMailer(server.url, FROM, notPrinted).send(MAIL);
      await expect(sent).rejects.toMatchObject({ message: "ESOCKET", isFinal: false });
      server = await startSmtpServer();
    });
  });

  it("writes a file for each mail, for its owner alone", async () => {
    const directory = path.join(mkdtempSync(path.join(tmpdir(), "usher-mail-")), "out");
    await createMailer(`file:${directory}`, FROM, notPrinted).send(MAIL);
    const [name = ""] = readdirSync(directory);

    expect(name).toBe("01a2.eml");
    expect(readFileSync(path.join(directory, name), "utf8")).toMatch(/To: ann@example.com[^]*Hello Ann,/);
    expect(statSync(path.join(directory, name)).mode & 0o077).toBe(0);
    rmSync(path.dirname(directory), { recursive: true });
  });

  it("prints mails to a terminal", async () => {
    const printed: string[] = [];
    await createMailer("terminal", FROM, (text) => printed.push(text)).send(MAIL);

    expect(printed).toEqual([expect.stringMatching(/To: ann@example.com[^]*Hello Ann,/)]);
  });
});
