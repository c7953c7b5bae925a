import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findClientBySecret } from "../../../src/auth/client-secrets.js";
import { openDatabase } from "../../../src/db/connect.js";
import { readUsher, runUsher } from "../../support/cli.js";
import { createSigningKey } from "../../support/issuer.js";

const ENTRA = [
  "issuer",
  "add",
  "https://sts.windows.net/tid/",
  "--audience",
  "8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
  "--jwks-url",
  "https://login.microsoftonline.com/tid/discovery/keys",
];

describe("usher client, usher issuer", () => {
  let directory: string;
  let url: string;

  const wordsOf = (words: string | readonly string[]) =>
    typeof words === "string" ? words.split(" ") : words;
  const usher = (words: string | readonly string[], more: readonly string[] = []) =>
    runUsher([...wordsOf(words), ...more], { DATABASE_URL: url });
  const json = (words: string | readonly string[], more: readonly string[] = []) =>
    readUsher([...wordsOf(words), ...more], { DATABASE_URL: url });

  async function ownerOf(clientId: string, secret: string) {
    const db = openDatabase(url);
    try {
      return await findClientBySecret(db.read, clientId, secret, Date.now());
    } finally {
      await db.close();
    }
  }

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    url = `sqlite:${path.join(directory, "usher.db")}`;
    await usher("migrate");
    await usher("tenant add default");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("adds a client with a secret that is shown once", async () => {
    const { clientId, secret } = await json(
      "client add --id entra --token-lifetime 120 --scope scim,crm.read --expires 365d",
    );

    expect(await ownerOf(clientId, secret)).toMatchObject({
      client: {
        clientId: "entra",
        connection: "default",
        scopes: ["scim", "crm.read"],
        tokenLifetime: 7_200_000,
      },
    });
    const [client] = await json("client list");
    expect(client).toMatchObject({
      clientId: "entra",
      secrets: [{ expiresAt: expect.stringMatching(/Z$/) }],
    });
    expect(JSON.stringify(client)).not.toContain(secret);
    expect((await usher("client list")).out).toMatch(/entra .*default .*scim crm.read .*120/);
    expect((await usher("token list")).out).toBe("(none)");
  });

  it("rotates secrets: a second one, then the end of the first", async () => {
    const first = await json("client add --id okta");
    const second = await json("client add-secret okta");
    expect((await usher("client add-secret okta")).notes).toContain("revoke the older one first");

    expect((await usher(`client revoke-secret ${first.secretId}`)).code).toBe(0);

    expect(await ownerOf("okta", first.secret)).toBeUndefined();
    expect(await ownerOf("okta", second.secret)).toBeDefined();
    expect((await usher("client revoke-secret unknown")).notes).toContain("no client secret");
    expect((await usher("client remove okta")).code).toBe(0);
    expect((await usher("client list")).out).toBe("(none)");
  });

  it("adds a client by its public keys", async () => {
    const file = path.join(directory, "keys.json");
    writeFileSync(file, JSON.stringify({ keys: [(await createSigningKey("k")).publicJwk] }));

    expect(await json(`client add --id one --jwks ${file}`)).toEqual({ clientId: "one" });
    expect(await json("client add --id two --jwks-url https://keys.example/jwks")).toEqual({
      clientId: "two",
    });
    expect(await json("client add --id three --without-secret")).toEqual({ clientId: "three" });

    expect(await json("client list")).toMatchObject([
      { clientId: "one", jwks: { keys: [{ kid: "k" }] }, secrets: [] },
      { clientId: "two", jwksUrl: "https://keys.example/jwks" },
      { clientId: "three" },
    ]);
    expect((await usher("client list")).out).toContain("registered");
  });

  it("trusts an issuer for a connection, or as the proof of a client, and no longer", async () => {
    await usher("client add --id wif --without-secret");
    const { id } = await json(ENTRA);
    await usher(ENTRA, ["--subject", "object-id", "--client", "wif"]);

    expect(await json("issuer list")).toMatchObject([
      { id, connection: "default", scopes: ["scim"], algorithms: ["RS256", "ES256", "PS256"] },
      { connection: "default", clientId: "wif", subject: "object-id" },
    ]);
    expect((await usher("issuer list")).out).toMatch(/\(any\) .*default[^]*object-id .*client wif/);
    expect((await usher(`issuer remove ${id}`)).code).toBe(0);
    expect(await json("issuer list")).toHaveLength(1);
    expect((await usher(`issuer remove ${id}`)).notes).toContain("trusts no issuer");
  });

  it.each([
    ["client add --id a/b", "cannot be a client id"],
    ["client add --token-lifetime 30", "from 60 to 360 minutes"],
    ["client add --token-lifetime 1h", "a number of minutes"],
    ["client add --scope everything", "--scope must be one of"],
    ["client add --algorithm HS256", "--algorithm must be one of RS256"],
    ["client add --jwks /nowhere", "--jwks must name a file of JSON"],
    ["client add --jwks-url http://keys.example/", "use an https URL"],
    ["client add --connection unknown", "no connection named 'unknown'"],
    ["client remove unknown", "no client with the id"],
    ["issuer add https://issuer.example", "--audience is missing"],
    ["issuer add https://issuer.example --audience a", "--jwks-url is missing"],
    ["issuer add i --audience a --jwks-url https://k.example --client c --scope scim", "leave them out"],
  ])("refuses '%s' and says why", async (line, reason) => {
    const { code, notes } = await usher(line);

    expect(code).toBe(1);
    expect(notes).toContain(reason);
  });
});
