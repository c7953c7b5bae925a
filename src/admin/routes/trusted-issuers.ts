import { type IssuerInfo, listIssuers, type NewIssuer } from "../../auth/trusted-issuers.js";
import { AppError } from "../../errors.js";
import type { Algorithm } from "../../outbound/signed-token.js";
import type { Scope } from "../../tenants/connection.js";
import { getConnection } from "../../tenants/connections.js";
import { addTrustedIssuer, removeTrustedIssuer } from "../../use-cases/connections/trusted-issuers.js";
import { DEFAULT_NAME } from "../../use-cases/tenants/bootstrap.js";
import { listSchema } from "../pages.js";
import { type AdminAnswer, type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { timeJson, toTime } from "../times.js";
import { oneForm, refersTo, withTold } from "../with-told.js";
import { algorithmsJson } from "./oauth-clients.js";
import { scopesJson } from "./tokens.js";

const tag = "Trusted issuers";
const text = { type: "string" };

const issuer: JsonSchema = {
  title: "TrustedIssuer",
  type: "object",
  required: ["id", "connection", "issuer", "audience", "jwksUrl", "algorithms", "createdAt"],
  properties: {
    id: text,
    connection: text,
    clientId: { type: "string", description: "The OAuth client that its tokens prove." },
    issuer: text,
    audience: text,
    subject: { type: "string", description: "Absent: any subject." },
    jwksUrl: text,
    scopes: scopesJson,
    algorithms: algorithmsJson,
    createdAt: timeJson,
  },
};

interface IssuerBody {
  readonly issuer: string;
  readonly audience: string;
  readonly subject?: string;
  readonly jwksUrl: string;
  readonly algorithms?: readonly Algorithm[];
  readonly connection?: string;
  readonly scopes?: readonly Scope[];
  readonly clientId?: string;
}

function toView({ createdAt, ...rest }: IssuerInfo): object {
  return { ...rest, createdAt: toTime(createdAt) };
}

async function add({ ctx, body }: AdminCall): Promise<AdminAnswer> {
  const { connection, scopes, clientId, ...wanted } = body as IssuerBody;
  if (clientId !== undefined && (connection !== undefined || scopes !== undefined)) {
    throw new AppError("invalidValue", "'connection' and 'scopes' are the client's: leave them out");
  }
  const { tenantId } = ctx.viewer;
  const trust: NewIssuer["trust"] =
    clientId === undefined
      ? {
          connectionId: (await getConnection(ctx.db.read, tenantId, connection ?? DEFAULT_NAME)).id,
          scopes: scopes ?? ["scim"],
        }
      : { clientId };
  return { body: { id: await addTrustedIssuer(ctx, { ...wanted, trust }) } };
}

const trust = {
  required: ["issuer", "audience", "jwksUrl"],
  properties: {
    issuer: { type: "string", description: "`iss` to the letter." },
    audience: { type: "string", description: "Whom the tokens must be for." },
    subject: { type: "string", description: "Whom they must be about; any when left out." },
    jwksUrl: { type: "string", description: "Where the issuer publishes its keys." },
    algorithms: algorithmsJson,
    connection: { type: "string", default: DEFAULT_NAME },
    scopes: scopesJson,
    clientId: { type: "string", description: "Of which OAuth client they are the proof instead." },
  },
};

const claim = { type: "string", minLength: 1, maxLength: 500, pattern: "^\\S+$" };

/** What the use-case asks of them besides. */
const TOLD_TRUST = {
  issuer: { ...claim, description: "`iss` to the letter." },
  audience: { ...claim, description: "Whom the tokens must be for." },
  subject: { ...claim, description: "Whom they must be about; any when left out." },
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

/** Whose signed tokens count. RFC 7523 */
export const trustedIssuerRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/trusted-issuers",
    action: "manageServer",
    operationId: "listTrustedIssuers",
    tag,
    summary: "Lists the issuers whose signed tokens count",
    answers: { 200: listSchema(issuer) },
    async run({ ctx }) {
      return { body: { value: (await listIssuers(ctx.db.read, ctx.viewer.tenantId)).map(toView) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/trusted-issuers",
    action: "manageServer",
    operationId: "trustIssuer",
    tag,
    summary: "Trusts signed tokens of an issuer, for a connection or as the proof of an OAuth client",
    body: withTold(
      { type: "object", ...trust },
      oneForm({ ...trust, properties: { ...trust.properties, ...TOLD_TRUST } }, [
        { without: ["clientId"] },
        { required: ["clientId", "subject"], without: ["connection", "scopes"] },
      ]),
    ),
    answers: {
      201: { title: "NewTrustedIssuer", type: "object", required: ["id"], properties: { id: text } },
    },
    run: add,
  }),
  adminRoute({
    method: "delete",
    path: "/trusted-issuers/{id}",
    action: "manageServer",
    operationId: "endIssuerTrust",
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
