import { Type } from "@sinclair/typebox";
import { getInstance } from "../../../access/instances.js";
import { getTeam, listTeamMembers, listTeams, TEAM_KINDS, type Team } from "../../../access/teams.js";
import { addTeam, changeTeam, moveTeamMembers, removeTeam } from "../../../use-cases/roles/teams.js";
import { choice, type Shown, text } from "../../json-schema.js";
import { GROUP, NAMES, TEAM_NAME, UNIT } from "../../names.js";
import { listSchema, pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";

const TAG = "Teams";

/** A team of an instance. */
const teamSchema = Type.Object(
  {
    id: text,
    instanceId: text,
    businessUnitId: text,
    name: text,
    kind: choice(TEAM_KINDS),
    groupId: Type.Optional(Type.String({ description: "The SCIM group of a group team." })),
    roles: Type.Array(Type.Object({ id: text, rootId: text, name: text })),
    createdAt: timeJson,
  },
  { title: "Team" },
);

/** Returns a team as it is answered. */
function showTeam({ createdAt, ...team }: Team): Shown<typeof teamSchema> {
  return { ...team, createdAt: toTime(createdAt) };
}

const roles = { ...NAMES, description: "Ids or names of roles of the team's business unit." };
const ids = Type.Array(text);

/** The routes of teams. R072 */
export const teamRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/instances/{instance}/teams",
    action: "read",
    operationId: "listTeams",
    tag: TAG,
    summary: "Lists the teams of an instance with their roles",
    answers: { 200: listSchema(teamSchema) },
    async run(call) {
      const { tenantId } = call.ctx.viewer;
      const { id: instanceId } = await getInstance(call.ctx.db.read, tenantId, call.params.instance);
      const teams = await listTeams(call.ctx.db.read, tenantId, { instanceId });
      return { body: { value: teams.map(showTeam) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances/{instance}/teams",
    action: "manageInstances",
    operationId: "addTeam",
    tag: TAG,
    summary: "Adds an owner team, or a team of a SCIM group",
    body: Type.Object({
      name: TEAM_NAME,
      businessUnit: Type.Optional(UNIT),
      groupId: Type.Optional(GROUP),
      roles: Type.Optional(roles),
    }),
    answers: { 201: teamSchema },
    async run(call) {
      return { body: showTeam(await addTeam(call.ctx, call.params.instance, call.body)) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/teams/{team}",
    action: "read",
    operationId: "getTeam",
    tag: TAG,
    summary: "Shows a team with its roles",
    answers: { 200: teamSchema },
    async run(call) {
      const { tenantId } = call.ctx.viewer;
      const { id } = await getInstance(call.ctx.db.read, tenantId, call.params.instance);
      return { body: showTeam(await getTeam(call.ctx.db.read, tenantId, id, call.params.team)) };
    },
  }),
  adminRoute({
    method: "patch",
    path: "/instances/{instance}/teams/{team}",
    action: "manageInstances",
    operationId: "changeTeam",
    tag: TAG,
    summary: "Renames a team, or sets its roles",
    body: Type.Object({ name: Type.Optional(TEAM_NAME), roles: Type.Optional(roles) }, { minProperties: 1 }),
    answers: { 200: teamSchema },
    async run(call) {
      const { ctx, params, body } = call;
      return { body: showTeam(await changeTeam(ctx, params.instance, params.team, body)) };
    },
  }),
  adminRoute({
    method: "delete",
    path: "/instances/{instance}/teams/{team}",
    action: "manageInstances",
    operationId: "removeTeam",
    tag: TAG,
    summary: "Deletes a team",
    answers: { 204: undefined },
    async run(call) {
      await removeTeam(call.ctx, call.params.instance, call.params.team);
      return {};
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/teams/{team}/members",
    action: "read",
    operationId: "listTeamMembers",
    tag: TAG,
    summary: "Lists the members of an owner team; those of a group team are those of its group",
    paged: true,
    answers: {
      200: pageSchema(Type.Object({ id: text, displayName: text }, { title: "TeamMember" })),
    },
    async run(call) {
      const { tenantId } = call.ctx.viewer;
      const db = call.ctx.db.read;
      const { limit, after } = readPage(call.query);
      const instance = await getInstance(db, tenantId, call.params.instance);
      const team = await getTeam(db, tenantId, instance.id, call.params.team);
      const members = await listTeamMembers(db, tenantId, team.id, { after, limit: limit + 1 });
      return { body: toPage(members, limit) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances/{instance}/teams/{team}/members",
    action: "manageInstances",
    operationId: "moveTeamMembers",
    tag: TAG,
    summary: "Adds and removes members of an owner team",
    users: ["add", "remove"],
    body: Type.Object({ add: Type.Optional(NAMES), remove: Type.Optional(NAMES) }, { minProperties: 1 }),
    answers: {
      200: Type.Object({ added: ids, removed: ids }, { title: "MovedMembers" }),
    },
    async run(call) {
      return {
        body: await moveTeamMembers(call.ctx, call.params.instance, call.params.team, call.body),
      };
    },
  }),
];
