import { type Answer, type Call, type Client, inParallel } from "./client.js";
import { createPeople, type Person } from "./people.js";
import { createRandom, type Random } from "./random.js";

/** An account on the server, and the employee it is for. */
export interface Account {
  person: Person;
  /** The server's id; empty until it is created. */
  id: string;
  active: boolean;
}

/** A group on the server. */
export interface Team {
  displayName: string;
  /** The department it was made for; it stays when the group is renamed. */
  readonly department: string;
  readonly objectId: string;
  id: string;
  /** `objectId` of the members. */
  readonly members: Set<string>;
}

/** What the identity provider holds, and its way to the server. */
export interface Provider {
  readonly client: Client;
  readonly random: Random;
  /** By `objectId`, in the order of the company: a manager comes before the people below. */
  readonly accounts: Map<string, Account>;
  readonly teams: Team[];
  /** How many people the company had at first. */
  readonly hired: number;
  /** Accounts that were deleted. */
  readonly deleted: Account[];
}

/** Requests that are under way at once: a provider works on a few accounts at a time. */
export const PARALLEL = 6;

/** A provider with so many employees, none of whom the server knows. */
export function createProvider(client: Client, people: number): Provider {
  const accounts = createPeople(people).map((person): Account => ({ person, id: "", active: true }));
  return {
    client,
    random: createRandom(7643),
    accounts: new Map(accounts.map((account) => [account.person.objectId, account])),
    teams: [],
    hired: people,
    deleted: [],
  };
}

/** Does work for each item, a few at a time. */
export function forEach<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  return inParallel([...items], PARALLEL, work);
}

/** Sends a request to the SCIM endpoint. */
export function scim(
  { client }: Provider,
  method: Call["method"],
  path: string,
  expect: number,
  body?: object,
): Promise<Answer> {
  return client.send({ method, path: `/scim/v2${path}`, expect, ...(body === undefined ? {} : { body }) });
}

/** How many resources a query finds. */
export async function countMatches(provider: Provider, path: string): Promise<number> {
  const { body } = await scim(provider, "GET", path, 200);
  return (body as { totalResults: number }).totalResults;
}

/**
 * Creates a resource.
 * @returns its id
 * @throws Error when the answer does not say where it is
 */
export async function create(
  provider: Provider,
  endpoint: "Users" | "Groups",
  body: object,
): Promise<string> {
  const answer = await scim(provider, "POST", `/${endpoint}`, 201, body);
  const { id, meta } = answer.body as { id: string; meta: { location: string } };
  check(
    `the location of a new resource in /${endpoint}`,
    answer.location,
    `${provider.client.url}/scim/v2/${endpoint}/${id}`,
  );
  check(`meta.location of a new resource in /${endpoint}`, meta.location, answer.location);
  return id;
}

/** @throws Error when what was found is not what was expected */
export function check(what: string, found: unknown, expected: unknown): void {
  const [foundText, expectedText] = [JSON.stringify(found), JSON.stringify(expected)];
  if (foundText !== expectedText) throw new Error(`${what} is ${foundText}, expected ${expectedText}.`);
}

/** The account of an employee. */
export function accountOf({ accounts }: Provider, objectId: string): Account {
  const account = accounts.get(objectId);
  if (account === undefined) throw new Error(`There is no account for ${objectId}.`);
  return account;
}

/** The group of a department. */
export function team({ teams }: Provider, department: string): Team {
  const found = teams.find((candidate) => candidate.department === department);
  if (found === undefined) throw new Error(`There is no group of ${department}.`);
  return found;
}

/** The people of a department who are active: first its head. */
export function staff({ accounts }: Provider, department: string): Account[] {
  return [...accounts.values()].filter(({ active, person }) => active && person.department === department);
}

/** The head of a department. */
export function head(provider: Provider, department: string): Account {
  const [first] = staff(provider, department);
  if (first === undefined) throw new Error(`${department} has no head.`);
  return first;
}

/** The head of the company. */
export function chief({ accounts }: Provider): Account {
  const [first] = accounts.values();
  if (first === undefined) throw new Error("The company has no head.");
  return first;
}
