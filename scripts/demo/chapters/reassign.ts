import { expectAccess, person } from "../decisions.js";
import { setActive, toPatch } from "../entra.js";
import { check, scim } from "../provider.js";
import { giveRole } from "../roles.js";
import { expectLicenses, readPool, SERVICE } from "../seats.js";
import { actor, administer, type Story, synchronized } from "../story.js";

/** A row of a person's ledger. */
interface Movement {
  readonly movement: string;
  readonly cause: string;
  readonly amount: number;
}

/** The seat of somebody who leaves goes to somebody who waits. */
export async function moveSeat(story: Story): Promise<void> {
  const { paper, provider } = story;
  const [leaver, newcomer] = [actor(story, "leaver"), actor(story, "newcomer")];
  const [from, to] = [leaver.person.displayName, newcomer.person.displayName];
  paper.chapter("A seat moves from a leaver to a newcomer");
  paper.say(
    `${from} leaves. The provider only deactivates people, which keeps the seat. ${to} still waits for one. One step moves the seat, and nobody else can take it in between:`,
  );
  paper.line("");
  await scim(provider, "PATCH", `/Users/${leaver.id}`, 200, toPatch(setActive(false)));
  leaver.active = false;
  await synchronized(story);
  await expectAccess(story, person(leaver), "no: SIGN_IN_BLOCKED");
  await expectLicenses(story, leaver.id, [`${SERVICE} active`]);
  await expectLicenses(story, newcomer.id, [`${SERVICE} error CountViolation`]);
  paper.answered(
    200,
    "PATCH /scim/v2/Users/…",
    `${from}: active "False"; refused from now on, the seat stays`,
  );

  const before = await readPool(story, SERVICE);
  const path = `/licenses/${SERVICE}/reassign`;
  await administer(story, "POST", path, 200, { from: leaver.id, to: newcomer.id });
  const after = await readPool(story, SERVICE);
  check("how many seats are in use", [after.assigned, after.available], [before.assigned, before.available]);
  await expectLicenses(story, leaver.id, []);
  await expectLicenses(story, newcomer.id, [`${SERVICE} active`]);
  paper.answered(200, `POST /admin/v1${path}`, `from ${from} to ${to}`);
  await giveRole(story, [newcomer], "Customer Service Representative");
  await synchronized(story);
  await expectAccess(story, person(newcomer), "yes");
  paper.answered(200, "POST /access/v1/evaluation", `${to} has a role too by now. Signs in? yes`);
  await showMovements(story);
}

async function showMovements(story: Story): Promise<void> {
  const rows: string[][] = [];
  for (const account of [actor(story, "leaver"), actor(story, "newcomer")]) {
    const path = `/users/${account.id}/seat-ledger`;
    const { value } = await administer<{ value: Movement[] }>(story, "GET", path, 200);
    for (const { movement, cause, amount } of value.toReversed()) {
      const source = cause.startsWith("licenses:") ? "the provider" : cause;
      rows.push([account.person.displayName, movement, source, String(amount).padStart(6)]);
    }
  }
  story.paper.say("Each of the two has a ledger, from GET /admin/v1/users/…/seat-ledger:");
  story.paper.table(
    [
      { title: "Who", width: 26 },
      { title: "Movement", width: 12 },
      { title: "By", width: 16 },
      { title: "Amount", width: 6 },
    ],
    rows,
  );
}
