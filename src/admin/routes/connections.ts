import { fingerprintOf } from "../../provisioning-log/fingerprint.js";
import { listQuirks } from "../../provisioning-log/quirk-counts.js";
import type { ClientName } from "../../tenants/client-names.js";
import type { Connection } from "../../tenants/connection.js";
import {
  CONNECTION_OPTIONS,
  type ConnectionSettings,
  getConnection,
  listConnections,
} from "../../tenants/connections.js";
import { addConnection, changeConnection } from "../../use-cases/connections/connections.js";
import { listSchema } from "../pages.js";
import { type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { nameJson } from "../with-told.js";
import { connectionJson, connectionSettings, fingerprintJson } from "./connection-json.js";

const tag = "Connections";

/** What a body says of a connection: `null` puts an option or a limit back to its default. */
interface ConnectionBody {
  readonly name?: string;
  readonly client?: ClientName;
  readonly mode?: Connection["mode"];
  readonly visibility?: Connection["visibility"];
  readonly options?: Readonly<Record<string, boolean | null>>;
  readonly limits?: Readonly<Record<string, number | null>>;
}

function settingsOf({ client, mode, visibility, options, limits }: ConnectionBody): ConnectionSettings {
  return {
    ...(client && { client }),
    ...(mode && { mode }),
    ...(visibility && { visibility }),
    ...(options && { options: withoutNulls(options) }),
    ...(limits && { limits: withoutNulls(limits) }),
  };
}

function withoutNulls<T>(chosen: Readonly<Record<string, T | null>>): Record<string, T | undefined> {
  return Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, value ?? undefined]));
}

function toView({ id, name, client, mode, visibility, options, limits, logBodiesUntil }: Connection): object {
  return {
    id,
    name,
    ...(client !== undefined && { client }),
    mode,
    visibility,
    options: Object.fromEntries(CONNECTION_OPTIONS.map((option) => [option, options[option]])),
    limits,
    ...(logBodiesUntil > 0 && { logBodiesUntil: new Date(logBodiesUntil).toISOString() }),
  };
}

async function fingerprint({ ctx, params }: AdminCall<"name">) {
  await ctx.services.flushProvisioningLog();
  const { tenantId } = ctx.viewer;
  const { id, name } = await getConnection(ctx.db.read, tenantId, params.name);
  const habits = await listQuirks(ctx.db.read, tenantId, id);
  return { body: { connection: name, ...fingerprintOf(habits) } };
}

const named: JsonSchema = {
  type: "object",
  required: ["name"],
  properties: { name: nameJson({ type: "string" }, 100), ...connectionSettings },
};

/** Provisioning clients and how they are treated. */
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
    answers: { 201: connectionJson },
    async run({ ctx, body }) {
      const wanted = body as ConnectionBody;
      const added = await addConnection(ctx, wanted.name ?? "", settingsOf(wanted));
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
      "Changes how a connection is treated; what is not named stays, null is the default again, client applies a preset",
    body: { type: "object", properties: connectionSettings },
    answers: { 200: connectionJson },
    async run({ ctx, params, body }) {
      const changed = await changeConnection(ctx, params.name, settingsOf(body as ConnectionBody));
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
    summary: "Tells which provider a connection seems to be, and by which habits",
    answers: { 200: fingerprintJson },
    run: fingerprint,
  }),
];
