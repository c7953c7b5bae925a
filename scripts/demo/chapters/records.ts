import { person, showDecisions } from "../decisions.js";
import { toPatch } from "../entra.js";
import { type Account, check, chief, forEach, head, scim, staff } from "../provider.js";
import { countRecords, printRecords, readRecord } from "../records.js";
import { giveRole } from "../roles.js";
import { actor, administer, CRM_USER, INSTANCE, type Story, synchronized } from "../story.js";

/** The security role of Customer Care. */
const AGENT_ROLE = "Customer Service Representative";

/** The people become records of the CRM's instance, and it turns out who may sign in. */
export async function synchronize(story: Story): Promise<void> {
  const { paper } = story;
  paper.chapter("The CRM is synchronized");
  paper.say(
    "A license creates a record in the CRM instance, and a security role gives access. The provider sends the role of each salesperson; an administrator assigns one to all of Customer Care at once. Two people hold administrator roles of the service.",
  );
  paper.line("");
  await giveRoles(story);
  await administer(story, "POST", "/sync", 202);
  await synchronized(story);
  paper.answered(202, "POST /admin/v1/sync", "at once instead of within minutes");
  await showWhoIsThere(story);
  await showWhoEnters(story);
  await explainOne(story);
}

async function giveRoles(story: Story): Promise<void> {
  const { paper, provider } = story;
  const sellers = staff(provider, "Sales");
  const wish = { op: "Add", path: `${CRM_USER}:securityRoleNames`, value: "Salesperson" };
  await forEach(sellers, async ({ id }) => {
    await scim(provider, "PATCH", `/Users/${id}`, 200, toPatch(wish));
  });
  paper.answered(200, "PATCH /scim/v2/Users/…", `securityRoleNames "Salesperson", ${sellers.length} times`);
  const agents = [...staff(provider, "Customer Service"), actor(story, "leaver")];
  const licensed = agents.filter((agent) => agent !== actor(story, "newcomer"));
  await giveRole(story, licensed, AGENT_ROLE);
  paper.answered(
    200,
    `POST /admin/v1/instances/${INSTANCE}/role-assignments`,
    `${AGENT_ROLE}, for ${licensed.length} people`,
  );
  for (const [{ id, person: holder }, role] of [
    [chief(provider), "global"],
    [head(provider, "Human Resources"), "userManagement"],
  ] as const) {
    await administer(story, "PUT", `/users/${id}/administrator-roles`, 200, { roles: [role] });
    paper.answered(200, "PUT /admin/v1/users/…/administrator-roles", `"${role}" for ${holder.displayName}`);
  }
}

/** Who is shown: from the top of the company down. */
function shown(story: Story): Account[] {
  const { provider } = story;
  return [
    chief(provider),
    actor(story, "leaver"),
    actor(story, "planner"),
    ...staff(provider, "Sales").slice(0, 4),
    ...staff(provider, "Customer Service").slice(0, 4),
  ];
}

async function showWhoIsThere(story: Story): Promise<void> {
  const counts = await countRecords(story);
  story.paper.say(
    `The instance has ${counts["enabled"]} enabled users by now, ${counts["withoutRole"]} of them without a security role. Some of them, from GET /crm/v1/instances/${INSTANCE}/users:`,
  );
  const records = await Promise.all(shown(story).map((account) => readRecord(story, account)));
  printRecords(story, records);
  check(
    "whether each of them is enabled",
    records.map(({ enabled }) => enabled),
    records.map(() => true),
  );
}

async function showWhoEnters(story: Story): Promise<void> {
  const { paper, provider } = story;
  paper.say(
    "May they sign in? POST /access/v1/evaluations answers for a dozen people at once, with every reason and its next step:",
  );
  const [sales, care] = [staff(provider, "Sales"), staff(provider, "Customer Service")];
  const stranger = "santa@north.example";
  await showDecisions(story, [
    [
      person(chief(provider), "global administrator, no license"),
      "yes: ADMINISTRATIVE_MODE_FORCED, SYSTEM_ADMINISTRATOR_AUTO",
    ],
    [person(one(sales, 0), "licensed by group, role from the provider"), "yes"],
    [person(one(sales, -1), "the same, further down"), "yes"],
    [person(one(care, 0), "licensed by group, role from the administrator"), "yes"],
    [person(actor(story, "leaver"), "licensed directly, with a role"), "yes"],
    [person(actor(story, "planner"), "licensed directly, without a role"), "no: NO_SECURITY_ROLE"],
    [person(actor(story, "newcomer"), "waits for a seat"), "no: LICENSE_COUNT_VIOLATION, NO_SECURITY_ROLE"],
    [
      person(head(provider, "Human Resources"), "user management administrator, which opens nothing here"),
      "no: NO_LICENSE, NO_SECURITY_ROLE",
    ],
    [person(head(provider, "Finance"), "was refused a license"), "no: NO_LICENSE, NO_SECURITY_ROLE"],
    [
      person(
        one(
          [...provider.accounts.values()].filter(({ active }) => !active),
          0,
        ),
        "switched off",
      ),
      "no: SIGN_IN_BLOCKED, NO_LICENSE, NO_SECURITY_ROLE",
    ],
    [person(one(provider.deleted, 0), "deleted"), "no: USER_DELETED"],
    [
      {
        name: stranger,
        situation: "never heard of",
        subject: { type: "user", properties: { userName: stranger } },
      },
      "no: UNKNOWN_SUBJECT",
    ],
  ]);
}

function one(accounts: readonly Account[], index: number): Account {
  const found = accounts.at(index);
  if (found === undefined) throw new Error("There is nobody to show.");
  return found;
}

/** What the admin API tells of one person's access. */
interface Explanation {
  readonly license: { readonly state: string; readonly partNumber: string; readonly seatsAvailable: number };
  readonly businessUnit: string;
  readonly reasons: readonly { readonly code: string; readonly nextStep: string }[];
  readonly changedBy: {
    readonly entry: {
      readonly action: string;
      readonly trigger: string;
      readonly actor: { readonly kind: string };
    };
  };
}

/** The whole explanation of one person. */
async function explainOne(story: Story): Promise<void> {
  const { paper } = story;
  const { id, person: newcomer } = actor(story, "newcomer");
  const { value } = await administer<{ value: Explanation[] }>(story, "GET", `/users/${id}/access`, 200);
  const [access] = value;
  const [first] = access?.reasons ?? [];
  check("the first reason", first?.code, "LICENSE_COUNT_VIOLATION");
  if (access === undefined || first === undefined) return;
  paper.say(
    `GET /admin/v1/users/…/access tells administrators more about one person, including what caused it. ${newcomer.displayName}:`,
  );
  const { license, changedBy, businessUnit } = access;
  const { action, trigger, actor: by } = changedBy.entry;
  paper.table(
    [
      { title: "What", width: 14 },
      { title: newcomer.userName, width: 82, wraps: true },
    ],
    [
      ["License", `${license.partNumber}: ${license.state}, ${license.seatsAvailable} seats available`],
      ["Business unit", businessUnit],
      ["Came of", `${action}, by a ${by.kind}, over ${trigger}`],
      ["First step", first.nextStep],
    ],
  );
}
