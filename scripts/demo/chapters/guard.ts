import { expectAccess, person, showDecisions } from "../decisions.js";
import { addMembers, toGroup, toPatch } from "../entra.js";
import { bringBack } from "../invitations.js";
import { type Account, check, create, type Provider, scim, staff } from "../provider.js";
import { printRecords, readRecord } from "../records.js";
import { expectLicenses, SALES } from "../seats.js";
import { actor, administer, eventually, INSTANCE, type Story, synchronized } from "../story.js";

/** The group that guards the instance. */
export const GUARD = "CRM Users";

/** Members that one PATCH adds to a group. */
const MEMBERS_PER_PATCH = 50;

/** A group guards the instance: who is not in it is disabled, and needs an invitation to come back. */
export async function guardInstance(story: Story): Promise<void> {
  const { paper, provider, people } = story;
  paper.chapter("A security group guards the instance");
  const licensed = [
    actor(story, "leaver"),
    actor(story, "planner"),
    ...staff(provider, "Sales"),
    ...staff(provider, "Customer Service"),
  ];
  const outsider = staff(provider, "Sales").at(-1);
  if (outsider === undefined) throw new Error("Nobody sells.");
  people.outsider = outsider;
  const members = licensed.filter((account) => account !== outsider);
  paper.say(
    `The provider pushes a group "${GUARD}" of everybody who works with the CRM. One person is forgotten. The preview tells before anything happens:`,
  );
  paper.line("");
  const group = await pushGroup(provider, members);
  paper.answered(201, "POST /scim/v2/Groups", `${GUARD}, ${members.length} members`);
  await preview(story, group, outsider);
  await administer(story, "PUT", `/instances/${INSTANCE}/guard`, 200, { groupId: group });
  await eventually(story, "The guard", async () => !(await readRecord(story, outsider)).enabled);
  await synchronized(story);
  paper.answered(200, `PUT /admin/v1/instances/${INSTANCE}/guard`, `only ${GUARD} may enter from now on`);
  await showShutOut(story, outsider);
  await letBackIn(story, group, outsider);
}

async function pushGroup(provider: Provider, members: readonly Account[]): Promise<string> {
  const objectId = provider.random.guid();
  const id = await create(provider, "Groups", toGroup(GUARD, objectId));
  for (let from = 0; from < members.length; from += MEMBERS_PER_PATCH) {
    const ids = members.slice(from, from + MEMBERS_PER_PATCH).map((member) => member.id);
    await scim(provider, "PATCH", `/Groups/${id}`, 200, toPatch(addMembers(ids)));
  }
  const all = members.map(({ person: { objectId: member } }) => member);
  provider.teams.push({ displayName: GUARD, department: GUARD, objectId, id, members: new Set(all) });
  return id;
}

interface Preview {
  readonly loses: number;
  readonly gains: number;
  readonly instances: readonly { readonly before: number }[];
  readonly value: readonly { readonly id: string; readonly displayName: string; readonly change: string }[];
}

async function preview(story: Story, groupId: string, outsider: Account): Promise<void> {
  const path = `/instances/${INSTANCE}/guard?preview=true`;
  const { loses, gains, instances, value } = await administer<Preview>(story, "PUT", path, 200, { groupId });
  const losing = value.filter(({ change }) => change === "loses");
  check(
    "who would be shut out",
    losing.map(({ id }) => id),
    [outsider.id],
  );
  check("how many would be shut out", [loses, gains], [1, 0]);
  const names = losing.map(({ displayName }) => displayName).join(", ");
  story.paper.answered(
    200,
    `PUT /admin/v1${path}`,
    `of ${instances[0]?.before ?? 0} who may enter 1 is shut out: ${names}`,
  );
}

async function showShutOut(story: Story, outsider: Account): Promise<void> {
  const { paper, provider } = story;
  const record = await readRecord(story, outsider);
  check(
    "whether the record is enabled",
    [record.enabled, record.reasons],
    [false, ["NOT_IN_SECURITY_GROUP"]],
  );
  paper.say(
    "The record is disabled and keeps its role. The license stays as well; the group does not affect it.",
  );
  printRecords(story, [record]);
  await expectLicenses(story, outsider.id, [`${SALES} active`]);
  const [chief] = provider.accounts.values();
  if (chief === undefined) throw new Error("The company has no head.");
  await showDecisions(story, [
    [person(outsider, "left out of the group"), "no: NOT_IN_SECURITY_GROUP"],
    [
      person(chief, "global administrator: never in the group, never shut out"),
      "yes: ADMINISTRATIVE_MODE_FORCED, SYSTEM_ADMINISTRATOR_AUTO, SECURITY_GROUP_BYPASSED",
    ],
  ]);
}

async function letBackIn(story: Story, group: string, outsider: Account): Promise<void> {
  const { paper, provider } = story;
  paper.say(
    "The provider adds the person. Whoever was disabled has to accept an invitation before it counts, unless it is put " +
      "back within an hour; here invitation.revertGrace is 0, so that nobody has to wait:",
  );
  paper.line("");
  await administer(story, "PATCH", "/settings", 200, { "invitation.revertGrace": 0 });
  await scim(provider, "PATCH", `/Groups/${group}`, 200, toPatch(addMembers([outsider.id])));
  paper.answered(200, "PATCH /scim/v2/Groups/…", `${outsider.person.displayName} into ${GUARD}`);
  await synchronized(story);
  await expectAccess(story, person(outsider), "no: INVITATION_REQUIRED");
  paper.answered(200, "POST /access/v1/evaluation", "no: INVITATION_REQUIRED");
  await bringBack(story, outsider);
  paper.answered(200, "POST /access/v1/evaluation", `${outsider.person.displayName} signs in? yes`);
}
