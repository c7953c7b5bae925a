import fc from "fast-check";
import type { Database } from "../../src/db/connect.js";
import { indexKey } from "../../src/db/index-key.js";
import { fold } from "../../src/schema/fold.js";
import type { Resource, ScimObject } from "../../src/schema/model.js";
import { groupSchema } from "../../src/schema/resource-schemas.js";
import { textOf } from "./naive-filter.js";
import {
  asStored,
  insert,
  insertGroups,
  insertUsers,
  probedUserSchema,
  randomGroup,
  randomUser,
  type Sample,
} from "./sample-directory.js";

/** Where clients of the test reach the server. */
export const BASE_URL = "https://scim.example/v2";

/** The tenant and the connection whose view of the directory the test takes. */
export const VIEWER = { tenantId: "t", connectionId: "c", visibility: "all" as const };

/** A row of group_members. */
interface Membership {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberType: "User" | "Group" | null;
  readonly display: string | null;
}

/** A directory, and each of its resources as the viewer's client sees it. */
export interface World {
  readonly users: readonly Resource[];
  readonly groups: readonly Resource[];
}

const FIRST_MOMENT = Date.parse("2026-01-31T12:00:00Z");

/** Fills a database with random users and groups, nested and in circles, and returns how a client sees them. */
export async function createWorld(db: Database, seed: number, texts: "any length" | "short"): Promise<World> {
  const users = fc
    .sample(randomUser(texts), { numRuns: 60, seed })
    .map((user, index) =>
      sample(`u${index}`, index, asStored(probedUserSchema, user, `${textOf(user["title"])}.${index}`)),
    );
  const groups = fc
    .sample(randomGroup(texts), { numRuns: 15, seed })
    .map((group, index) => sample(`g${index}`, index, asStored(groupSchema, group)));
  const memberships = randomMemberships(seed);
  await insertTenant(db);
  await insertUsers(db, VIEWER.tenantId, users);
  await insertGroups(db, VIEWER.tenantId, groups);
  for (const one of [...users, ...groups]) await insertExternalIds(db, one);
  for (const { groupId, memberId, memberType, display } of memberships) {
    const row = {
      tenant_id: VIEWER.tenantId,
      group_id: groupId,
      member_id: memberId,
      member_type: memberType,
      display,
      display_key: display === null ? null : fold(display),
    };
    await insert(db, "group_members", row);
  }
  return {
    users: users.map((user) => ({
      ...view("User", user),
      ...listMember("groups", groupsOf(user.id, groups, memberships)),
    })),
    groups: groups.map((group) => ({
      ...view("Group", group),
      ...listMember("members", membersOf(group.id, users, groups, memberships)),
    })),
  };
}

function sample(id: string, index: number, resource: Resource): Sample {
  return {
    id,
    resource,
    externalId: index % 3 === 0 ? undefined : ["Ext", "ext", "%", "x".repeat(300)][index % 4],
    createdAt: FIRST_MOMENT + index * 250,
    lastModifiedAt: FIRST_MOMENT + (index % 7) * 1000,
    version: 1 + (index % 4),
  };
}

/** Users in groups, groups in groups, g0 → g1 → g2 → g0 in a circle, and members that are unknown. */
function randomMemberships(seed: number): Membership[] {
  const edge = fc.record({ groupId: fc.nat(14), memberId: fc.nat(59) });
  const drawn = fc.sample(edge, { numRuns: 60, seed });
  const found = new Map<string, Membership>();
  const add = (
    groupId: string,
    memberId: string,
    memberType: Membership["memberType"],
    display: string | null,
  ) => found.set(`${groupId} ${memberId}`, { groupId, memberId, memberType, display });
  for (const { groupId, memberId } of drawn) add(`g${groupId}`, `u${memberId}`, "User", null);
  for (const [groupId, memberId] of [
    ["g0", "g1"],
    ["g1", "g2"],
    ["g2", "g0"],
    ["g3", "g0"],
    ["g5", "g4"],
  ] as const) {
    add(groupId, memberId, "Group", null);
  } // prettier-ignore
  add("g6", "unknown-1", null, "Somebody");
  add("g7", "unknown-2", null, null);
  return [...found.values()];
}

async function insertTenant(db: Database): Promise<void> {
  await insert(db, "tenants", { tenant_id: VIEWER.tenantId, name: "tenant", created_at: 0 });
  for (const id of [VIEWER.connectionId, "other"]) {
    await insert(db, "connections", {
      tenant_id: VIEWER.tenantId,
      id,
      name: id,
      mode: "tolerant",
      visibility: "all",
      options: "{}",
      created_at: 0,
    });
  }
}

async function insertExternalIds(db: Database, { id, externalId }: Sample): Promise<void> {
  const ids = { [VIEWER.connectionId]: externalId, other: `other ${id}` };
  for (const [connectionId, text] of Object.entries(ids)) {
    if (text === undefined) continue;
    await insert(db, "external_ids", {
      tenant_id: VIEWER.tenantId,
      connection_id: connectionId,
      resource_id: id,
      external_id_key: indexKey(text),
      external_id: text,
    });
  }
}

function view(
  resourceType: "User" | "Group",
  { id, resource, externalId, createdAt, lastModifiedAt, version }: Sample,
): Resource {
  const manager = Object.entries(resource).map(([name, value]) => {
    const held = (value as ScimObject)["manager"] as ScimObject | undefined;
    const complete = held && {
      ...(value as ScimObject),
      manager: { ...held, $ref: `${BASE_URL}/Users/${textOf(held["value"])}` },
    };
    return [name, complete ?? value];
  });
  return {
    ...(Object.fromEntries(manager) as Resource),
    id,
    ...(externalId !== undefined && { externalId }),
    meta: {
      resourceType,
      created: new Date(createdAt).toISOString(),
      lastModified: new Date(lastModifiedAt).toISOString(),
      location: `${BASE_URL}/${resourceType}s/${id}`,
      version: `W/"${version}"`,
    },
  };
}

function listMember(name: string, list: ScimObject[]): Resource {
  return list.length === 0 ? {} : { [name]: list };
}

function groupsOf(
  userId: string,
  groups: readonly Sample[],
  memberships: readonly Membership[],
): ScimObject[] {
  const parents = (id: string) => memberships.filter((one) => one.memberId === id).map((one) => one.groupId);
  const direct = new Set(parents(userId));
  const reached = new Set(direct);
  for (const id of reached) for (const parent of parents(id)) reached.add(parent);
  return groups
    .filter(({ id }) => reached.has(id))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, resource }) => ({
      value: id,
      $ref: `${BASE_URL}/Groups/${id}`,
      display: textOf(resource["displayName"]),
      type: direct.has(id) ? "direct" : "indirect",
    }));
}

function membersOf(
  groupId: string,
  users: readonly Sample[],
  groups: readonly Sample[],
  memberships: readonly Membership[],
): ScimObject[] {
  return memberships
    .filter((one) => one.groupId === groupId)
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1))
    .map(({ memberId, memberType, display }) => {
      const user = users.find(({ id }) => id === memberId);
      const group = groups.find(({ id }) => id === memberId);
      const name = display ?? (user ? nameOf(user.resource) : group?.resource["displayName"]);
      return {
        value: memberId,
        $ref: `${BASE_URL}/${memberType ?? "User"}s/${memberId}`,
        ...(memberType !== null && { type: memberType }),
        ...(name !== undefined && { display: textOf(name) }),
      };
    });
}

function nameOf(user: Resource): string {
  const name = (user["name"] ?? {}) as Record<string, string>;
  const [given, family] = [name["givenName"], name["familyName"]].map((part) => part?.trim());
  const full = [given, family].filter(Boolean).join(" ");
  const names = [
    user["displayName"] as string | undefined,
    name["formatted"],
    full,
    textOf(user["userName"]),
  ];
  return names.map((one) => one?.trim()).find(Boolean) ?? "";
}
