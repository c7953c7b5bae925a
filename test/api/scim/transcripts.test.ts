import { CATALOG_SETTINGS, type CatalogSetup, plantCatalogs } from "../../../conformance/our-catalogs.js";
import { loadTranscripts, playTranscript, type Transcript } from "../../../conformance/suites/transcripts.js";
import { insertClientSecret } from "../../../src/auth/client-secrets.js";
import { insertClient } from "../../../src/auth/oauth-clients.js";
import type { Database } from "../../../src/db/connect.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { insertExtension } from "../../../src/tenants/extension-schemas.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";
import { tenantOf } from "../../support/tenant.js";

/** What the server cannot be configured for yet, by the key of `config`; each belongs to a later issue. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  asyncRequests: ["rfc-038"],
};

/** A transcript's `config`, as far as the server can be configured so. */
interface Config extends CatalogSetup {
  readonly mode?: "tolerant" | "strict";
  /** URNs. */
  readonly customExtension?: readonly string[];
  readonly oauthClient?: { readonly client_id: string; readonly client_secret: string };
}

/** What the server can be configured for, or is anyhow. */
const SETTINGS: ReadonlySet<string> = new Set([
  "mode",
  "etag",
  "cursor",
  "customExtension",
  "oauthClient",
  ...CATALOG_SETTINGS,
]);

/** Declares the extensions, catalogs and clients that a transcript expects its tenant to have. */
async function prepare(db: Database, { tenantId, connectionId }: ScimClient, config: Config): Promise<void> {
  await inTransaction(db, async (trx) => {
    for (const id of config.customExtension ?? []) {
      const attributes = [{ name: "CustomAttribute", type: "string" }];
      await insertExtension(trx, tenantId, { resourceType: "User", schema: { id, attributes } }, 0);
    }
    await plantCatalogs(trx, tenantId, config, 0);
    const client = config.oauthClient;
    if (!client) return;
    await insertClient(trx, { tenantId, connectionId, clientId: client.client_id, scopes: ["scim"] }, 0);
    await insertClientSecret(trx, tenantId, client.client_id, { secret: client.client_secret }, 0);
  });
}

function isPlayable({ precondition }: Transcript): boolean {
  return Object.keys(precondition.config ?? {}).every((key) => SETTINGS.has(key));
}

const transcripts = loadTranscripts();
const playable = transcripts.filter(isPlayable);

describe("conformance/transcripts.json", () => {
  it("has each transcript played, but for those of later issues", () => {
    const later = transcripts.filter((transcript) => !isPlayable(transcript));

    expect(new Set(later.map(({ id }) => id))).toEqual(new Set(Object.values(LATER).flat()));
    for (const { id, precondition } of later) {
      expect(Object.keys(precondition.config ?? {})).toContain(
        Object.keys(LATER).find((key) => LATER[key]?.includes(id)),
      );
    }
  });

  it("has every transcript without a configuration among those played", () => {
    expect(playable.filter(({ precondition }) => precondition.config === undefined)).toHaveLength(117);
  });
});

describe.each(DATABASES)("the transcripts on %s", (database) => {
  const app = useTestApp(database);

  it.each(playable.map((transcript) => [transcript.id, transcript.client, transcript] as const))(
    "plays %s as %s does",
    async (_id, _client, transcript) => {
      const config: Config = transcript.precondition.config ?? {};
      const client = await app.connect({ mode: config.mode ?? "tolerant" });
      await prepare(app.db, client, config);

      expect(await playTranscript(tenantOf(client), transcript)).toBeUndefined();
    },
  );

  it("tells what an answer lacks: its status, an assertion, a seed, and a step behind the first", async () => {
    const recorded = playable.find(({ id }) => id === "entra-109");
    const [seed] = recorded?.precondition.seed ?? [];
    if (!recorded || !seed) throw new Error("there is no entra-109");
    const lacking = { target: "header", path: "etag", op: "missing" } as const;
    const play = async (changes: object): Promise<string | undefined> =>
      playTranscript(tenantOf(await app.connect()), { ...recorded, ...changes });

    expect(await play({ expect: { status: 418, assertions: [] } })).toContain("the status is to be 418");
    expect(await play({ expect: { status: 204, assertions: [lacking] } })).toContain(JSON.stringify(lacking));
    expect(await play({ request: { ...recorded.request, path: "/Groups/x" } })).toContain(
      "the status is to be 204",
    );
    expect(await play({ precondition: { seed: [seed, seed] } })).toContain("u1 cannot be created");
  });
});
