import { expectAccess, person } from "./decisions.js";
import { type Account, check } from "./provider.js";
import { administer, type Story, synchronized } from "./story.js";

/** An invitation that was just sent. */
interface Issued {
  readonly link: string;
  readonly token: string;
  readonly warnings: readonly string[];
}

/** What the page of an invitation says. */
interface Offer {
  readonly status: string;
  readonly user: string;
}

/** Invites somebody by mail. The link in the mail is the one that administrators are shown. */
async function invite(story: Story, { id, person: who }: Account): Promise<string> {
  const { paper, server } = story;
  const issued = await administer<Issued>(story, "POST", `/users/${id}/invitation`, 201);
  check("the list of warnings", issued.warnings, []);
  paper.answered(201, "POST /admin/v1/users/…/invitation", `an invitation for ${who.displayName}`);
  const mail = await server.mailTo(who.userName);
  const text = decode(mail.slice(mail.indexOf("") + 1));
  check("whether the mail has the link", text.includes(issued.link), true);
  paper.say("The server prints its mails to its terminal here (MAIL_URL=terminal). This one came:");
  const headers = mail.filter((line) => /^(?:From|To|Subject): /.test(line));
  const hidden = text.map((line) => line.replace(issued.token, mask(issued.token)));
  paper.lines(
    [...headers, "", ...hidden]
      .filter((line, index, all) => line !== "" || all[index - 1] !== "")
      .map((line) => `│ ${line}`.trimEnd()),
  );
  return issued.token;
}

/** Opens the link of an invitation, as somebody without a token, and accepts. */
async function accept({ paper, visitor }: Story, token: string): Promise<void> {
  paper.line("");
  const shown = await visitor.send({ method: "GET", path: `/invitations/${token}`, expect: 200 });
  const { user } = shown.body as Offer;
  paper.answered(200, "GET /invitations/…", `a page for ${user}, with two buttons`);
  const path = `/invitations/${token}/accept`;
  const { body } = await visitor.send({ method: "POST", path, expect: 200 });
  check("the state of the invitation", (body as Offer).status, "Accepted");
  paper.answered(200, "POST /invitations/…/accept", "Accepted");
  await visitor.send({ method: "POST", path, expect: 404 });
  paper.answered(404, "POST /invitations/…/accept", "a link can be used once");
}

/** Invites somebody and lets them accept; they sign in from then on. */
export async function bringBack(story: Story, account: Account): Promise<void> {
  await accept(story, await invite(story, account));
  await synchronized(story);
  await expectAccess(story, person(account), "yes");
}

/** The ends of a secret. */
function mask(secret: string): string {
  return `${secret.slice(0, 4)}…${secret.slice(-2)}`;
}

/** The text of a mail, whose long lines end in `=` and whose other characters are `=` and two digits. RFC 2045 §6.7 */
function decode(lines: readonly string[]): string[] {
  const bytes = lines
    .join("\n")
    .replace(/=\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").trimEnd().split("\n");
}
