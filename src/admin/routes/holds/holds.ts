import { Type } from "@sinclair/typebox";
import { listInstances } from "../../../access/instances.js";
import { countKept, getHold, HOLD_STATES, type Hold, listHolds } from "../../../crm/kept/holds.js";
import { listKept } from "../../../crm/kept/kept-access.js";
import { findDeletedUser } from "../../../directory/resources/tombstones.js";
import { listConnections } from "../../../tenants/connections.js";
import { discardHold, releaseHold, releasePerson } from "../../../use-cases/holds/holds.js";
import { choice, count, type Shown, text } from "../../json-schema.js";
import { pageSchema, readPage, toPage } from "../../pages.js";
import { findPersonNames, personNamesJson } from "../../person-names.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";

const tag = "Holds";

const members = {
  id: text,
  state: choice(HOLD_STATES),
  connectionId: text,
  connection: Type.Optional(text),
  startedAt: timeJson,
  endsAt: { ...timeJson, description: "When the changes take effect if nobody decides before." },
  closedAt: Type.Optional(timeJson),
  people: { ...count, description: "The people who were held." },
  instances: Type.Array(
    Type.Object({
      id: text,
      name: text,
      people: { ...count, description: "The people whose access is kept now." },
    }),
  ),
  requestId: Type.Optional(text),
  causedBy: Type.Optional(Type.String({ description: "The id of the audit entry of the first change." })),
};
const holdJson = Type.Object(members, { title: "Hold" });

const personJson = Type.Object(
  {
    id: text,
    ...personNamesJson,
    instances: Type.Array(text),
    keptAs: choice(["held", "exception"]),
  },
  { title: "HeldUser" },
);

/** Shows holds, with the names of connections and instances. */
async function show(
  { db, viewer }: AdminContext,
  holds: readonly Hold[],
): Promise<readonly Shown<typeof holdJson>[]> {
  const { tenantId } = viewer;
  if (holds.length === 0) return [];
  const counts = await countKept(
    db.read,
    tenantId,
    holds.map(({ id }) => id),
  );
  const instances = new Map((await listInstances(db.read, tenantId)).map(({ id, name }) => [id, name]));
  const connections = new Map((await listConnections(db.read, tenantId)).map(({ id, name }) => [id, name]));
  return holds.map((hold) => ({
    id: hold.id,
    state: hold.state,
    connectionId: hold.connectionId,
    connection: connections.get(hold.connectionId),
    startedAt: toTime(hold.startedAt),
    endsAt: toTime(hold.endsAt),
    closedAt: toTime(hold.closedAt),
    people: hold.people,
    requestId: hold.requestId,
    causedBy: hold.causeEntry,
    instances: counts
      .filter(({ holdId }) => holdId === hold.id)
      .map(({ instanceId: id, people }) => ({ id, name: instances.get(id) ?? id, people })),
  }));
}

/** Returns the people whose access a hold keeps, each with the instances. */
async function showPeople(
  { db, viewer }: AdminContext,
  id: string,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<readonly Shown<typeof personJson>[]> {
  const { tenantId } = viewer;
  const rows = await listKept(db.read, tenantId, id, { after, limit });
  const instances = new Map((await listInstances(db.read, tenantId)).map((one) => [one.id, one.name]));
  const ids = [...new Set(rows.map(({ userId }) => userId))];
  const namesOf = await findPersonNames({ db, viewer }, ids);
  return ids.map((userId) => {
    const own = rows.filter((row) => row.userId === userId);
    return {
      id: userId,
      ...namesOf(userId),
      instances: own.map(({ instanceId }) => instances.get(instanceId) ?? instanceId),
      keptAs: own[0]?.state ?? "held",
    };
  });
}

/** The routes of holds: changes of connections whose effect on access waits. docs/holds.md */
export const holdRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/holds",
    action: "read",
    operationId: "listHolds",
    tag,
    summary: "Lists the holds, newest first",
    query: { state: choice(HOLD_STATES, { type: "string", description: "Only holds in this state." }) },
    paged: true,
    answers: { 200: pageSchema(holdJson) },
    async run({ ctx, query }) {
      const { limit, after: before } = readPage(query);
      const filter = { state: query.state, before, limit: limit + 1 };
      const { value, ...rest } = toPage(await listHolds(ctx.db.read, ctx.viewer.tenantId, filter), limit);
      return { body: { value: await show(ctx, value), ...rest } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/holds/{id}",
    action: "read",
    operationId: "getHold",
    tag,
    summary: "Reads a hold",
    answers: { 200: holdJson },
    async run({ ctx, params }) {
      const [shown] = await show(ctx, [await getHold(ctx.db.read, ctx.viewer.tenantId, params.id)]);
      if (shown === undefined) throw new Error("a hold is shown");
      return { body: shown };
    },
  }),
  adminRoute({
    method: "get",
    path: "/holds/{id}/users",
    action: "read",
    operationId: "listHeldUsers",
    tag,
    summary: "Lists the users whose access a hold keeps",
    paged: true,
    answers: { 200: pageSchema(personJson) },
    async run({ ctx, params, query }) {
      const { limit, after } = readPage(query);
      const { id } = await getHold(ctx.db.read, ctx.viewer.tenantId, params.id);
      return { body: toPage(await showPeople(ctx, id, { limit: limit + 1, after }), limit) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/holds/{id}/release",
    action: "manageInstances",
    operationId: "releaseHold",
    tag,
    summary: "Lets the held changes take effect, and ends the exceptions of a discarded hold",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await releaseHold(ctx, params.id);
      return {};
    },
  }),
  adminRoute({
    method: "post",
    path: "/holds/{id}/discard",
    action: "manageInstances",
    operationId: "discardHold",
    tag,
    summary: "Lets people keep their access until the provider sends a change that concerns it again",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await discardHold(ctx, params.id);
      return {};
    },
  }),
  adminRoute({
    method: "post",
    path: "/holds/{id}/users/{userId}/release",
    action: "manageInstances",
    operationId: "releaseHeldUser",
    tag,
    summary: "Lets the held changes take effect for one user",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      const deleted = await findDeletedUser(ctx.db.read, ctx.viewer.tenantId, params.userId);
      await releasePerson(ctx, params.id, deleted ?? params.userId);
      return {};
    },
  }),
];
