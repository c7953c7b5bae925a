import { toPatch, toUser } from "../entra.js";
import { createPeople } from "../people.js";
import { type Account, check, create, head, type Provider, scim, team } from "../provider.js";
import { expectLicenses, listSeats, readPool, SALES, SERVICE, showPools } from "../seats.js";
import { administer, CRM_GROUP, CRM_USER, codeOf, detailOf, type Story } from "../story.js";

/** Seats of the smaller pool that are missing at first. */
const MISSING = 3;

/** Seats of the larger pool that nobody has yet. */
const SPARE = 12;

/** Licenses are bought, come by group and one by one, run out, and come to whoever waited longest. */
export async function buyLicenses(story: Story): Promise<void> {
  const { paper, provider } = story;
  paper.chapter("The administrator buys licenses");
  const [sales, service] = [team(provider, "Sales"), team(provider, "Customer Service")];
  paper.say(
    `There are two SKUs. Sales gets more seats than its ${sales.members.size} people need. Service gets ${MISSING} seats too few for the ${service.members.size} people of Customer Care and one more person.`,
  );
  paper.line("");
  await addPool(story, SALES, "Sales", sales.members.size + SPARE);
  await addPool(story, SERVICE, "Service", service.members.size + 1 - MISSING);
  await assignDirectly(story);
  await licenseGroup(story, "Sales", SALES);
  await licenseGroup(story, "Customer Service", SERVICE);
  const waiting = await listSeats(story, SERVICE, "error");
  check("how many wait for a seat", waiting.length, MISSING);
  await showPools(story);
  await runDry(story, waiting);
  await buyMore(story, waiting);
}

async function addPool(
  story: Story,
  partNumber: string,
  displayName: string,
  purchased: number,
): Promise<void> {
  await administer(story, "POST", "/licenses", 201, { partNumber, displayName, purchased });
  story.paper.answered(201, "POST /admin/v1/licenses", `${partNumber}, ${purchased} seats`);
}

/** Two people have a license of their own: one who leaves later, and one who plans campaigns. */
async function assignDirectly(story: Story): Promise<void> {
  const { paper, provider, people } = story;
  people.leaver = head(provider, "Operations");
  people.planner = head(provider, "Marketing");
  for (const [account, sku] of [
    [people.leaver, SERVICE],
    [people.planner, SALES],
  ] as const) {
    await administer(story, "POST", `/users/${account.id}/licenses`, 200, { add: [sku] });
    paper.answered(200, "POST /admin/v1/users/…/licenses", `${sku} for ${account.person.displayName}`);
    await expectLicenses(story, account.id, [`${sku} active`]);
  }
}

/** The members of a group get a license through it; a large group goes on behind the request. */
async function licenseGroup(story: Story, department: string, sku: string): Promise<void> {
  const { displayName, id, members } = team(story.provider, department);
  const body = { [CRM_GROUP]: { licenses: [{ skuPartNumber: sku }] } };
  await administer(story, "PATCH", `/groups/${id}`, 200, body);
  const reached = [...(await listSeats(story, sku, "active")), ...(await listSeats(story, sku, "error"))];
  check(`the number of people whom ${sku} has reached`, reached.length, members.size + 1);
  story.paper.answered(200, "PATCH /admin/v1/groups/…", `${sku} for ${displayName}`);
}

/** What the provider sees of a pool that is empty: an error where it can wait, and a note where it cannot. */
async function runDry(story: Story, waiting: readonly string[]): Promise<void> {
  const { paper, provider, people } = story;
  paper.say(
    "People who get the license through a group wait for a seat. A provider's request for a seat is refused if it loses nothing by that; a request that creates a person is not:",
  );
  paper.line("");
  const wish = { op: "Add", path: `${CRM_USER}:licenseSkus`, value: SERVICE };
  const { id } = head(provider, "Finance");
  const refused = await scim(provider, "PATCH", `/Users/${id}`, 409, toPatch(wish));
  check("the refusal", codeOf(refused.body), "LICENSE_POOL_EXHAUSTED");
  paper.answered(409, "PATCH /scim/v2/Users/…", detailOf(refused.body));
  await expectLicenses(story, id, []);
  people.newcomer = await hire(provider);
  const { displayName } = people.newcomer.person;
  const state = await shownState(provider, people.newcomer.id);
  paper.answered(201, "POST /scim/v2/Users", `${displayName}, a new agent: ${state}`);
  const [longest = ""] = waiting;
  paper.answered(200, "GET /scim/v2/Users/…", `one of Customer Care: ${await shownState(provider, longest)}`);
}

/** A new person of Customer Care, whom the provider creates with the wish for a license. */
async function hire(provider: Provider): Promise<Account> {
  const taken = new Set([...provider.accounts.values()].map(({ person }) => person.userName));
  const candidates = createPeople(provider.hired + 50).slice(provider.hired);
  const found = candidates.find(({ userName }) => !taken.has(userName));
  if (found === undefined) throw new Error("There is nobody to hire.");
  const person = { ...found, title: "Service Agent", department: "Customer Service", manager: undefined };
  const body = { ...toUser(person), [CRM_USER]: { licenseSkus: SERVICE } };
  const account: Account = { person, id: await create(provider, "Users", body), active: true };
  provider.accounts.set(person.objectId, account);
  return account;
}

/** What a provider reads of somebody who waits. */
async function shownState(provider: Provider, id: string): Promise<string> {
  const { body } = await scim(provider, "GET", `/Users/${id}`, 200);
  const { licenses } =
    (body as Record<string, { licenses: { status: string; error?: string }[] }>)[CRM_USER] ?? {};
  const [license] = licenses ?? [];
  check("the license of somebody who waits", [license?.status, license?.error], ["error", "CountViolation"]);
  return "error, CountViolation";
}

/** Seats for those who waited first; who came later goes on waiting. */
async function buyMore(story: Story, waiting: readonly string[]): Promise<void> {
  const { paper, people, provider } = story;
  paper.say(
    `The administrator buys ${MISSING} seats. Those who have waited longest get them, in the same transaction:`,
  );
  paper.line("");
  await administer(story, "POST", `/licenses/${SERVICE}/purchase`, 200, { seats: MISSING });
  const served = [...provider.accounts.values()].filter(({ id }) => waiting.includes(id));
  for (const { id } of served) await expectLicenses(story, id, [`${SERVICE} active`]);
  const newcomer = people.newcomer;
  check("who waits", await listSeats(story, SERVICE, "error"), [newcomer?.id]);
  const names = served.map(({ person }) => person.displayName);
  paper.answered(
    200,
    `POST /admin/v1/licenses/${SERVICE}/purchase`,
    `${MISSING} seats, for ${names.join(", ")}; ${newcomer?.person.displayName} came later and waits`,
  );
  await showPools(story);
  const { available } = await readPool(story, SERVICE);
  check("the number of seats left", available, 0);
}
