import { addMembers, matchQuery, setManager, toGroup, toPatch, toUser } from "./entra.js";
import { departments } from "./people.js";
import {
  accountOf,
  check,
  countMatches,
  create,
  forEach,
  type Provider,
  scim,
  type Team,
} from "./provider.js";

/** The group of all people. */
const EVERYBODY = "All Employees";

/** Members that one PATCH adds to a group. */
const MEMBERS_PER_PATCH = 50;

/** "Test connection": a query for an id that nobody has, in both endpoints. */
export async function testConnection(provider: Provider): Promise<string> {
  const guid = provider.random.guid();
  check(
    "the number of users found by a fresh id",
    await countMatches(provider, `/Users?${matchQuery("userName", guid)}`),
    0,
  );
  check(
    "the number of groups found by a fresh id",
    await countMatches(provider, `/Groups?excludedAttributes=members&${matchQuery("displayName", guid)}`),
    0,
  );
  return "two queries for a fresh id: both lists are empty";
}

/** Asks for each person by userName before one is created. */
export async function matchPeople(provider: Provider): Promise<string> {
  await forEach(provider.accounts.values(), async ({ person }) => {
    const found = await countMatches(provider, `/Users?${matchQuery("userName", person.userName)}`);
    check(`the number of users called ${person.userName}`, found, 0);
  });
  return 'GET /Users?filter=userName eq "…": nobody is known';
}

/** Creates each person. */
export async function createUsers(provider: Provider): Promise<string> {
  await forEach(provider.accounts.values(), async (account) => {
    account.id = await create(provider, "Users", toUser(account.person));
  });
  const countries = new Set([...provider.accounts.values()].map(({ person }) => person.country));
  return `POST /Users: people from ${countries.size} countries`;
}

/** Points each person to the manager. */
export async function setManagers(provider: Provider): Promise<string> {
  const managed = [...provider.accounts.values()].filter(({ person }) => person.manager !== undefined);
  await forEach(managed, async ({ id, person }) => {
    const manager = accountOf(provider, person.manager ?? "");
    await scim(provider, "PATCH", `/Users/${id}`, 200, toPatch(setManager(manager.id)));
  });
  return "PATCH /Users/…: a bare id, as Entra sends it";
}

/** Looks for each group, then creates it without members. */
export async function createGroups(provider: Provider): Promise<string> {
  for (const displayName of [EVERYBODY, ...departments]) {
    const objectId = provider.random.guid();
    const team: Team = { displayName, department: displayName, objectId, id: "", members: new Set() };
    const query = `/Groups?excludedAttributes=members&${matchQuery("displayName", displayName)}`;
    check(`the number of groups called ${displayName}`, await countMatches(provider, query), 0);
    team.id = await create(provider, "Groups", toGroup(displayName, team.objectId));
    provider.teams.push(team);
  }
  return `${provider.teams.length} groups, each looked for by displayName first`;
}

/** Adds the people of each department, and everybody, to the groups. */
export async function fillGroups(provider: Provider): Promise<string> {
  const people = [...provider.accounts.values()];
  for (const team of provider.teams) {
    const members = people.filter(
      ({ person }) => team.displayName === EVERYBODY || team.displayName === person.department,
    );
    for (let from = 0; from < members.length; from += MEMBERS_PER_PATCH) {
      const ids = members.slice(from, from + MEMBERS_PER_PATCH).map(({ id }) => id);
      await scim(provider, "PATCH", `/Groups/${team.id}`, 200, toPatch(addMembers(ids)));
    }
    for (const { person } of members) team.members.add(person.objectId);
  }
  const memberships = provider.teams.reduce((sum, { members }) => sum + members.size, 0);
  return `${memberships} memberships, at most ${MEMBERS_PER_PATCH} in a PATCH`;
}
