import path from "node:path";
import { readExpectations } from "../../../conformance/expectations.js";
import { PRODUCTS, RECORDED } from "../../../conformance/products/all.js";
import { playProduct } from "../../../conformance/products/product.js";
import { recordedOf } from "../../../conformance/suites/products.js";
import { loadTranscripts, playTranscript } from "../../../conformance/suites/transcripts.js";
import { insertClientSecret } from "../../../src/auth/client-secrets.js";
import { insertClient } from "../../../src/auth/oauth-clients.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { CLIENT_NAMES, toClientName } from "../../../src/tenants/client-names.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { tenantOf } from "../../support/tenant.js";

/** What is known to stop products; the judge fails when one of them works and is listed yet. */
const known = readExpectations(path.join(__dirname, "../../../conformance/expected.json")).tolerant;

/** A product's OAuth client. */
interface OauthClient {
  readonly client_id: string;
  readonly client_secret: string;
}

describe("the presets of products", () => {
  it("are each held by what a product sends, but for that of no product", () => {
    const held = new Set([...PRODUCTS.map(({ client }) => client), ...Object.keys(RECORDED)]);

    expect(CLIENT_NAMES.filter((name) => !held.has(name))).toEqual([]);
    for (const preset of Object.keys(RECORDED)) {
      expect([preset, recordedOf(loadTranscripts(), preset).length > 0]).toEqual([preset, true]);
    }
  });
});

describe.each(DATABASES)("products on the connection of their preset, on %s", (database) => {
  const app = useTestApp(database);

  it.each(PRODUCTS.map((product) => [product.name, product] as const))("%s works", async (_, product) => {
    const client = await app.connect({ client: toClientName(product.client, "client") });
    const oauth = product.setup?.["oauthClient"] as OauthClient | undefined;
    const { tenantId, connectionId } = client;
    if (oauth !== undefined) {
      await inTransaction(app.db, async (trx) => {
        const owner = { tenantId, connectionId, clientId: oauth.client_id };
        await insertClient(trx, { ...owner, scopes: ["scim"] }, 0);
        await insertClientSecret(trx, tenantId, oauth.client_id, { secret: oauth.client_secret }, 0);
      });
    }

    const problem = await playProduct(tenantOf(client), product);
    expect(`products/${product.id}` in known ? undefined : problem).toBeUndefined();
  });

  it.each(Object.keys(RECORDED))("what %s was recorded to send works too", async (preset) => {
    const plain = recordedOf(loadTranscripts(), preset).filter(
      ({ precondition }) => precondition.config === undefined,
    );
    const problems: string[] = [];
    for (const transcript of plain) {
      const client = await app.connect({ client: toClientName(preset, "client") });
      const problem = await playTranscript(tenantOf(client), transcript);
      if (problem !== undefined) problems.push(`${transcript.id}: ${problem}`);
    }

    expect(plain.length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });
});
