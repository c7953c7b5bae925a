import { expectAccess, person } from "../decisions.js";
import { addMembers, removeMembers, setActive, toPatch } from "../entra.js";
import { type Account, accountOf, check, type Provider, scim, team } from "../provider.js";
import { administer, eventually, INSTANCE, type Story, synchronized } from "../story.js";
import { GUARD } from "./guard.js";

/** The people who leave for good while it happens. */
const LEAVERS = 3;

/** Members that Entra names in one PATCH. */
const MEMBERS_PER_PATCH = 20;

/** A hold, as an administrator sees it. */
interface Hold {
  readonly id: string;
  readonly people: number;
  readonly connection: string;
}

/** A scope is changed by mistake: its effect on access waits, and is discarded. Then the past is asked. */
export async function holdMistake(story: Story): Promise<void> {
  const { paper, provider } = story;
  paper.chapter("A scope is changed by mistake");
  const before = await listEntering(story);
  const moment = new Date().toISOString();
  const guard = team(provider, GUARD);
  const members = [...guard.members].map((objectId) => accountOf(provider, objectId));
  const concerned = members.filter(({ id }) => before.includes(id));
  const leavers = concerned.slice(-LEAVERS);
  const dropped = concerned.slice(1, -LEAVERS);
  await administer(story, "PATCH", "/settings", 200, { "access.hold.people": LEAVERS });
  paper.say(
    `At the provider, ${LEAVERS} people leave, and somebody changes the scope of ${GUARD}: ${leavers.length + dropped.length} of ${before.length} people ` +
      `would be out. A connection may end the access of 25 people an hour, here of ${LEAVERS}; what goes beyond has to wait.`,
  );
  paper.line("");
  await leave(story, leavers);
  await drop(provider, guard.id, dropped);
  paper.answered(200, "PATCH /scim/v2/Groups/…", `${dropped.length} members less, as the provider sent it`);
  const hold = await showHold(story, before, leavers, dropped);
  await decide(story, hold, guard.id, dropped);
  await lookBack(story, moment, before, leavers);
  await administer(story, "PATCH", "/settings", 200, { "access.hold.people": 25 });
}

/** The ids of those who may sign in to the instance, now or at a moment. */
async function listEntering(story: Story, at?: string): Promise<readonly string[]> {
  const asked = at === undefined ? "" : `&at=${encodeURIComponent(at)}`;
  const path = `/instances/${INSTANCE}/access?canSignIn=true&limit=1000${asked}`;
  const { value } = await administer<{ value: { userId: string }[] }>(story, "GET", path, 200);
  return value.map(({ userId }) => userId);
}

async function leave(story: Story, leavers: readonly Account[]): Promise<void> {
  for (const account of leavers) {
    await scim(story.provider, "PATCH", `/Users/${account.id}`, 200, toPatch(setActive(false)));
    account.active = false;
  }
  await synchronized(story);
  for (const account of leavers) await expectAccess(story, person(account), "no: SIGN_IN_BLOCKED");
  const names = leavers.map((account) => account.person.displayName).join(", ");
  story.paper.answered(200, "PATCH /scim/v2/Users/…", `${names}: out at once`);
}

async function drop(provider: Provider, groupId: string, dropped: readonly Account[]): Promise<void> {
  for (let from = 0; from < dropped.length; from += MEMBERS_PER_PATCH) {
    const ids = dropped.slice(from, from + MEMBERS_PER_PATCH).map(({ id }) => id);
    await scim(provider, "PATCH", `/Groups/${groupId}`, 200, toPatch(removeMembers(ids)));
  }
}

/** Nobody of the dropped is out; the alarm is there, and a preview says what would come. */
async function showHold(
  story: Story,
  before: readonly string[],
  leavers: readonly Account[],
  dropped: readonly Account[],
): Promise<Hold> {
  const { paper } = story;
  check("how many may still enter", (await listEntering(story)).length, before.length - leavers.length);
  const [first] = dropped;
  if (first === undefined) throw new Error("Nobody was dropped.");
  await expectAccess(story, person(first), "yes: EFFECT_HELD");
  paper.answered(200, "POST /access/v1/evaluation", `${first.person.displayName} signs in? yes: EFFECT_HELD`);
  const { value } = await administer<{ value: Hold[] }>(story, "GET", "/holds?state=open", 200);
  const [hold] = value;
  if (hold === undefined) throw new Error("There is no hold.");
  check("how many wait", hold.people, dropped.length);
  paper.answered(200, "GET /admin/v1/holds", `${hold.people} people wait, for 4 hours at the most`);
  await eventually(story, "The alarm", async () => {
    const health = await administer<{ value: { code: string }[] }>(story, "GET", "/reports/health", 200);
    return health.value.some(({ code }) => code === "CHANGES_HELD");
  });
  paper.answered(200, "GET /admin/v1/reports/health", "CHANGES_HELD: somebody should look at it");
  const preview = await administer<{ loses: number }>(
    story,
    "POST",
    `/holds/${hold.id}/release?preview=true`,
    200,
  );
  check("how many a release would shut out", preview.loses, dropped.length);
  paper.answered(
    200,
    "POST /admin/v1/holds/…/release?preview=true",
    `${preview.loses} people would lose access`,
  );
  return hold;
}

/** It was a mistake: everybody stays, and the provider is put right. */
async function decide(story: Story, hold: Hold, groupId: string, dropped: readonly Account[]): Promise<void> {
  const { paper, provider } = story;
  const [first] = dropped;
  if (first === undefined) throw new Error("Nobody was dropped.");
  await administer(story, "POST", `/holds/${hold.id}/discard`, 204);
  await expectAccess(story, person(first), "yes: KEPT_BY_EXCEPTION");
  paper.answered(204, "POST /admin/v1/holds/…/discard", "it was a mistake: everybody stays");
  for (let from = 0; from < dropped.length; from += MEMBERS_PER_PATCH) {
    const ids = dropped.slice(from, from + MEMBERS_PER_PATCH).map(({ id }) => id);
    await scim(provider, "PATCH", `/Groups/${groupId}`, 200, toPatch(addMembers(ids)));
  }
  await synchronized(story);
  await expectAccess(story, person(first), "yes");
  paper.answered(200, "PATCH /scim/v2/Groups/…", "the provider is put right: no exception is left");
}

async function lookBack(
  story: Story,
  moment: string,
  before: readonly string[],
  leavers: readonly Account[],
): Promise<void> {
  const { paper } = story;
  const then = await listEntering(story, moment);
  check("how many could enter before", then.length, before.length);
  paper.answered(
    200,
    `GET /admin/v1/instances/${INSTANCE}/access?at=…`,
    `who could enter at ${moment.slice(11, 16)}: ${then.length}`,
  );
  const path = `/access/changes?from=${encodeURIComponent(moment)}&instance=${INSTANCE}`;
  const { loses } = await administer<{ loses: number }>(
    story,
    "GET",
    `${path}&to=${encodeURIComponent(new Date().toISOString())}`,
    200,
  );
  check("how many lost access since", loses, leavers.length);
  paper.answered(200, "GET /admin/v1/access/changes?from=…&to=…", `${loses} people less since then`);
}
