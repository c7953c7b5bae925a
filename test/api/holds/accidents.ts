import {
  addMembers,
  type Operation,
  removeMembers,
  setActive,
  toGroup,
  toPatch,
} from "../../../scripts/demo/entra.js";
import { BULK_REQUEST } from "../../support/bulk.js";
import { runs } from "../../support/extent.js";
import { CORE_GROUP, CORE_USER, CRM_GROUP, CRM_USER } from "../../support/scim-client.js";

/** The people who can enter both instances, by their ids, and the groups that let them. */
export interface Scene {
  readonly people: readonly string[];
  /** Guards the instance `main`, and is the team that has the role in it; all are members. */
  readonly guard: string;
  /** Gives the license of the instance `training`; all are members. */
  readonly licenses: string;
  /** Is the team that has the role in `training`; all are members. */
  readonly team: string;
}

/** A request of a provider. `{created}` in a path stands for the id of the resource that was created last. */
export interface ProviderRequest {
  /** The second of two connections; otherwise the first. */
  readonly by?: "second";
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: object;
}

/** A mistake at a provider, as the requests that follow from it. */
export interface Accident {
  readonly name: string;
  readonly sender: "Entra ID" | "Okta" | "a script";
  readonly sends: string;
  /** How many people lose their access before the hold begins. */
  readonly out: number;
  readonly requests: (scene: Scene) => readonly ProviderRequest[];
}

/** The name of one of the people. */
export function userNameOf(index: number): string {
  return `person${String(index).padStart(3, "0")}@contoso.com`;
}

/** How many people can enter. */
export const PEOPLE = runs(60, 60, 120);

/** How many people an accident of single requests concerns: more than the limit. */
const MANY = runs(32, 32, 90);

/** The members that Entra ID puts into one request. */
const PER_REQUEST = 20;

const values = (ids: readonly string[]) => ids.map((value) => ({ value }));

const patch = (path: string, ...operations: readonly Operation[]): ProviderRequest => ({
  method: "PATCH",
  path,
  body: toPatch(...operations),
});

const disable = (id: string): ProviderRequest => patch(`/Users/${id}`, setActive(false));
const remove = (id: string): ProviderRequest => ({ method: "DELETE", path: `/Users/${id}` });

/** Okta's group push: the whole list. */
const push = (groupId: string, ids: readonly string[]): ProviderRequest =>
  patch(`/Groups/${groupId}`, { op: "replace", path: "members", value: values(ids) });

const putGroup = (id: string, displayName: string, members: readonly string[]): ProviderRequest => ({
  method: "PUT",
  path: `/Groups/${id}`,
  body: { schemas: [CORE_GROUP], displayName, members: values(members) },
});

function inPortions(
  groupId: string,
  ids: readonly string[],
  operation: (ids: readonly string[]) => Operation,
): ProviderRequest[] {
  const requests: ProviderRequest[] = [];
  for (let i = 0; i < ids.length; i += PER_REQUEST) {
    requests.push(patch(`/Groups/${groupId}`, operation(ids.slice(i, i + PER_REQUEST))));
  }
  return requests;
}

/** A user as the script exported it before some were enabled or licensed. */
const oldExport = (id: string, index: number): ProviderRequest => ({
  method: "PUT",
  path: `/Users/${id}`,
  body: {
    schemas: [CORE_USER, CRM_USER],
    userName: userNameOf(index),
    active: index % 2 === 0,
    [CRM_USER]: { licenseSkus: index % 2 === 0 ? "none" : "CRM" },
  },
});

/** Twelve mistakes that happen, each as the client of its kind sends it. */
export const ACCIDENTS: readonly Accident[] = [
  {
    name: "Wrong scope",
    sender: "Entra ID",
    sends: "a PATCH of `active` for each user out of scope",
    out: 25,
    requests: ({ people }) => people.slice(0, MANY).map(disable),
  },
  {
    name: "Empty group push",
    sender: "Okta",
    sends: "one PATCH that replaces the members of the guard group with none",
    out: 0,
    requests: ({ guard }) => [push(guard, [])],
  },
  {
    name: "Half-filled group",
    sender: "Okta",
    sends: "one PATCH that replaces the members of the license group with half of them",
    out: 0,
    requests: ({ licenses, people }) => [push(licenses, people.slice(0, people.length / 2))],
  },
  {
    name: "Flipped filter",
    sender: "Entra ID",
    sends: "a PATCH of `active` for each user, and a POST for each of the others",
    out: 25,
    requests: ({ people }) =>
      people
        .slice(0, MANY)
        .flatMap((id, index) => (index % 8 === 0 ? [stranger(index), disable(id)] : [disable(id)])),
  },
  {
    name: "Flood of deletions",
    sender: "Entra ID",
    sends: "a DELETE for each user",
    out: 25,
    requests: ({ people }) => people.slice(0, MANY).map(remove),
  },
  {
    name: "Renamed group",
    sender: "Okta",
    sends: "a DELETE of the guard group, a POST of one with another name, a PATCH with its members",
    out: 0,
    requests: ({ guard, people }) => [
      { method: "DELETE", path: `/Groups/${guard}` },
      { method: "POST", path: "/Groups", body: { ...toGroup("CRM people", "okta-2"), members: [] } },
      push("{created}", people),
    ],
  },
  {
    name: "Lost nesting",
    sender: "a script",
    sends: "one PUT of the guard group with a nested group instead of its members",
    out: 0,
    requests: ({ guard, team, people }) => [
      putGroup(guard, "CRM users", [...people.slice(0, people.length / 2), team]),
    ],
  },
  {
    name: "Swap of a license group",
    sender: "a script",
    sends: "one PATCH that replaces the license of the group with another one",
    out: 0,
    requests: ({ licenses }) => [
      patch(`/Groups/${licenses}`, {
        op: "replace",
        path: `${CRM_GROUP}:licenses`,
        value: [{ skuPartNumber: "OTHER" }],
      }),
    ],
  },
  {
    name: "Swap of a role group",
    sender: "Entra ID",
    sends: "PATCHes that remove the members of the team's group, 20 each, and add them to another one",
    out: 20,
    requests: ({ team, people }) => [
      ...inPortions(team, people, removeMembers),
      { method: "POST", path: "/Groups", body: toGroup("Another team", "entra-2") },
      ...inPortions("{created}", people, addMembers),
    ],
  },
  {
    name: "Two providers",
    sender: "a script",
    sends: "PUTs of the guard group by two connections in turn, each with its own half of the members",
    out: 0,
    requests: ({ guard, people }) => {
      const half = people.length / 2;
      const first = putGroup(guard, "CRM users", people.slice(0, half));
      const second = { ...putGroup(guard, "CRM users", people.slice(half)), by: "second" as const };
      return [second, first, second];
    },
  },
  {
    name: "Old export replayed",
    sender: "a script",
    sends: "a PUT for each user with the values of last year",
    out: 25,
    requests: ({ people }) => people.slice(0, MANY).map(oldExport),
  },
  {
    name: "Bulk delete",
    sender: "a script",
    sends: "one bulk request with a DELETE for each user",
    out: 0,
    requests: ({ people }) => [
      {
        method: "POST",
        path: "/Bulk",
        body: {
          schemas: [BULK_REQUEST],
          Operations: people.slice(0, MANY).map((id) => ({ method: "DELETE", path: `/Users/${id}` })),
        },
      },
    ],
  },
];

function stranger(index: number): ProviderRequest {
  const body = { schemas: [CORE_USER], userName: `stranger${index}@contoso.com`, active: true };
  return { method: "POST", path: "/Users", body };
}
