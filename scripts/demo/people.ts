import { type Locale, locales, type Office } from "./locales.js";
import { createRandom, type Random } from "./random.js";

/** An employee as the identity provider holds one. */
export interface Person {
  /** The provider's own id; it becomes `externalId`. */
  readonly objectId: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string;
  readonly language: string;
  readonly title: string;
  readonly department: string;
  readonly employeeNumber: string;
  readonly office: Office;
  readonly country: string;
  readonly workPhone: string;
  readonly mobilePhone: string | undefined;
  readonly fax: string | undefined;
  /** `objectId` of the manager; undefined for the head of the company. */
  readonly manager: string | undefined;
}

/** The mail domain of the demo's company; `.example` belongs to nobody (RFC 2606). */
const DOMAIN = "aurora.example";

/** Departments with the titles of their people. */
const DEPARTMENTS: Readonly<Record<string, readonly string[]>> = {
  Sales: ["Account Executive", "Sales Representative", "Key Account Manager", "Presales Consultant"],
  Marketing: ["Campaign Manager", "Content Editor", "Event Coordinator", "Market Analyst"],
  "Customer Service": ["Service Agent", "Senior Service Agent", "Knowledge Manager", "Quality Coach"],
  Engineering: [
    "Software Engineer",
    "Senior Software Engineer",
    "Test Engineer",
    "Site Reliability Engineer",
  ],
  Finance: ["Accountant", "Payroll Specialist", "Controller", "Treasury Analyst"],
  "Human Resources": ["Recruiter", "HR Business Partner", "Learning Specialist"],
  Operations: ["Logistics Planner", "Buyer", "Facility Manager", "Process Analyst"],
};

/** The departments of the demo's company. */
export const departments: readonly string[] = Object.keys(DEPARTMENTS);

/** People whom one team lead manages. */
const TEAM_SIZE = 8;

/** Letters that have no accent to take off. */
const LATIN: Readonly<Record<string, string>> = { ł: "l", đ: "d", ı: "i", ß: "ss", œ: "oe", ø: "o" };

/**
 * Invents a company of `count` people: one head, a head of each department below, team leads below those, and
 * their teams. The same count gives the same people in each run.
 */
export function createPeople(count: number): Person[] {
  const random = createRandom(7644);
  const taken = new Set<string>();
  const people: Person[] = [];
  for (let index = 0; index < count; index++) people.push(createPerson(index, people, taken, random));
  return people;
}

function createPerson(index: number, above: readonly Person[], taken: Set<string>, random: Random): Person {
  const locale = locales[index % locales.length] ?? random.pick(locales);
  const [givenName, givenLatin] = readName(random.pick(locale.givenNames));
  const [familyName, familyLatin] = readName(random.pick(locale.familyNames));
  const phone = random.digits(locale.workPhone);
  return {
    objectId: random.guid(),
    userName: freeUserName(`${toAscii(givenLatin)}.${toAscii(familyLatin)}`, taken),
    givenName,
    familyName,
    displayName: showName(locale, givenName, familyName),
    ...describePlace(locale),
    ...describeJob(index, above, random),
    employeeNumber: String(10_000 + index),
    workPhone: phone,
    mobilePhone: random.percent(70) ? random.digits(locale.mobilePhone) : undefined,
    fax: random.percent(25) ? random.digits(locale.workPhone) : undefined,
  };
}

/** The same person with the name of a spouse of the same country, and an account name that nobody has. */
export function marry(person: Person, everybody: Iterable<Person>, random: Random): Person {
  const locale = locales.find(({ country }) => country === person.country) ?? random.pick(locales);
  const others = locale.familyNames.filter((name) => readName(name)[0] !== person.familyName);
  const [familyName, latin] = readName(random.pick(others));
  const given = person.userName.split(".", 1).join("");
  const taken = new Set(Array.from(everybody, ({ userName }) => userName));
  return {
    ...person,
    familyName,
    displayName: showName(locale, person.givenName, familyName),
    userName: freeUserName(`${given}.${toAscii(latin)}`, taken),
  };
}

function showName({ familyFirst }: Locale, givenName: string, familyName: string): string {
  return familyFirst ? `${familyName} ${givenName}` : `${givenName} ${familyName}`;
}

function describePlace({
  country,
  language,
  office,
}: Locale): Pick<Person, "country" | "language" | "office"> {
  return { country, language, office };
}

function describeJob(
  index: number,
  above: readonly Person[],
  random: Random,
): Pick<Person, "title" | "department" | "manager"> {
  if (index === 0) return { title: "Chief Executive Officer", department: "Management", manager: undefined };
  const number = index - 1;
  const department = departments[number % departments.length] ?? "Operations";
  const row = Math.floor(number / departments.length);
  if (row === 0) return { title: `Head of ${department}`, department, manager: above[0]?.objectId };
  const head = above[1 + (number % departments.length)]?.objectId;
  const place = (row - 1) % TEAM_SIZE;
  if (place === 0) return { title: `Team Lead, ${department}`, department, manager: head };
  const lead = above[index - place * departments.length]?.objectId;
  return { title: random.pick(DEPARTMENTS[department] ?? ["Clerk"]), department, manager: lead };
}

function readName(name: string): [native: string, latin: string] {
  const [native = name, latin = native] = name.split("|");
  return [native, latin];
}

/** The account name's letters: no accents, no blanks. */
function toAscii(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z-]/g, (character) => LATIN[character] ?? "");
}

/** A `userName` nobody has yet: a second person of a name gets a number. */
function freeUserName(local: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const userName = `${local}${number === 1 ? "" : number}@${DOMAIN}`;
    if (taken.has(userName)) continue;
    taken.add(userName);
    return userName;
  }
}
