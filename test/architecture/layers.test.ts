import path from "node:path";
import {
  FLOORS_PAGE,
  FLOORS_PICTURE,
  floorsOf,
  floorsPicture,
  importsOf,
  roomOf,
  withoutComments,
} from "../../scripts/floors.js";
import { readSource, sourceFiles } from "../support/source-files.js";

/**
 * From the top down: a folder may import itself and the rows below its own; neighbors in a row may not meet. The
 * same list stands in docs/architecture.md.
 */
const LAYERS = [
  ["main"],
  ["cli"],
  ["server"],
  ["http"],
  ["scim", "admin"],
  ["use-cases"],
  ["effects"],
  ["crm"],
  ["access"],
  ["licensing"],
  ["auth", "provisioning-log"],
  ["directory", "tenants", "mail"],
  ["schema"],
  ["outbound"],
  ["observability"],
  ["db"],
  ["config"],
  ["errors", "every"],
];

/** The only folders that may import what is named; every other one is handed what it needs. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  "@bomb.sh/tab": ["cli"],
  columnify: ["cli"],
  commander: ["cli"],
  config: ["main", "cli", "server"],
  express: ["http"],
  helmet: ["http"],
  jose: ["outbound"],
  passport: ["http"],
  "passport-http-bearer": ["http"],
  scimmy: ["schema"],
  "scimmy-routers": ["scim"],
  knex: ["db"],
  sqlite3: ["db"],
  pg: ["db"],
  pino: ["observability"],
  "prom-client": ["observability"],
  ajv: ["admin"],
  "@sinclair/typebox": ["admin"],
  nodemailer: ["outbound"],
  "csv-parse": ["use-cases"],
  uuid: ["auth", "db", "tenants"],
};

/** The folders that may know the environment. */
const ENVIRONMENT_READERS = ["main", "cli", "server"];

function rowOf(folder: string): number {
  return LAYERS.findIndex((row) => row.includes(folder));
}

function mayImport(from: string, file: string, name: string): boolean {
  if (name.startsWith("node:")) return true;
  if (!name.startsWith(".")) {
    const [library = ""] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? [];
    return DOORS[library]?.includes(from) ?? false;
  }
  const to = roomOf(path.posix.join(path.posix.dirname(file), name));
  if (to === from) return true;
  return rowOf(to) > rowOf(from) && (DOORS[to]?.includes(from) ?? true);
}

/** What a file imports or reads against the rules. */
function offensesIn(file: string, source: string): string[] {
  const from = roomOf(file);
  const code = withoutComments(source);
  const offenses = importsOf(source).filter((name) => !mayImport(from, file, name));
  if (rowOf(from) === -1) offenses.push(`${from} is no layer`);
  if (code.includes("process.env") && !ENVIRONMENT_READERS.includes(from)) offenses.push("process.env");
  return offenses;
}

describe("layers", () => {
  it.each(sourceFiles("src"))("%s imports only what its layer may", (file) => {
    expect(offensesIn(file, readSource(file))).toEqual([]);
  });

  it("notices what breaks them", () => {
    const planted = `
      // import "scimmy" is fine in a comment
      import knex from "knex";
      import { scim } from "../../scim/users.js";
      import { config } from "../../config/settings.js";
      import { ok } from "../../db/query.js";
      const lodash = require("lodash");
      const port = process.env["PORT"];`;

    expect(offensesIn("src/use-cases/users/create-user.ts", planted)).toEqual([
      "knex",
      "../../scim/users.js",
      "../../config/settings.js",
      "lodash",
      "process.env",
    ]);
    expect(offensesIn("src/admin/pages.ts", 'import { x } from "../scim/users.js";')).toEqual([
      "../scim/users.js",
    ]);
    expect(offensesIn("src/utils/misc.ts", "")).toEqual(["utils is no layer"]);
  });
});

/** The only files that may know users and groups without what their tenant has declared, and why. */
const KNOW_BUILT_IN_SCHEMAS: Readonly<Record<string, string>> = {
  "src/schema/tenant-schemas.ts": "adds what the tenant has declared",
  "src/admin/scim-schema.ts": "one document of the API for all tenants",
  "src/http/scim-operation.ts": "endpoints and names alone",
  "src/server.ts": "one mapping for all tenants",
};

describe("built-in schemas", () => {
  it("are known only to what stores and shows nobody", () => {
    const importers = sourceFiles("src").filter((file) => readSource(file).includes('/resource-schemas.js"'));

    expect(importers.toSorted()).toEqual(Object.keys(KNOW_BUILT_IN_SCHEMAS).toSorted());
  });
});

/** Open transactions: below them, code runs inside the transaction that it is handed. */
const TRANSACTION_OPENERS = ["src/use-cases/", "src/crm/sync/", "src/observability/"];

describe("db/transaction.ts", () => {
  it("is imported only where transactions are opened", () => {
    const importers = sourceFiles("src").filter((file) => readSource(file).includes('/db/transaction.js"'));

    expect(importers.filter((file) => !TRANSACTION_OPENERS.some((room) => file.startsWith(room)))).toEqual(
      [],
    );
    expect(importers.length).toBeGreaterThan(0);
  });

  it("has the only call that opens one, besides its queue's and the migrations'", () => {
    const callers = sourceFiles("src").filter((file) => /\.transaction\(/.test(readSource(file)));

    expect(callers).toEqual(["src/db/migrate.ts", "src/db/transaction.ts", "src/db/write-queue.ts"]);
    const users = sourceFiles("src").filter((file) => /\bwriteQueueOf\(.*\)\.run\(/.test(readSource(file)));
    expect(users).toEqual(["src/db/transaction.ts"]);
  });
});

describe("docs/architecture.md", () => {
  it("lists the layers in the order that is checked", () => {
    const documented = floorsOf(readSource(FLOORS_PAGE)).map((floor) => floor.map(({ name }) => name));

    expect(documented).toEqual(LAYERS);
  });

  it("shows what they import in a picture; `npm run docs` draws it", () => {
    expect(readSource(FLOORS_PICTURE)).toBe(floorsPicture());
  });

  it("describes each floor in a few words, which the picture shows", () => {
    const undescribed = floorsOf(readSource(FLOORS_PAGE))
      .flat()
      .filter(({ holds }) => holds.length < 10 || holds.length > 60);

    expect(undescribed).toEqual([]);
  });
});
