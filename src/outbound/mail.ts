import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { types } from "node:util";
import { createTransport } from "nodemailer";
import { SECOND } from "../db/duration.js";

/** A mail to one person. */
export interface OutgoingMail {
  /** Identifies the mail: the same for every try, so that mail servers and programs recognize it. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** Sends mails. */
export interface Mailer {
  /** @throws MailError that says whether another try may help */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** The error of a mail that was not sent, in words of the protocol: never addresses or texts of the mail. */
export class MailError extends Error {
  /** Whether a retry is useless, because the recipient was refused permanently. */
  readonly isFinal: boolean;

  constructor(message: string, isFinal: boolean, cause: unknown) {
    super(message, { cause });
    this.name = "MailError";
    this.isFinal = isFinal;
  }
}

/** How long a mail server may take to accept a connection, and to continue, in milliseconds. */
const CONNECT_TIMEOUT = 10 * SECOND;
const IDLE_TIMEOUT = 20 * SECOND;

/** The host of message ids when the sender's address has none. */
const OWN_HOST = "usher.invalid";

/**
 * Creates the mailer of a URL: `smtp://user:password@host:port`, `smtps://…`, `file:DIRECTORY` for one .eml file per
 * mail, or `terminal`, which prints them.
 * @param from - the sender: `Usher <usher@example.com>`
 * @param print - prints a mail for `terminal`
 */
export function createMailer(url: string, from: string, print: (text: string) => void): Mailer {
  if (url === "terminal") return textMailer(from, async (_id, message) => print(message.toString("utf8")));
  if (!url.startsWith("file:")) return smtpMailer(url, from);
  const directory = url.slice("file:".length);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return textMailer(from, (id, message) =>
    writeFile(path.join(directory, `${id}.eml`), message, { mode: 0o600 }),
  );
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_TIMEOUT,
    greetingTimeout: CONNECT_TIMEOUT,
    socketTimeout: IDLE_TIMEOUT,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail, from));
      } catch (error) {
        throw toMailError(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Builds each mail and delivers it as it would be transmitted. */
function textMailer(from: string, deliver: (id: string, message: Buffer) => Promise<void>): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return {
    async send(mail) {
      try {
        const { message } = await transport.sendMail(messageOf(mail, from));
        await deliver(mail.id, message as Buffer);
      } catch (error) {
        throw toMailError(error);
      }
    },
    close: () => transport.close(),
  };
}

function messageOf({ id, to, subject, text }: OutgoingMail, from: string): object {
  const host = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? OWN_HOST;
  return {
    from,
    // As an object it is one address, whatever it contains.
    to: { name: "", address: to },
    subject,
    text,
    messageId: `<${id}@${host}>`,
    // RFC 3834 §5: prevents automatic replies.
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Keeps only the numbers and names of errors, since a server's reply may quote addresses. */
function toMailError(error: unknown): MailError {
  const known = (types.isNativeError(error) ? error : {}) as { code?: unknown; responseCode?: unknown };
  const code = typeof known.code === "string" ? known.code : "EUNKNOWN";
  const answer = typeof known.responseCode === "number" ? known.responseCode : undefined;
  const isFinal = code === "EENVELOPE" && answer !== undefined && answer >= 500;
  return new MailError(answer === undefined ? code : `${code} ${answer}`, isFinal, error);
}
