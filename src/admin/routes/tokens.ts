import { listTokens, type TokenInfo } from "../../auth/tokens.js";
import { SCOPES, type Scope } from "../../tenants/connection.js";
import { getConnection } from "../../tenants/connections.js";
import { createToken, revokeToken } from "../../use-cases/connections/tokens.js";
import { DEFAULT_NAME } from "../../use-cases/tenants/bootstrap.js";
import { listSchema } from "../pages.js";
import { type AdminAnswer, type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { readFuture, timeJson, toTime } from "../times.js";
import { nameJson } from "../with-told.js";

const tag = "Tokens";
const text = { type: "string" };

/** Scopes of a token or client. */
export const scopesJson: JsonSchema = {
  type: "array",
  items: { type: "string", enum: SCOPES },
  uniqueItems: true,
  minItems: 1,
};

const token: JsonSchema = {
  title: "Token",
  type: "object",
  required: ["id", "connection", "name", "scopes", "createdAt"],
  properties: {
    id: text,
    connection: text,
    name: text,
    scopes: scopesJson,
    userId: {
      type: "string",
      description: "The user it is bound to: whom /Me means, and whose roles limit it.",
    },
    createdAt: timeJson,
    expiresAt: timeJson,
    lastUsedAt: { ...timeJson, description: "Up to a minute behind." },
    revokedAt: timeJson,
  },
};

function toView({ createdAt, expiresAt, lastUsedAt, revokedAt, ...rest }: TokenInfo): object {
  return {
    ...rest,
    createdAt: toTime(createdAt),
    expiresAt: toTime(expiresAt),
    lastUsedAt: toTime(lastUsedAt),
    revokedAt: toTime(revokedAt),
  };
}

async function create({ ctx, body }: AdminCall): Promise<AdminAnswer> {
  const { connection = DEFAULT_NAME, ...wanted } = body as {
    connection?: string;
    name: string;
    scopes: readonly Scope[];
    expiresAt?: string;
    userId?: string;
  };
  const { id: connectionId } = await getConnection(ctx.db.read, ctx.viewer.tenantId, connection);
  const expiresAt = readFuture("expiresAt", wanted.expiresAt, ctx.now());
  return { body: await createToken(ctx, { ...wanted, connectionId, expiresAt }) };
}

/** Tokens of connections and of administrators. */
export const tokenRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/tokens",
    action: "manageServer",
    operationId: "listTokens",
    tag,
    summary: "Lists the tokens, oldest first; their secrets are not kept",
    answers: { 200: listSchema(token) },
    async run({ ctx }) {
      return { body: { value: (await listTokens(ctx.db.read, ctx.viewer.tenantId)).map(toView) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/tokens",
    action: "manageServer",
    operationId: "createToken",
    tag,
    summary: "Creates a token and shows it, this once",
    body: {
      type: "object",
      required: ["name", "scopes"],
      properties: {
        name: nameJson({ type: "string" }, 100),
        connection: { type: "string", default: DEFAULT_NAME },
        scopes: scopesJson,
        expiresAt: timeJson,
        userId: text,
      },
    },
    answers: {
      201: {
        title: "NewToken",
        type: "object",
        required: ["id", "secret"],
        properties: { id: text, secret: { type: "string", description: "It cannot be had again." } },
      },
    },
    run: create,
  }),
  adminRoute({
    method: "delete",
    path: "/tokens/{id}",
    action: "manageServer",
    operationId: "revokeToken",
    tag,
    summary: "Ends a token; other servers may accept it for a second yet",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await revokeToken(ctx, params.id);
      ctx.services.forgetTokens();
      return {};
    },
  }),
];
