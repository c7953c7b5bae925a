import { mark, userId } from "../names.js";
import type { Directory } from "../seed.js";
import { type BenchRequest, READ, type Scenario, spread } from "./scenario.js";

/** Share of the limit that reads by id and by an indexed value should reach. */
const AIM = 0.6;

/** Users on a page. */
const PAGE = 100;

function getById({ users }: Directory): Scenario {
  const number = spread(users);
  return {
    ...READ,
    name: "get",
    title: "GET a user by id",
    aim: AIM,
    expects: ({ values }) => `"id":"${values[0]}"`,
    next: () => {
      const id = userId(number());
      return { method: "GET", path: `/Users/${id}`, values: [id] };
    },
  };
}

/** Filters that find one user by an indexed value, and what they compare with. */
const FILTERS: readonly (readonly [string, string, (name: string) => string])[] = [
  ["eq-username", "userName", (name) => `${name}@bench.example`],
  ["eq-externalid", "externalId", (name) => `ext-${name}`],
  ["eq-email", "emails.value", (name) => `${name}@home.example`],
  ["eq-familyname", "name.familyName", (name) => `Müller-${name}`],
];

function filterScenarios({ users }: Directory): Scenario[] {
  return FILTERS.map(([name, attribute, valueOf]) => {
    const number = spread(users);
    return {
      ...READ,
      name,
      title: `filter ${attribute} eq`,
      aim: AIM,
      expects: () => '"totalResults":1,',
      next: () => {
        const found = mark("u", number());
        const filter = encodeURIComponent(`${attribute} eq "${valueOf(found)}"`);
        return { method: "GET", path: `/Users?filter=${filter}`, values: [found] };
      },
    };
  });
}

function page(directory: Directory, name: string, title: string, startIndex: number): Scenario {
  const request: BenchRequest = {
    method: "GET",
    path: `/Users?startIndex=${startIndex}&count=${PAGE}`,
    // The limits need one value to have a path; no statement holds it.
    values: ["-"],
  };
  return {
    ...READ,
    name,
    title,
    aim: undefined,
    expects: () => `"totalResults":${directory.users},"startIndex":${startIndex},"itemsPerPage":${PAGE}`,
    next: () => request,
  };
}

/** Reads: one user by id and by the values that provisioning clients search for; pages of all users. */
export function readScenarios(directory: Directory): Scenario[] {
  const last = directory.users - PAGE + 1;
  return [
    getById(directory),
    ...filterScenarios(directory),
    page(directory, "first-page", "first page of 100", 1),
    page(directory, "last-page", "last page of 100", last),
  ];
}
