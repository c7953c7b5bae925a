import { Type } from "@sinclair/typebox";
import { type IssuerInfo, listIssuers } from "../../../auth/trusted-issuers.js";
import { AppError } from "../../../errors.js";
import { getConnection } from "../../../tenants/connections.js";
import { addTrustedIssuer, removeTrustedIssuer } from "../../../use-cases/connections/trusted-issuers.js";
import { DEFAULT_NAME } from "../../../use-cases/tenants/bootstrap.js";
import { documentedAs, oneForm, refersTo } from "../../documented-as.js";
import { type Shown, text } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";
import { algorithmsJson } from "./oauth-clients.js";
import { scopesJson } from "./tokens.js";

const tag = "Trusted issuers";

const issuer = Type.Object(
  {
    id: text,
    connection: text,
    clientId: Type.Optional(Type.String({ description: "The OAuth client that its tokens prove." })),
    issuer: text,
    audience: text,
    subject: Type.Optional(Type.String({ description: "Absent: any subject." })),
    jwksUrl: text,
    scopes: Type.Optional(scopesJson),
    algorithms: algorithmsJson,
    createdAt: timeJson,
  },
  { title: "TrustedIssuer" },
);

function toView({ createdAt, ...rest }: IssuerInfo): Shown<typeof issuer> {
  return { ...rest, createdAt: toTime(createdAt) };
}

const trust = Type.Object({
  issuer: Type.String({ description: "`iss` to the letter." }),
  audience: Type.String({ description: "The required audience of the tokens." }),
  subject: Type.Optional(Type.String({ description: "The required subject of the tokens; any if omitted." })),
  jwksUrl: Type.String({ description: "Where the issuer publishes its keys." }),
  algorithms: Type.Optional(algorithmsJson),
  connection: Type.Optional(Type.String({ default: DEFAULT_NAME })),
  scopes: Type.Optional(scopesJson),
  clientId: Type.Optional(Type.String({ description: "Of which OAuth client they are the proof instead." })),
});

const claim = Type.String({ minLength: 1, maxLength: 500, pattern: "^\\S+$" });

/** The further rules of the use-case, for the document. */
const TOLD_TRUST = {
  issuer: { ...claim, description: "`iss` to the letter." },
  audience: { ...claim, description: "The required audience of the tokens." },
  subject: { ...claim, description: "The required subject of the tokens; any if omitted." },
  jwksUrl: {
    type: "string",
    pattern: "^https://[a-z][a-z0-9-]{0,60}(?:\\.[a-z][a-z0-9-]{0,60}){1,3}(?:/[A-Za-z0-9_.~-]{1,60}){0,5}$",
    description: "Where the issuer publishes its keys.",
  },
  connection: refersTo("connection", { type: "string", default: DEFAULT_NAME }),
  clientId: refersTo("OAuth client", {
    type: "string",
    description: "Of which OAuth client they are the proof instead.",
  }),
};

/** The routes of trusted issuers. RFC 7523 */
export const trustedIssuerRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/trusted-issuers",
    action: "manageServer",
    operationId: "listTrustedIssuers",
    tag,
    summary: "Lists the trusted issuers of signed tokens",
    answers: { 200: listSchema(issuer) },
    async run({ ctx }) {
      return { body: { value: (await listIssuers(ctx.db.read, ctx.viewer.tenantId)).map(toView) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/trusted-issuers",
    action: "manageServer",
    operationId: "addTrustedIssuer",
    tag,
    summary: "Trusts signed tokens of an issuer, for a connection or as the proof of an OAuth client",
    body: documentedAs(
      trust,
      oneForm({ ...trust, properties: { ...trust.properties, ...TOLD_TRUST } }, [
        { without: ["clientId"] },
        { required: ["clientId", "subject"], without: ["connection", "scopes"] },
      ]),
    ),
    answers: {
      201: Type.Object({ id: text }, { title: "NewTrustedIssuer" }),
    },
    async run({ ctx, body: { connection, scopes, clientId, ...wanted } }) {
      if (clientId === undefined) {
        const { id } = await getConnection(ctx.db.read, ctx.viewer.tenantId, connection ?? DEFAULT_NAME);
        const proof = { connectionId: id, scopes: scopes ?? ["scim" as const] };
        return { body: { id: await addTrustedIssuer(ctx, { ...wanted, trust: proof }) } };
      }
      if (connection !== undefined || scopes !== undefined) {
        throw new AppError("invalidValue", "'connection' and 'scopes' are the client's: leave them out");
      }
      return { body: { id: await addTrustedIssuer(ctx, { ...wanted, trust: { clientId } }) } };
    },
  }),
  adminRoute({
    method: "delete",
    path: "/trusted-issuers/{id}",
    action: "manageServer",
    operationId: "removeTrustedIssuer",
    tag,
    summary: "Trusts an issuer no longer",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await removeTrustedIssuer(ctx, params.id);
      ctx.services.forgetTokens();
      return {};
    },
  }),
];
