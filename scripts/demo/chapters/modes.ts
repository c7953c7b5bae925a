import { randomUUID } from "node:crypto";
import { person, type Subject, showDecisions } from "../decisions.js";
import { removeMembers, toPatch } from "../entra.js";
import { type Account, check, scim, staff, team } from "../provider.js";
import { listRecords, printRecords, readRecord } from "../records.js";
import { expectLicenses, SALES } from "../seats.js";
import { actor, administer, codeOf, INSTANCE, type Story, synchronized } from "../story.js";

/** How many non-interactive people an instance has at the most, unless it is told otherwise. */
const PLACES = 5;

/** Some need no license: people in two modes, programs; and placeholders, who never come in. */
export async function changeModes(story: Story): Promise<void> {
  const { paper } = story;
  paper.chapter("Access modes, application users and stubs");
  paper.say(
    "Two access modes need a license only when they are set: Administrative gives access to the settings, Non-interactive to the API.",
  );
  paper.line("");
  const bots = await setModes(story);
  await takeLicenses(story, bots);
  const program = await addProgram(story);
  const placeholder = await importRows(story);
  const [bot] = bots;
  if (bot === undefined) throw new Error("Nobody is non-interactive.");
  paper.say("The modes stay, and with them the access, without a license:");
  printRecords(story, [await readRecord(story, actor(story, "planner")), await readRecord(story, bot)]);
  await showDecisions(story, [
    [person(actor(story, "planner"), "Administrative, no license"), "yes"],
    [person(bot, "Non-interactive, no license, signs in"), "no: NO_INTERACTIVE_SIGN_IN"],
    [placeholder, "no: STUB_USER"],
  ]);
  await showDecisions(
    story,
    [
      [person(bot, "the same, over the API"), "yes: NO_INTERACTIVE_SIGN_IN"],
      [program, "yes: NO_INTERACTIVE_SIGN_IN"],
    ],
    "api",
  );
}

function putMode(story: Story, { id }: Account, mode: string, expect: number): Promise<unknown> {
  return administer(story, "PUT", `/instances/${INSTANCE}/users/${id}/access-mode`, expect, { mode });
}

/** One person becomes administrative, five become non-interactive, which is the most there may be. */
async function setModes(story: Story): Promise<Account[]> {
  const { paper, provider } = story;
  const path = `PUT /admin/v1/instances/${INSTANCE}/users/…/access-mode`;
  const planner = actor(story, "planner");
  await putMode(story, planner, "Administrative", 200);
  paper.answered(200, path, `Administrative for ${planner.person.displayName}`);
  const everybody = [...staff(provider, "Sales").slice(1), ...staff(provider, "Customer Service").slice(1)];
  const candidates = everybody.filter((account) => account !== actor(story, "outsider"));
  const [bots, sixth] = [candidates.slice(0, PLACES), candidates[PLACES]];
  if (sixth === undefined) throw new Error("There are too few people for the limit.");
  for (const bot of bots) await putMode(story, bot, "Non-interactive", 200);
  paper.answered(200, path, `Non-interactive, for ${PLACES} people`);
  const refused = await putMode(story, sixth, "Non-interactive", 409);
  check("the refusal", codeOf(refused), "NON_INTERACTIVE_LIMIT");
  paper.answered(409, path, `NON_INTERACTIVE_LIMIT: the sixth, ${sixth.person.displayName}`);
  await synchronized(story);
  return bots;
}

/** Their licenses are taken: one directly, one by leaving the group it comes from. */
async function takeLicenses(story: Story, [bot]: readonly Account[]): Promise<void> {
  const { paper, provider } = story;
  const planner = actor(story, "planner");
  await administer(story, "POST", `/users/${planner.id}/licenses`, 200, { remove: [SALES] });
  paper.answered(200, "POST /admin/v1/users/…/licenses", `${SALES} taken from ${planner.person.displayName}`);
  if (bot === undefined) return;
  const sales = team(provider, "Sales");
  await scim(provider, "PATCH", `/Groups/${sales.id}`, 200, toPatch(removeMembers([bot.id])));
  sales.members.delete(bot.person.objectId);
  paper.answered(200, "PATCH /scim/v2/Groups/…", `${bot.person.displayName} off ${sales.displayName}`);
  await synchronized(story);
  for (const { id } of [planner, bot]) await expectLicenses(story, id, []);
}

/** A program gets a user of its own, without a license and without a person. */
async function addProgram(story: Story): Promise<Subject> {
  const applicationId = randomUUID();
  const path = `/instances/${INSTANCE}/application-users`;
  const displayName = "ERP connector";
  const body = { applicationId, displayName, roles: ["Basic User"] };
  const { userName, roles } = await administer<{ userName: string; roles: string[] }>(
    story,
    "POST",
    path,
    201,
    body,
  );
  check("the roles of the program", roles, ["Basic User"]);
  check("whether its name has its id", userName.includes(applicationId), true);
  story.paper.answered(201, `POST /admin/v1${path}`, `an application user, ${displayName}`);
  await synchronized(story);
  return {
    name: displayName,
    situation: "an application user, over the API",
    subject: { type: "application", id: applicationId },
  };
}

/** Old rows come in; an owner who does not exist becomes a placeholder. */
async function importRows(story: Story): Promise<Subject> {
  const known = actor(story, "newcomer").person.userName;
  const unknown = "old.hand@aurora.example";
  const file = [
    "table,id,owner",
    `account,1,${known}`,
    `account,2,${unknown}`,
    `contact,3,${unknown}`,
    "",
  ].join("\n");
  const path = `/instances/${INSTANCE}/imports`;
  const result = await administer<{ rows: number; rowsOfUsers: number; stubs: number }>(
    story,
    "POST",
    path,
    200,
    file,
  );
  check("what was imported", [result.rows, result.rowsOfUsers, result.stubs], [3, 1, 1]);
  story.paper.answered(200, `POST /admin/v1${path}`, `3 rows, 2 of them of ${unknown}: a stub`);
  const { value } = await administer<{ value: { id: string; name: string; rows: number }[] }>(
    story,
    "GET",
    `/instances/${INSTANCE}/stubs`,
    200,
  );
  check(
    "the stubs",
    value.map(({ name, rows }) => [name, rows]),
    [[unknown, 2]],
  );
  const records = await listRecords(story, "stub");
  check("how many stubs are enabled", records.filter(({ enabled }) => enabled).length, 0);
  return {
    name: unknown,
    situation: "a stub: it owns rows until somebody takes them over",
    subject: { type: "user", id: value[0]?.id },
  };
}
