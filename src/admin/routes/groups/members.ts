import { type Static, Type } from "@sinclair/typebox";
import { findGroup } from "../../../directory/groups/groups.js";
import { listMembers } from "../../../directory/groups/member-list.js";
import type { MembershipChange } from "../../../directory/groups/membership-change.js";
import { toEtag } from "../../../effects/precondition.js";
import { AppError } from "../../../errors.js";
import { findLicensed, listCandidates } from "../../../licensing/candidates.js";
import type { Resource } from "../../../schema/model.js";
import { updateGroup } from "../../../use-cases/groups/update-group.js";
import { notFound } from "../../../use-cases/users/update-user.js";
import { refersTo } from "../../documented-as.js";
import { choice, nullableText, text } from "../../json-schema.js";
import { pageSchema, readKeyCursor, readLimitText, toKeyPage } from "../../pages.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";

const tag = "Groups";

/** The maximum number of members per request. */
const MAX_IDS = 20_000;

const member = Type.Object(
  {
    id: text,
    type: choice(["User", "Group", null], {
      description: "Null if the id is unknown; the member then has no effect.",
    }),
    displayName: nullableText(),
    licensed: Type.Optional(Type.Boolean({ description: "Of a user: whether it has a seat of any SKU." })),
  },
  { title: "Member" },
);

const candidate = Type.Object(
  {
    id: text,
    displayName: text,
    licensed: Type.Boolean({ description: "Whether the person has a seat of any SKU." }),
  },
  { title: "Candidate" },
);

/** Ids, of which each is either added or removed. */
const ids = Type.Array(refersTo("user or group", Type.String({ minLength: 1 })), {
  maxItems: MAX_IDS,
  description: "Ids of users and groups.",
});

const members = Type.Partial(Type.Object({ add: ids, remove: ids }), { minProperties: 1 });

/** @throws AppError `notFound` */
async function checkGroup({ db, viewer }: AdminContext, id: string): Promise<void> {
  if ((await findGroup(db.read, viewer, id, 0)) === undefined) throw notFound("Group", id);
}

function changesOf({ add = [], remove = [] }: Static<typeof members>): MembershipChange[] {
  const named = new Set(add);
  const both = remove.find((id) => named.has(id));
  if (both !== undefined) {
    throw new AppError("invalidValue", `"${both}" is to be added and removed: name it once`);
  }
  return [
    ...(remove.length > 0 ? [{ kind: "remove", ids: remove } as const] : []),
    ...(add.length > 0 ? [{ kind: "add", members: [...named].map((value) => ({ value })) } as const] : []),
  ];
}

/** The routes of members of groups. */
export const groupMemberRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/groups/{id}/candidates",
    action: "read",
    operationId: "listCandidates",
    tag,
    summary: "Lists users who can be added to a group, people with a license first",
    query: {
      search: Type.String({
        minLength: 1,
        maxLength: 100,
        description: "A part of the name of the candidates.",
      }),
    },
    paged: true,
    answers: { 200: pageSchema(candidate) },
    async run({ ctx, params: { id }, query }) {
      const limit = readLimitText(query.limit);
      const [licensed, last] = readKeyCursor(query, 2) ?? [];
      await checkGroup(ctx, id);
      const after = last === undefined ? undefined : { licensed: licensed === 1, id: String(last) };
      const wanted = { search: query.search, after, limit: limit + 1 };
      const people = await listCandidates(ctx.db.read, ctx.viewer.tenantId, id, wanted);
      return {
        body: toKeyPage(
          people,
          limit,
          (one) => one,
          (one) => [Number(one.licensed), one.id],
        ),
      };
    },
  }),
  adminRoute({
    method: "get",
    path: "/groups/{id}/members",
    action: "read",
    operationId: "listMembers",
    tag,
    summary: "Lists the direct members of a group",
    query: {
      search: Type.String({
        minLength: 1,
        maxLength: 100,
        description: "A part of the name of the members.",
      }),
    },
    paged: true,
    answers: { 200: pageSchema(member) },
    async run({ ctx, params: { id }, query }) {
      const limit = readLimitText(query.limit);
      const [after = ""] = readKeyCursor(query, 1) ?? [];
      await checkGroup(ctx, id);
      const { tenantId } = ctx.viewer;
      const rows = await listMembers(ctx.db.read, tenantId, id, String(after), limit + 1, query.search);
      const users = rows.flatMap(({ type, value }) => (type === "User" ? [value] : []));
      const licensed = await findLicensed(ctx.db.read, tenantId, users);
      return {
        body: toKeyPage(
          rows,
          limit,
          ({ value, type, display }) => ({
            id: value,
            type,
            displayName: display,
            ...(type === "User" && { licensed: licensed.has(value) }),
          }),
          ({ value }) => [value],
        ),
      };
    },
  }),
  adminRoute({
    method: "post",
    path: "/groups/{id}/members",
    action: "manageUsers",
    operationId: "changeMembers",
    tag,
    summary:
      "Adds and removes members, thousands in one request; repeated additions and removals are no error",
    users: ["add", "remove"],
    body: members,
    conditional: true,
    sends: ["ETag"],
    answers: {
      200: Type.Object(
        {
          added: Type.Integer({ description: "How many were no members before." }),
          removed: Type.Integer(),
        },
        { title: "MembersChanged" },
      ),
    },
    async run({ ctx, params, body, precondition }) {
      const change = { apply: (current: Resource) => current, members: changesOf(body) };
      const { moved, version } = await updateGroup(ctx, params.id, precondition, change, undefined);
      return {
        body: { added: moved.added.length, removed: moved.removed.length },
        headers: { ETag: toEtag(version) },
      };
    },
  }),
];
