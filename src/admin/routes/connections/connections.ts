import { type Static, Type } from "@sinclair/typebox";
import { fingerprintOf } from "../../../provisioning-log/fingerprint.js";
import { listQuirks } from "../../../provisioning-log/quirk-counts.js";
import type { Connection } from "../../../tenants/connection.js";
import {
  CONNECTION_OPTIONS,
  type ConnectionSettings,
  getConnection,
  listConnections,
} from "../../../tenants/connections.js";
import { addConnection, changeConnection } from "../../../use-cases/connections/connections.js";
import { nameJson } from "../../documented-as.js";
import { type Shown, text } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { readFuture, toTime } from "../../times.js";
import { connectionJson, connectionSettings, fingerprintJson } from "./connection-schemas.js";

const tag = "Connections";

const settings = Type.Object(connectionSettings);
const named = Type.Object({ name: nameJson(text, 100), ...connectionSettings });

/** Converts the body of a connection; `null` resets an option or a limit, and ends the watching. */
function settingsOf(
  { client, mode, visibility, massLoss, watchedUntil, options, limits }: Static<typeof settings>,
  now: number,
): ConnectionSettings {
  return {
    ...(client && { client }),
    ...(mode && { mode }),
    ...(visibility && { visibility }),
    ...(massLoss && { massLoss }),
    watchedUntil: watchedUntil === null ? 0 : readFuture("watchedUntil", watchedUntil, now),
    ...(options && { options: withoutNulls(options) }),
    ...(limits && { limits: withoutNulls(limits) }),
  };
}

function withoutNulls<T>(chosen: Readonly<Record<string, T | null>>): Record<string, T | undefined> {
  return Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, value ?? undefined]));
}

function toView(connection: Connection): Shown<typeof connectionJson> {
  const { id, name, client, mode, visibility, massLoss, options, limits, watchedUntil, logBodiesUntil } =
    connection;
  return {
    id,
    name,
    client,
    mode,
    visibility,
    massLoss,
    options: Object.fromEntries(CONNECTION_OPTIONS.map((option) => [option, options[option]])),
    limits,
    watchedUntil: watchedUntil > 0 ? toTime(watchedUntil) : undefined,
    logBodiesUntil: logBodiesUntil > 0 ? toTime(logBodiesUntil) : undefined,
  };
}

/** The routes of connections. */
export const connectionRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/connections",
    action: "manageServer",
    operationId: "listConnections",
    tag,
    summary: "Lists the connections by name",
    answers: { 200: listSchema(connectionJson) },
    async run({ ctx }) {
      const connections = await listConnections(ctx.db.read, ctx.viewer.tenantId);
      return { body: { value: connections.map(toView) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/connections",
    action: "manageServer",
    operationId: "addConnection",
    tag,
    summary: "Adds a connection, that is one provisioning client",
    body: named,
    sends: ["Location"],
    answers: { 201: connectionJson },
    async run({ ctx, body }) {
      const added = await addConnection(ctx, body.name, settingsOf(body, ctx.now()));
      const Location = `${ctx.baseUrl}/admin/v1/connections/${encodeURIComponent(added.name)}`;
      return { body: toView(added), headers: { Location } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/connections/{name}",
    action: "manageServer",
    operationId: "getConnection",
    tag,
    summary: "Reads a connection",
    answers: { 200: connectionJson },
    async run({ ctx, params }) {
      return { body: toView(await getConnection(ctx.db.read, ctx.viewer.tenantId, params.name)) };
    },
  }),
  adminRoute({
    method: "patch",
    path: "/connections/{name}",
    action: "manageServer",
    operationId: "changeConnection",
    tag,
    summary:
      "Changes a connection; omitted members stay unchanged, null resets to the default, client applies a preset",
    body: settings,
    answers: { 200: connectionJson },
    async run({ ctx, params, body }) {
      const changed = await changeConnection(ctx, params.name, settingsOf(body, ctx.now()));
      ctx.services.forgetTokens();
      return { body: toView(changed) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/connections/{name}/fingerprint",
    action: "manageServer",
    operationId: "getFingerprint",
    tag,
    summary: "Tells which provider a connection seems to be, and by which quirks",
    answers: { 200: fingerprintJson },
    async run({ ctx, params }) {
      await ctx.services.flushProvisioningLog();
      const { tenantId } = ctx.viewer;
      const { id, name } = await getConnection(ctx.db.read, tenantId, params.name);
      const habits = await listQuirks(ctx.db.read, tenantId, id);
      return { body: { connection: name, ...fingerprintOf(habits) } };
    },
  }),
];
