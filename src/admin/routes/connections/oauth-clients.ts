import { Type } from "@sinclair/typebox";
import { listClientSecrets, type SecretInfo } from "../../../auth/client-secrets.js";
import { listClients, type OAuthClient } from "../../../auth/oauth-clients.js";
import { MINUTE } from "../../../db/duration.js";
import { AppError } from "../../../errors.js";
import { ALGORITHMS } from "../../../outbound/signed-token.js";
import { getConnection } from "../../../tenants/connections.js";
import {
  addClientSecret,
  addOAuthClient,
  removeOAuthClient,
  revokeClientSecret,
} from "../../../use-cases/connections/oauth-clients.js";
import { DEFAULT_NAME } from "../../../use-cases/tenants/bootstrap.js";
import { documentedAs, refersTo } from "../../documented-as.js";
import { anyObject, choice, jsonMembers, type Shown, text } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { readFuture, timeJson, toTime } from "../../times.js";
import { scopesJson } from "./tokens.js";

const tag = "OAuth clients";

/** The algorithms for assertions and tokens. */
export const algorithmsJson = Type.Array(choice(ALGORITHMS, { type: "string" }), {
  uniqueItems: true,
  minItems: 1,
});

const jwkSet = {
  type: "object",
  description: "Its public keys as a JWK Set; no secret then. RFC 7517 §5",
  required: ["keys"],
  properties: { keys: { type: "array", minItems: 1, items: { type: "object", required: ["kty"] } } },
};

const minutes = Type.Integer({ description: "How long its tokens live: 60 to 360 minutes." });

const client = Type.Object(
  {
    clientId: text,
    connection: text,
    scopes: scopesJson,
    tokenMinutes: minutes,
    algorithms: algorithmsJson,
    jwks: Type.Optional(
      Type.Unsafe<unknown>({ type: "object", properties: { keys: Type.Array(jsonMembers()) } }),
    ),
    jwksUrl: Type.Optional(text),
    secrets: Type.Array(Type.Object({ id: text, createdAt: timeJson, expiresAt: Type.Optional(timeJson) })),
    createdAt: timeJson,
  },
  { title: "OAuthClient" },
);

const secretOnce = Type.String({ description: "Shown this once." });

function toView(found: OAuthClient, secrets: readonly SecretInfo[]): Shown<typeof client> {
  const { clientId, connection, scopes, tokenLifetime, algorithms, jwks, jwksUrl, createdAt } = found;
  return {
    clientId,
    connection,
    scopes,
    tokenMinutes: tokenLifetime / MINUTE,
    algorithms,
    jwks,
    jwksUrl,
    secrets: secrets
      .filter((secret) => secret.clientId === clientId)
      .map(({ id, createdAt: at, expiresAt }) => ({
        id,
        createdAt: toTime(at),
        expiresAt: toTime(expiresAt),
      })),
    createdAt: toTime(createdAt),
  };
}

/** The routes of OAuth clients. RFC 6749 */
export const oauthClientRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/oauth-clients",
    action: "manageServer",
    operationId: "listOAuthClients",
    tag,
    summary: "Lists the OAuth clients and the ids of their secrets",
    answers: { 200: listSchema(client) },
    async run({ ctx }) {
      const { tenantId } = ctx.viewer;
      const [clients, secrets] = await Promise.all([
        listClients(ctx.db.read, tenantId),
        listClientSecrets(ctx.db.read, tenantId),
      ]);
      return { body: { value: clients.map((found) => toView(found, secrets)) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/oauth-clients",
    action: "manageServer",
    operationId: "addOAuthClient",
    tag,
    summary: "Adds an OAuth client and shows its secret, this once",
    body: Type.Object({
      connection: Type.Optional(Type.String({ default: DEFAULT_NAME })),
      clientId: Type.Optional(Type.String({ description: "The client id; generated if omitted." })),
      scopes: Type.Optional(scopesJson),
      tokenMinutes: Type.Optional(minutes),
      algorithms: Type.Optional(algorithmsJson),
      jwks: Type.Optional(documentedAs(anyObject(), refersTo("keys", jwkSet))),
      jwksUrl: Type.Optional(Type.String({ description: "Where it publishes its keys; no secret then." })),
      withoutSecret: Type.Optional(Type.Boolean({ description: "A trusted issuer signs for it." })),
      secretExpiresAt: Type.Optional(timeJson),
    }),
    answers: {
      201: Type.Object(
        { clientId: text, secretId: Type.Optional(text), secret: Type.Optional(secretOnce) },
        { title: "NewOAuthClient" },
      ),
    },
    async run({ ctx, body }) {
      const { connection = DEFAULT_NAME, clientId, scopes = ["scim"], algorithms, jwks, jwksUrl } = body;
      const { id: connectionId } = await getConnection(ctx.db.read, ctx.viewer.tenantId, connection);
      const tokenLifetime = body.tokenMinutes === undefined ? undefined : body.tokenMinutes * MINUTE;
      const isSigning = jwks !== undefined || jwksUrl !== undefined || body.withoutSecret === true;
      const expiresAt = readFuture("secretExpiresAt", body.secretExpiresAt, ctx.now());
      const added = await addOAuthClient(
        ctx,
        { connectionId, clientId, scopes, tokenLifetime, algorithms, jwks, jwksUrl },
        isSigning ? undefined : { expiresAt },
      );
      return { body: added };
    },
  }),
  adminRoute({
    method: "delete",
    path: "/oauth-clients/{clientId}",
    action: "manageServer",
    operationId: "removeOAuthClient",
    tag,
    summary: "Ends an OAuth client with its secrets and tokens",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await removeOAuthClient(ctx, params.clientId);
      ctx.services.forgetTokens();
      return {};
    },
  }),
  adminRoute({
    method: "post",
    path: "/oauth-clients/{clientId}/secrets",
    action: "manageServer",
    operationId: "addClientSecret",
    tag,
    summary: "Adds a second secret to a client and shows it once",
    body: Type.Object({ expiresAt: Type.Optional(timeJson) }),
    bodyOptional: true,
    answers: {
      201: Type.Object({ id: text, secret: secretOnce }, { title: "NewClientSecret" }),
    },
    async run({ ctx, params, body }) {
      const expiresAt = readFuture("expiresAt", body.expiresAt, ctx.now());
      return { body: await addClientSecret(ctx, params.clientId, { expiresAt }) };
    },
  }),
  adminRoute({
    method: "delete",
    path: "/oauth-clients/{clientId}/secrets/{secretId}",
    action: "manageServer",
    operationId: "revokeClientSecret",
    tag,
    summary: "Ends a secret and the tokens that were given for it",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      const { clientId, secretId } = params;
      const secrets = await listClientSecrets(ctx.db.read, ctx.viewer.tenantId);
      if (!secrets.some((secret) => secret.id === secretId && secret.clientId === clientId)) {
        throw new AppError("notFound", "The client has no such secret");
      }
      await revokeClientSecret(ctx, secretId);
      ctx.services.forgetTokens();
      return {};
    },
  }),
];
