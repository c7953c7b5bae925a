import { matchQuery, promote, relocate, removeMembers, rename, setActive, toPatch } from "./entra.js";
import { locales } from "./locales.js";
import { marry, type Person } from "./people.js";
import { type Account, accountOf, check, countMatches, forEach, type Provider, scim } from "./provider.js";

/** One in so many people takes part in each kind of change. */
const SHARE = 25;

/** People who manage nobody; each kind of change takes others. */
function choose(provider: Provider, turn: number): Account[] {
  const managers = new Set([...provider.accounts.values()].map(({ person }) => person.manager));
  const candidates = [...provider.accounts.values()].filter(({ person }) => !managers.has(person.objectId));
  return candidates.filter((_account, index) => index % SHARE === turn);
}

async function change(provider: Provider, account: Account, person: Person, body: object): Promise<void> {
  await scim(provider, "PATCH", `/Users/${account.id}`, 200, body);
  account.person = person;
}

/** Some people get a new family name, and with it another account name. */
export async function renamePeople(provider: Provider): Promise<string> {
  const chosen = choose(provider, 0);
  // One after the other, so that no two take the same new account name.
  for (const account of chosen) {
    const { person } = account;
    const everybody = Array.from(provider.accounts.values(), (other) => other.person);
    const renamed = marry(person, everybody, provider.random);
    await change(provider, account, renamed, toPatch(...rename(renamed)));
    const query = `/Users?${matchQuery("userName", person.userName)}`;
    check(`the number of users still called ${person.userName}`, await countMatches(provider, query), 0);
  }
  return `${chosen.length} people: five operations each, one per attribute`;
}

/** Some people get a new job. */
export async function promotePeople(provider: Provider): Promise<string> {
  const chosen = choose(provider, 1);
  await forEach(chosen, async (account) => {
    const promoted: Person = { ...account.person, title: `Deputy Head of ${account.person.department}` };
    await change(provider, account, promoted, toPatch(promote(promoted)));
  });
  return `${chosen.length} people: one operation, whose keys are paths`;
}

/** Some people move to another office, and get a mobile phone there instead of a fax. */
export async function relocatePeople(provider: Provider): Promise<string> {
  const chosen = choose(provider, 2);
  await forEach(chosen, async (account) => {
    const index = locales.findIndex(({ country }) => country === account.person.country);
    const locale = locales[(index + 1) % locales.length];
    if (locale === undefined) throw new Error("There is no other office.");
    const moved: Person = {
      ...account.person,
      office: locale.office,
      country: locale.country,
      workPhone: provider.random.digits(locale.workPhone),
      mobilePhone: provider.random.digits(locale.mobilePhone),
      fax: undefined,
    };
    await change(provider, account, moved, toPatch(...relocate(moved)));
  });
  return `${chosen.length} people: address and phones by value path`;
}

/** Some people leave: they are switched off, and taken out of their groups. */
export async function deactivatePeople(provider: Provider): Promise<string> {
  const chosen = choose(provider, 3);
  await forEach(chosen, async (account) => {
    await change(provider, account, account.person, toPatch(setActive(false)));
    account.active = false;
  });
  const gone = new Set(chosen.map(({ person }) => person.objectId));
  for (const team of provider.teams) {
    const leaving = [...team.members].filter((objectId) => gone.has(objectId));
    if (leaving.length === 0) continue;
    const ids = leaving.map((objectId) => accountOf(provider, objectId).id);
    await scim(provider, "PATCH", `/Groups/${team.id}`, 200, toPatch(removeMembers(ids)));
    for (const objectId of leaving) team.members.delete(objectId);
  }
  return `${chosen.length} people: active "False", then off the groups`;
}

/** A group gets another name. */
export async function renameGroup(provider: Provider): Promise<string> {
  const team = provider.teams.find(({ displayName }) => displayName === "Customer Service");
  if (team === undefined) throw new Error("There is no group to rename.");
  const displayName = "Customer Care · 客户服务";
  const body = toPatch({ op: "Replace", path: "displayName", value: displayName });
  await scim(provider, "PATCH", `/Groups/${team.id}`, 200, body);
  const query = `/Groups?excludedAttributes=members&${matchQuery("displayName", displayName)}`;
  check(`the number of groups called ${displayName}`, await countMatches(provider, query), 1);
  team.displayName = displayName;
  return `Customer Service is now ${displayName}`;
}

/** Half of those who left are deleted for good. */
export async function deletePeople(provider: Provider): Promise<string> {
  const chosen = [...provider.accounts.values()].filter(({ active }) => !active);
  const deleted = chosen.slice(0, Math.ceil(chosen.length / 2));
  await forEach(deleted, async ({ id, person }) => {
    await scim(provider, "DELETE", `/Users/${id}`, 204);
    await scim(provider, "GET", `/Users/${id}`, 404);
    provider.accounts.delete(person.objectId);
  });
  provider.deleted.push(...deleted);
  return `${deleted.length} people: 204, and 404 from then on`;
}
