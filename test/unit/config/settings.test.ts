import { describeSettings, loadConfig, settingsTable } from "../../../src/config/settings.js";

const TOKEN = "0123456789-abcdefghij_ABCDEFGHIJ.x==";

function problemsOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "none";
}

describe("loadConfig", () => {
  it("has a default for everything that needs one", () => {
    expect(loadConfig({})).toEqual({
      host: "127.0.0.1",
      port: 8080,
      publicUrl: undefined,
      trustProxy: false,
      databaseUrl: "sqlite:./data/usher.db",
      databasePoolSize: undefined,
      bootstrapToken: undefined,
      bootstrapAdminToken: undefined,
      logLevel: "info",
      defaultPageSize: 100,
      maxPageSize: 1000,
      bulkMaxOperations: 1000,
      countLimit: 0,
      cursorTimeout: 3600,
      key: undefined,
      privateNetworks: undefined,
      mailUrl: undefined,
      mailFrom: "Usher <usher@localhost>",
      sqliteSynchronous: "full",
      postgresStatements: "named",
      scanTimeout: 5000,
      provisioningLogDays: 30,
      provisioningLogRows: 500_000,
      bodyLimit: 8_388_608,
      syncInterval: 300_000,
      mappingFile: undefined,
      shutdownTimeout: 10_000,
    });
  });

  it("treats an empty variable as one that is not set", () => {
    expect(loadConfig({ PORT: "", PUBLIC_URL: "" })).toMatchObject({ port: 8080, publicUrl: undefined });
  });

  it.each([
    ["PORT", "0", "port", 0],
    ["PUBLIC_URL", "https://id.example.com/usher/", "publicUrl", "https://id.example.com/usher"],
    ["TRUST_PROXY", "true", "trustProxy", true],
    ["TRUST_PROXY", "1", "trustProxy", 1],
    ["TRUST_PROXY", "10.0.0.0/8, ::1, loopback", "trustProxy", "10.0.0.0/8, ::1, loopback"],
    ["DATABASE_URL", "sqlite::memory:", "databaseUrl", "sqlite::memory:"],
    ["DATABASE_URL", "postgresql:///db?host=/run&user=u", "databaseUrl", "postgresql:///db?host=/run&user=u"],
    ["DATABASE_URL", "postgres://u:p%23w@db:5433/usher", "databaseUrl", "postgres://u:p%23w@db:5433/usher"],
    ["DATABASE_URL", "postgres:///usher", "databaseUrl", "postgres:///usher"],
    ["DATABASE_URL", "postgres://h/db?port=5433", "databaseUrl", "postgres://h/db?port=5433"],
    ["USHER_BOOTSTRAP_TOKEN", TOKEN, "bootstrapToken", TOKEN],
    ["LOG_LEVEL", "debug", "logLevel", "debug"],
    ["MAIL_URL", "smtps://me:secret@mail.example.com", "mailUrl", "smtps://me:secret@mail.example.com"],
    ["MAIL_URL", "file:./mails", "mailUrl", "file:./mails"],
    ["MAIL_URL", "terminal", "mailUrl", "terminal"],
  ])("reads %s=%s", (name, text, key, value) => {
    expect(loadConfig({ [name]: text })).toMatchObject({ [key]: value });
  });

  it.each([
    ["PORT", "65536"],
    ["PORT", "8080 "],
    ["PORT", "-1"],
    ["PORT", "0x50"],
    ["HOST", " "],
    ["PUBLIC_URL", "id.example.com"],
    ["PUBLIC_URL", "ftp://id.example.com"],
    ["PUBLIC_URL", "https://id.example.com/?a=1"],
    ["PUBLIC_URL", "https://me:secret@id.example.com"],
    ["TRUST_PROXY", "maybe"],
    ["TRUST_PROXY", "10.0.0.0/33"],
    ["TRUST_PROXY", "10.0.0.1,,"],
    ["DATABASE_URL", "mysql://host/db"],
    ["DATABASE_URL", "sqlite:"],
    ["DATABASE_URL", "postgres://"],
    ["DATABASE_URL", "postgres://u:p@h1:5432,h2:5432/db"],
    ["DATABASE_URL", "postgres://u:p@h1,h2/db"],
    ["DATABASE_URL", "postgres://u:p@h1%2Ch2/db"],
    ["DATABASE_URL", "postgresql:///db?host=h1,h2"],
    ["DATABASE_URL", "postgresql:///db?host=h1&host=h2"],
    ["DATABASE_URL", "postgresql://h1/db?host=h2"],
    ["DATABASE_URL", "postgresql://h1/db?port=5432,5433"],
    ["DATABASE_URL", "postgres://h1/db?target_session_attrs=read-write"],
    ["DATABASE_URL", "postgres://h1:99999/db"],
    ["DATABASE_URL", "postgres://u:p#w@h1/db"],
    ["DATABASE_POOL_SIZE", "0"],
    ["MAIL_URL", "http://mail.example.com"],
    ["MAIL_URL", "file:"],
    ["MAIL_FROM", "nobody"],
    ["USHER_BOOTSTRAP_TOKEN", "too-short"],
    ["USHER_BOOTSTRAP_TOKEN", `${TOKEN} with spaces`],
    ["USHER_BOOTSTRAP_ADMIN_TOKEN", "ümlaut-0123456789-0123456789-01234"],
    ["LOG_LEVEL", "loud"],
    ["SCIM_MAX_PAGE_SIZE", "0"],
    ["BODY_LIMIT", "8mb"],
  ])("refuses %s=%s", (name, text) => {
    expect(problemsOf({ [name]: text })).toContain(`${name} must be `);
  });

  it("lists every bad variable at once, without any value", () => {
    const message = problemsOf({ PORT: "eighty", LOG_LEVEL: "loud", USHER_BOOTSTRAP_TOKEN: "my secret" });

    expect(message).toMatch(/PORT must be .*USHER_BOOTSTRAP_TOKEN must be .*LOG_LEVEL must be /);
    expect(message).not.toMatch(/eighty|loud|my secret/);
  });

  it("keeps the default page within the maximum", () => {
    expect(loadConfig({ SCIM_MAX_PAGE_SIZE: "10" })).toMatchObject({ defaultPageSize: 10, maxPageSize: 10 });
  });

  it("refuses one token for two purposes", () => {
    expect(problemsOf({ USHER_BOOTSTRAP_TOKEN: TOKEN, USHER_BOOTSTRAP_ADMIN_TOKEN: TOKEN })).toContain(
      "differ",
    );
  });
});

describe("settingsTable", () => {
  it("has a row for each setting", () => {
    const rows = settingsTable().split("\n");

    expect(rows).toHaveLength(describeSettings().length + 2);
    expect(rows).toContain("| `PORT` | `8080` | TCP port to listen on; `0` for any free port. |");
  });
});
