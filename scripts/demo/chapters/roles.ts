import { evaluatePrivilege, expectAccess, person } from "../decisions.js";
import { check, head } from "../provider.js";
import { giveRole, readRole, roleId } from "../roles.js";
import { actor, administer, codeOf, INSTANCE, type Story, synchronized } from "../story.js";

/** The role of a team, and the one that is made of a copy of it. */
const ORIGINAL = "Marketing Manager";
const COPY = "Campaign Planner";

/** A license without a security role opens nothing, and a team's role is not enough. */
export async function assignRoles(story: Story): Promise<void> {
  const { paper } = story;
  const planner = actor(story, "planner");
  const { displayName } = planner.person;
  paper.chapter("Security roles");
  paper.say(
    `${displayName} has a license and an enabled record, and cannot sign in: no security role. A role of a team does not help without a role of her own.`,
  );
  paper.line("");
  await expectAccess(story, person(planner), "no: NO_SECURITY_ROLE");
  await joinTeam(story);
  await copyRole(story);
  await compare(story);
}

async function joinTeam(story: Story): Promise<void> {
  const { paper } = story;
  const { id, person: planner } = actor(story, "planner");
  const roles = [await roleId(story, ORIGINAL)];
  const teams = `/instances/${INSTANCE}/teams`;
  const team = await administer<{ id: string; kind: string }>(story, "POST", teams, 201, {
    name: "Spring Campaign",
    roles,
  });
  check("the kind of the team", team.kind, "owner");
  paper.answered(201, `POST /admin/v1${teams}`, `owner team "Spring Campaign", ${ORIGINAL}`);
  await administer(story, "POST", `${teams}/${team.id}/members`, 200, { add: [id] });
  paper.answered(200, `POST /admin/v1${teams}/…/members`, planner.displayName);
  await synchronized(story);
  await evaluated(story, "no: NO_SECURITY_ROLE, TEAM_ROLE_INSUFFICIENT");
}

/** Asks about the planner, and prints the answer as a request. */
async function evaluated(story: Story, expected: string): Promise<void> {
  const subject = person(actor(story, "planner"));
  await expectAccess(story, subject, expected);
  story.paper.answered(200, "POST /access/v1/evaluation", `${subject.name} signs in? ${expected}`);
}

/** A role of one's own is a copy of a default one, which itself cannot be changed. */
async function copyRole(story: Story): Promise<void> {
  const { paper } = story;
  paper.say(
    `A custom role is a copy of a default role with some privileges changed. Default roles cannot be changed:`,
  );
  paper.line("");
  const original = await roleId(story, ORIGINAL);
  const roles = `/instances/${INSTANCE}/security-roles`;
  const privileges = [
    { verb: "Delete", table: "campaign", level: "none" },
    { verb: "Write", table: "campaign", level: "organization" },
  ];
  const refused = await story.admin.send({
    method: "PATCH",
    path: `/admin/v1${roles}/${original}`,
    body: { privileges },
    expect: 409,
  });
  check("the refusal", codeOf(refused.body), "ROLE_IS_MANAGED");
  paper.answered(409, `PATCH /admin/v1${roles}/…`, `ROLE_IS_MANAGED: ${ORIGINAL} is a default role`);
  await administer(story, "POST", `${roles}/${original}/copy`, 201, { name: COPY, privileges });
  paper.answered(201, `POST /admin/v1${roles}/…/copy`, `${COPY}: deletes no campaigns, changes all of them`);
  const planner = actor(story, "planner");
  await giveRole(story, [planner], COPY);
  paper.answered(
    200,
    `POST /admin/v1/instances/${INSTANCE}/role-assignments`,
    `${COPY} for ${planner.person.displayName}`,
  );
  await synchronized(story);
  await evaluated(story, "yes");
}

/** What the two roles allow, and what that means for one person. */
async function compare(story: Story): Promise<void> {
  const { paper, provider } = story;
  const rows = [
    ["Read", "campaign"],
    ["Write", "campaign"],
    ["Delete", "campaign"],
    ["Delete", "marketingList"],
    ["Read", "case"],
  ] as const;
  const [before, after] = [await readRole(story, ORIGINAL), await readRole(story, COPY)];
  check("how far the original deletes", before("Delete", "campaign"), "businessUnit");
  const planner = actor(story, "planner");
  const outsider = head(provider, "Finance");
  paper.say(
    `How far each role reaches, and what ${planner.person.displayName} may do to rows of another business unit. Roles add up, including that of her team:`,
  );
  const lines: string[][] = [];
  for (const [verb, table] of rows) {
    const reaches = after(verb, table);
    const allowed = await evaluatePrivilege(story, planner, verb, table, "elsewhere");
    check(`whether she may ${verb} ${table}`, allowed.decision, reaches === "organization");
    const why = allowed.context.reasons.map(({ code }) => code).join(", ");
    lines.push([`${verb} ${table}`, before(verb, table), reaches, allowed.decision ? "yes" : `no: ${why}`]);
  }
  const nobody = await evaluatePrivilege(story, outsider, "Read", "campaign", "own");
  check("whether somebody without a role may", nobody.decision, false);
  paper.table(
    [
      { title: "Privilege", width: 22 },
      { title: ORIGINAL, width: 18 },
      { title: COPY, width: 18 },
      { title: "Allowed", width: 34 },
    ],
    lines,
  );
}
