import { getInstance } from "../../access/instances.js";
import { getTeam, listTeamMembers, listTeams } from "../../access/teams.js";
import {
  addTeam,
  changeTeam,
  type MemberMoves,
  moveTeamMembers,
  removeTeam,
  type TeamInput,
} from "../../use-cases/roles/teams.js";
import { listSchema, readPage, toPage } from "../pages.js";
import { type AdminRoute, adminRoute } from "../route.js";
import { GROUP, NAMES, TEAM_NAME, teamSchema, UNIT } from "./access-schemas.js";
import { showTeam } from "./access-views.js";

const TAG = "Teams";
const roles = { ...NAMES, description: "Ids or names of roles of the team's business unit." };
const ids = { type: "array", items: { type: "string" } };

/** Owner teams and group teams of an instance. R072 */
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
    body: {
      type: "object",
      required: ["name"],
      properties: { name: TEAM_NAME, businessUnit: UNIT, groupId: GROUP, roles },
    },
    answers: { 201: teamSchema },
    async run(call) {
      return { body: showTeam(await addTeam(call.ctx, call.params.instance, call.body as TeamInput)) };
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
    summary: "Renames a team, or gives it exactly these roles",
    body: { type: "object", properties: { name: TEAM_NAME, roles }, minProperties: 1 },
    answers: { 200: teamSchema },
    async run(call) {
      const change = call.body as { name?: string; roles?: string[] };
      return { body: showTeam(await changeTeam(call.ctx, call.params.instance, call.params.team, change)) };
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
      200: listSchema(
        {
          title: "TeamMember",
          type: "object",
          required: ["id", "displayName"],
          properties: { id: { type: "string" }, displayName: { type: "string" } },
        },
        { paged: true },
      ),
    },
    async run(call) {
      const { tenantId } = call.ctx.viewer;
      const db = call.ctx.db.read;
      const { limit, after } = readPage(call);
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
    summary: "Puts users into an owner team and takes users out of it",
    users: ["add", "remove"],
    body: { type: "object", properties: { add: NAMES, remove: NAMES }, minProperties: 1 },
    answers: {
      200: {
        title: "MovedMembers",
        type: "object",
        required: ["added", "removed"],
        properties: { added: ids, removed: ids },
      },
    },
    async run(call) {
      return {
        body: await moveTeamMembers(
          call.ctx,
          call.params.instance,
          call.params.team,
          call.body as MemberMoves,
        ),
      };
    },
  }),
];
