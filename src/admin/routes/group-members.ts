import { listMembers } from "../../directory/group-members.js";
import { findGroup } from "../../directory/groups.js";
import type { MembershipChange } from "../../directory/membership.js";
import { AppError } from "../../errors.js";
import { listCandidates } from "../../licensing/candidates.js";
import { toEtag } from "../../provisioning/precondition.js";
import { updateGroup } from "../../provisioning/update-group.js";
import { notFound } from "../../provisioning/update-user.js";
import { listOf, readKeyCursor, readLimitText, toKeyPage } from "../pages.js";
import { type AdminAnswer, type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { refersTo } from "../told.js";

const tag = "Groups";

/** Members that one request may add or remove. */
const MAX_IDS = 20_000;

const ids: JsonSchema = {
  type: "array",
  items: { type: "string", minLength: 1, maxLength: 200 },
  maxItems: MAX_IDS,
  description: "Ids of users and groups.",
};

const member: JsonSchema = {
  title: "Member",
  type: "object",
  required: ["id", "type", "displayName"],
  properties: {
    id: { type: "string" },
    type: {
      enum: ["User", "Group", null],
      description: "Null while the id names nobody; it has no effect then.",
    },
    displayName: { type: ["string", "null"] },
  },
};

async function list(call: AdminCall): Promise<AdminAnswer> {
  const { db, viewer } = call.ctx;
  const id = call.params["id"] ?? "";
  const limit = readLimitText(call.query["limit"]);
  const [after = ""] = readKeyCursor(call, 1) ?? [];
  if ((await findGroup(db.read, viewer, id, 0)) === undefined) throw notFound("Group", id);
  const rows = await listMembers(db.read, viewer.tenantId, id, String(after), limit + 1);
  return {
    body: toKeyPage(
      rows,
      limit,
      ({ value, type, display }) => ({ id: value, type, displayName: display }),
      ({ value }) => [value],
    ),
  };
}

const candidate: JsonSchema = {
  title: "Candidate",
  type: "object",
  required: ["id", "displayName", "licensed"],
  properties: {
    id: { type: "string" },
    displayName: { type: "string" },
    licensed: { type: "boolean", description: "Whether the person has a seat of any SKU." },
  },
};

async function candidates(call: AdminCall): Promise<AdminAnswer> {
  const { db, viewer } = call.ctx;
  const id = call.params["id"] ?? "";
  const limit = readLimitText(call.query["limit"]);
  const [licensed, last] = readKeyCursor(call, 2) ?? [];
  if ((await findGroup(db.read, viewer, id, 0)) === undefined) throw notFound("Group", id);
  const after = last === undefined ? undefined : { licensed: licensed === 1, id: String(last) };
  const query = { search: call.query["search"], after, limit: limit + 1 };
  const people = await listCandidates(db.read, viewer.tenantId, id, query);
  return {
    body: toKeyPage(
      people,
      limit,
      (one) => one,
      (one) => [Number(one.licensed), one.id],
    ),
  };
}

async function change({ ctx, params, body, precondition }: AdminCall): Promise<AdminAnswer> {
  const { add = [], remove = [] } = body as { add?: readonly string[]; remove?: readonly string[] };
  const named = new Set(add);
  const both = remove.find((id) => named.has(id));
  if (both !== undefined) {
    throw new AppError("invalidValue", `"${both}" is to be added and removed: name it once`);
  }
  const members: MembershipChange[] = [
    ...(remove.length > 0 ? [{ kind: "remove", ids: remove } as const] : []),
    ...(add.length > 0 ? [{ kind: "add", members: [...named].map((value) => ({ value })) } as const] : []),
  ];
  const done = await updateGroup(
    ctx,
    params["id"] ?? "",
    precondition,
    { apply: (current) => current, members },
    undefined,
  );
  const { added, removed } = done.moved;
  return {
    body: { added: added.length, removed: removed.length },
    headers: { ETag: toEtag(done.version) },
  };
}

/** Each is added or removed, not both. */
const MEMBERS: JsonSchema = { ...ids, items: refersTo("user or group", { type: "string", minLength: 1 }) };

/** Members of groups. */
export const groupMemberRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/groups/{id}/candidates",
    action: "read",
    operationId: "listCandidates",
    tag,
    summary: "Lists who may be added to a group, people with a license first",
    query: { search: { type: "string", minLength: 1, maxLength: 100 } },
    paged: true,
    answers: { 200: listOf(candidate, { paged: true }) },
    run: candidates,
  }),
  adminRoute({
    method: "get",
    path: "/groups/{id}/members",
    action: "read",
    operationId: "listMembers",
    tag,
    summary: "Lists the direct members of a group",
    paged: true,
    answers: { 200: listOf(member, { paged: true }) },
    run: list,
  }),
  adminRoute({
    method: "post",
    path: "/groups/{id}/members",
    action: "manageUsers",
    operationId: "changeMembers",
    tag,
    summary: "Adds and removes members, thousands at once; who is one already, or none, is no error",
    users: ["add", "remove"],
    body: { type: "object", properties: { add: MEMBERS, remove: MEMBERS }, minProperties: 1 },
    answers: {
      200: {
        title: "MembersChanged",
        type: "object",
        required: ["added", "removed"],
        properties: {
          added: { type: "integer", description: "How many were no members before." },
          removed: { type: "integer" },
        },
      },
    },
    run: change,
  }),
];
