import { expectAccess, person } from "../decisions.js";
import { check, scim } from "../provider.js";
import { readPool, SALES } from "../seats.js";
import { actor, administer, type Story, synchronized } from "../story.js";

/** A row of a pool's ledger. */
interface Movement {
  readonly movement: string;
  readonly userId?: string;
  readonly amount: number;
}

/** What the audit trail says of itself. */
interface Verification {
  readonly sealed: number;
  readonly unsealed: number;
  readonly offense?: object;
}

/** Somebody is deleted and comes back, and everything that happened can be proved. */
export async function endWell(story: Story): Promise<void> {
  const { paper } = story;
  paper.chapter("Deleted, restored, and on the record");
  await deleteAndRestore(story);
  await showLedger(story);
  await verify(story);
  paper.say(
    "What to try next: npm run demo -- --keep keeps this server up; README.md has requests for curl, and docs/ explains each answer.",
  );
}

async function deleteAndRestore(story: Story): Promise<void> {
  const { paper, provider } = story;
  const gone = actor(story, "outsider");
  const { displayName } = gone.person;
  paper.say(
    `${displayName} is deleted by mistake. This releases the seat at once; the person can be restored:`,
  );
  paper.line("");
  const before = await readPool(story, SALES);
  await scim(provider, "DELETE", `/Users/${gone.id}`, 204);
  const { assigned, available } = await readPool(story, SALES);
  check("the seats after it", [assigned, available], [before.assigned - 1, before.available + 1]);
  await synchronized(story);
  await expectAccess(story, person(gone), "no: USER_DELETED");
  paper.answered(
    204,
    "DELETE /scim/v2/Users/…",
    `${SALES}: ${before.available} seats available, now ${available}`,
  );
  const path = `/deleted-users/${gone.id}/restore`;
  const { id } = await administer<{ id: string }>(story, "POST", path, 200);
  check("the id", id, gone.id);
  await synchronized(story);
  check("the seats after it", (await readPool(story, SALES)).available, available);
  await expectAccess(story, person(gone), "no: NO_LICENSE, NOT_IN_SECURITY_GROUP");
  paper.answered(
    200,
    "POST /admin/v1/deleted-users/…/restore",
    `${displayName}, same id, role and unit, without license and groups`,
  );
}

/** The last movements of a pool's seats; all of them together make what is in use. */
async function showLedger(story: Story): Promise<void> {
  const { paper } = story;
  const path = `/licenses/${SALES}/ledger`;
  const { value } = await administer<{ value: Movement[] }>(story, "GET", `${path}?limit=1000`, 200);
  const { assigned, held } = await readPool(story, SALES);
  const sum = value.reduce((total, { amount }) => total + amount, 0);
  check("the sum of the ledger", sum, assigned + held);
  paper.answered(200, `GET /admin/v1${path}`, `${value.length} movements, which add up to ${sum} in use`);
}

async function verify(story: Story): Promise<void> {
  const path = "/audit/verification";
  const found = await administer<Verification>(story, "GET", path, 200);
  check("what is wrong with the trail", found.offense, undefined);
  check("whether entries are sealed", found.sealed > 0, true);
  story.paper.answered(
    200,
    `GET /admin/v1${path}`,
    `${found.sealed} sealed entries, none of them touched; ${found.unsealed} not sealed yet`,
  );
}
