import { PRODUCTS } from "../../../conformance/products/all.js";
import { playProduct } from "../../../conformance/products/product.js";
import { loadTranscripts, playTranscript, type Transcript } from "../../../conformance/suites/transcripts.js";
import { toClientName } from "../../../src/tenants/client-names.js";
import { listConnections } from "../../../src/tenants/connections.js";
import { type TestApp, useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import { ScimClient } from "../../support/scim-client.js";
import { tenantOf } from "../../support/tenant.js";

/** What a connection seems to be, by the administrators' interface. */
async function fingerprintOf(app: TestApp, client: ScimClient): Promise<Answer["body"]> {
  const admin = await app.withToken(client, { scopes: ["admin:global"] });
  const headers = { Authorization: `Bearer ${admin.token}` };
  const connections = await listConnections(app.db.read, client.tenantId);
  const name = connections.find(({ id }) => id === client.connectionId)?.name;
  const path = `/admin/v1/connections/${name}/fingerprint`;
  return (await send(app.url, { method: "GET", path, headers })).body;
}

/** Clients of the transcripts, and what they are to be taken for. */
const FAMILIES: readonly (readonly [client: string, guess: string])[] = [
  ["Microsoft Entra ID", "Microsoft Entra ID"],
  ["Microsoft gallery validation workflow (2026)", "Microsoft Entra ID"],
  ["Microsoft SCIM Validator", "Microsoft SCIM Validator"],
  ["Okta", "Okta"],
  ["Okta with entitlements", "Okta"],
  ["Okta SPEC test (Runscope/BlazeMeter)", "Okta integration test"],
  ["OneLogin", "OneLogin"],
  ["authentik", "authentik"],
  ["Keycloak (mitodl keycloak-scim)", "Keycloak"],
  ["PingOne / PingFederate", "Ping Identity"],
  ["Pocket ID", "Pocket ID"],
];

/** Products by their ids, and what they are to be taken for. */
const GUESSES: Readonly<Record<string, string>> = {
  canaille: "Canaille",
  "scim2-tester": "scim2-client",
  unboundid: "UnboundID SDK",
  "keycloak-mitodl": "Keycloak",
  "keycloak-little-auth": "Keycloak",
  pocketid: "Pocket ID",
  "idp-scim-sync": "idp-scim-sync",
  ssosync: "ssosync",
  authentik: "authentik",
  "authentik-2023": "authentik",
  nextcloud: "Nextcloud",
  wso2: "WSO2 Identity Server",
  "midpoint-scim2": "midPoint",
};

/** Those whose few transcripts could be of anybody: no guess is the right one. */
const UNKNOWN = [
  "Rippling",
  "JumpCloud",
  "authentik (AWS mode)",
  "IPSIE AL SCIM client",
  "Any RFC 7644 client",
];

const transcripts = loadTranscripts();

/** Plays with one connection, and lets another one make what has to be there before. */
class Player extends ScimClient {
  private readonly seeder: ScimClient;

  constructor(client: ScimClient, seeder: ScimClient) {
    const { url, token, tenantId, connectionId } = client;
    super({ url, token, tenantId, connectionId });
    this.seeder = seeder;
  }

  override post(path: string, body: unknown): Promise<Answer> {
    return this.seeder.post(path, body);
  }
}

/** Plays the transcripts of a client on one connection, each on an empty tenant. */
async function play(app: TestApp, client: ScimClient, name: string): Promise<void> {
  const seeder = await app.secondConnection(client);
  const player = new Player(client, seeder);
  for (const transcript of transcripts.filter((each) => each.client === name && isPlayable(each))) {
    await playTranscript(tenantOf(player), transcript);
    for (const path of ["/Groups", "/Users"]) {
      for (const { id } of (await seeder.get(path)).body.Resources) await seeder.delete(`${path}/${id}`);
    }
  }
}

/** The server's own token endpoint is not of SCIM. */
function isPlayable({ request }: Transcript): boolean {
  return !request.path.startsWith("{{tokenEndpoint}}");
}

describe.each(DATABASES)("GET /admin/v1/connections/{name}/fingerprint on %s", (database) => {
  const app = useTestApp(database);

  it.each(FAMILIES)("takes %s for %s", async (name, guess) => {
    const client = await app.connect();
    await play(app, client, name);

    const fingerprint = await fingerprintOf(app, client);

    expect(fingerprint.client).toBe(guess);
    expect(fingerprint.confidence).toBeGreaterThan(0);
    expect(fingerprint.evidence.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(GUESSES))("takes the product %s for %s", async (id, guess) => {
    const product = PRODUCTS.find((one) => one.id === id);
    if (product === undefined) throw new Error("there is no such product");
    const client = await app.connect({ client: toClientName(product.client, "client") });
    await playProduct(tenantOf(client), product);

    expect((await fingerprintOf(app, client)).client).toBe(guess);
  });

  it.each(UNKNOWN)("does not guess by the little that it sees of %s", async (name) => {
    const client = await app.connect();
    await play(app, client, name);

    expect(await fingerprintOf(app, client)).toMatchObject({
      client: "unknown",
      confidence: 0,
      evidence: [],
    });
  });
});
