import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A mail as it came over the wire. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header and body, as they were sent. */
  readonly data: string;
}

/** A mail server on loopback that keeps what it is sent. RFC 5321 */
export interface SmtpServer {
  /** `smtp://127.0.0.1:PORT`. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** How recipients are answered from now on: `250 OK`, `451 try later`, `550 unknown`. */
  answerRecipients(reply: string): void;
  close(): Promise<void>;
}

/** Starts a mail server that speaks as much of SMTP as is needed to hand over a mail. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let recipientReply = "250 OK";
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    converse(socket, () => recipientReply, mails);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    answerRecipients: (reply) => {
      recipientReply = reply;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function converse(socket: Socket, recipientReply: () => string, mails: ReceivedMail[]): void {
  let from = "";
  let to: string[] = [];
  let data: string[] | undefined;
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  const obey = (line: string) => {
    if (data !== undefined) {
      if (line !== ".") return void data.push(line.replace(/^\./, ""));
      mails.push({ from, to, data: data.join("\n") });
      data = undefined;
      return void say("250 queued");
    }
    const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
    if (/^(EHLO|HELO|RSET|NOOP)/i.test(line)) return void say("250 localhost");
    if (/^MAIL FROM/i.test(line)) {
      [from, to] = [address, []];
      return void say("250 OK");
    }
    if (/^RCPT TO/i.test(line)) {
      if (recipientReply().startsWith("250")) to.push(address);
      return void say(recipientReply());
    }
    if (/^DATA/i.test(line)) {
      data = [];
      return void say("354 go on");
    }
    if (/^QUIT/i.test(line)) return void socket.end("221 bye\r\n");
    return void say("502 not implemented");
  };
  say("220 localhost");
  socket.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString("utf8")).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) obey(line);
  });
}
