import { Type } from "@sinclair/typebox";
import { listTokens, type TokenInfo } from "../../../auth/tokens.js";
import { SCOPES } from "../../../tenants/connection.js";
import { getConnection } from "../../../tenants/connections.js";
import { createToken, revokeToken } from "../../../use-cases/connections/tokens.js";
import { DEFAULT_NAME } from "../../../use-cases/tenants/bootstrap.js";
import { nameJson } from "../../documented-as.js";
import { choice, type Shown, text } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { readFuture, timeJson, toTime } from "../../times.js";

const tag = "Tokens";

/** The scopes of a token or client. */
export const scopesJson = Type.Array(choice(SCOPES, { type: "string" }), { uniqueItems: true, minItems: 1 });

const token = Type.Object(
  {
    id: text,
    connection: text,
    name: text,
    scopes: scopesJson,
    userId: Type.Optional(
      Type.String({ description: "The user it is bound to, whom /Me addresses and whose roles limit it." }),
    ),
    createdAt: timeJson,
    expiresAt: Type.Optional(timeJson),
    lastUsedAt: Type.Optional({ ...timeJson, description: "May lag by a minute." }),
    revokedAt: Type.Optional(timeJson),
  },
  { title: "Token" },
);

function toView({ createdAt, expiresAt, lastUsedAt, revokedAt, ...rest }: TokenInfo): Shown<typeof token> {
  return {
    ...rest,
    createdAt: toTime(createdAt),
    expiresAt: toTime(expiresAt),
    lastUsedAt: toTime(lastUsedAt),
    revokedAt: toTime(revokedAt),
  };
}

/** The routes of tokens of connections and administrators. */
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
    body: Type.Object({
      name: nameJson(text, 100),
      connection: Type.Optional(Type.String({ default: DEFAULT_NAME })),
      scopes: scopesJson,
      expiresAt: Type.Optional(timeJson),
      userId: Type.Optional(text),
    }),
    answers: {
      201: Type.Object(
        { id: text, secret: Type.String({ description: "It cannot be had again." }) },
        { title: "NewToken" },
      ),
    },
    async run({ ctx, body: { connection = DEFAULT_NAME, ...wanted } }) {
      const { id: connectionId } = await getConnection(ctx.db.read, ctx.viewer.tenantId, connection);
      const expiresAt = readFuture("expiresAt", wanted.expiresAt, ctx.now());
      return { body: await createToken(ctx, { ...wanted, connectionId, expiresAt }) };
    },
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
