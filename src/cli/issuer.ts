import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN_CACHE_LIFETIME } from "../auth/token-cache.js";
import { listIssuers } from "../auth/trusted-issuers.js";
import { AppError } from "../errors.js";
import { getConnection } from "../tenants/connections.js";
import { addTrustedIssuer, removeTrustedIssuer } from "../use-cases/connections/trusted-issuers.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";
import { ALGORITHM_OPTION, readAlgorithms, readScopes, SCOPE_OPTION } from "./values.js";

/** `usher issuer …`: whose signed tokens count. */
export const issuerCommands: readonly Command[] = [
  {
    name: "issuer add",
    summary: "trust signed tokens of an issuer",
    operands: ["ISSUER"],
    options: {
      audience: { value: "AUD", doc: "whom the tokens must be for" },
      subject: { value: "SUB", doc: "whom they must be about; any if not given" },
      "jwks-url": { value: "URL", doc: "where the issuer publishes its keys" },
      connection: {
        value: "NAME",
        doc: `for which connection they are tokens of the API; '${DEFAULT_NAME}' if not given`,
      },
      client: { value: "CLIENT_ID", doc: "of which OAuth client they are the proof instead" },
      ...ALGORITHM_OPTION,
      ...SCOPE_OPTION,
      ...TENANT_OPTION,
    },
    async run(call) {
      const clientId = call.text("client");
      if (clientId !== undefined && (call.text("connection") ?? call.texts("scope")[0]) !== undefined) {
        throw new AppError("invalidValue", "Connection and scopes are the client's: leave them out");
      }
      const issuer = {
        issuer: call.operand,
        audience: required(call, "audience"),
        subject: call.text("subject"),
        jwksUrl: required(call, "jwks-url"),
        algorithms: readAlgorithms(call),
      };
      const scopes = readScopes(call);
      const id = await withTenant(call, async (db, { id: tenantId }) => {
        const name = call.text("connection") ?? DEFAULT_NAME;
        const trust =
          clientId === undefined
            ? { connectionId: (await getConnection(db.read, tenantId, name)).id, scopes }
            : { clientId };
        return addTrustedIssuer(serverContext(db, tenantId), { ...issuer, trust });
      });
      call.print({ id }, `Trusted issuer ${id}`);
    },
  },
  {
    name: "issuer list",
    summary: "list the issuers that a tenant trusts",
    options: TENANT_OPTION,
    async run(call) {
      const issuers = await withTenant(call, (db, tenant) => listIssuers(db.read, tenant.id));
      call.printTable(
        issuers.map((issuer) => ({
          id: issuer.id,
          issuer: issuer.issuer,
          audience: issuer.audience,
          subject: issuer.subject ?? "(any)",
          for: issuer.clientId === undefined ? issuer.connection : `client ${issuer.clientId}`,
          scopes: issuer.scopes?.join(" ") ?? "",
        })),
        issuers,
      );
    },
  },
  {
    name: "issuer remove",
    summary: "trust an issuer no longer; returns when no server accepts its tokens any longer",
    operands: ["ID"],
    options: TENANT_OPTION,
    async run(call) {
      const id = call.operand;
      await withTenant(call, (db, tenant) => removeTrustedIssuer(serverContext(db, tenant.id), id));
      await sleep(TOKEN_CACHE_LIFETIME);
      call.print({ id, removed: true }, `Removed issuer ${id}`);
    },
  },
];

function required(call: Call, name: string): string {
  const text = call.text(name);
  if (text === undefined) throw new AppError("invalidValue", `--${name} is missing`);
  return text;
}
