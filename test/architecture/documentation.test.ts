import { readdirSync } from "node:fs";
import path from "node:path";
import { modesTable, reasonsTable, ruleSetsTable } from "../../scripts/access-tables.js";
import { commandsTable } from "../../scripts/commands-table.js";
import {
  businessCodesTable,
  findingCodesTable,
  problemCodesTable,
  warningCodesTable,
} from "../../scripts/error-tables.js";
import { resultsBlock } from "../../scripts/results.js";
import { matrixTable, operationsTable } from "../../src/admin/tables.js";
import { settingsTable } from "../../src/config/settings.js";
import { AUDIT_ACTIONS, auditActionsTable } from "../../src/observability/audit-actions.js";
import { behaviorTable } from "../../src/schema/behavior-table.js";
import { ERROR_STATUS } from "../../src/scim/error-response.js";
import { presetsTable } from "../../src/tenants/client-presets.js";
import { readBlock, readSource, sourceFiles } from "../support/source-files.js";

const root = path.join(__dirname, "..", "..");

/** The cells of each row of a Markdown table whose first cell is code. */
function rowsOf(page: string): string[][] {
  const rows = page.matchAll(/^\| (`.*) \|$/gm);
  return [...rows].map(([, row = ""]) => row.split(" | ").map((cell) => cell.replaceAll("`", "").trim()));
}

/** The names of the folders in a folder of the repository. */
function foldersOf(folder: string): string[] {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

describe("documentation", () => {
  it("begins with a README.md of less than 220 lines", () => {
    expect(readSource("README.md").split("\n").length - 1).toBeLessThan(220);
  });

  it("prints the settings of the code in docs/settings.md; `npm run docs` does it", () => {
    expect(readBlock("docs/settings.md", "settings")).toBe(settingsTable());
  });

  it("prints the commands of the code in docs/commands.md; `npm run docs` does it", () => {
    expect(readBlock("docs/commands.md", "commands")).toBe(commandsTable());
  });

  it("prints the figures that were measured in docs/measurements.md; `npm run docs` does it", () => {
    expect(readBlock("docs/measurements.md", "results")).toBe(resultsBlock());
  });

  it("prints the presets of connections in docs/modes.md, each with its guide; `npm run docs` does it", () => {
    expect(readBlock("docs/modes.md", "presets")).toBe(presetsTable());
  });

  it("prints the options of a connection in docs/modes.md; `npm run docs` does it", () => {
    expect(readBlock("docs/modes.md", "modes")).toBe(behaviorTable());
  });

  it.each([
    ["reasons", reasonsTable],
    ["rule sets", ruleSetsTable],
    ["access modes", modesTable],
  ])("prints the %s of the decision in docs/access.md; `npm run docs` does it", (block, print) => {
    expect(readBlock("docs/access.md", block)).toBe(print());
  });

  it.each([
    ["business codes", businessCodesTable],
    ["problems", problemCodesTable],
    ["warnings", warningCodesTable],
    ["findings", findingCodesTable],
  ])("prints the %s in docs/errors.md; `npm run docs` does it", (block, print) => {
    expect(readBlock("docs/errors.md", block)).toBe(print());
  });

  it("prints the actions of the audit trail in docs/events.md; `npm run docs` does it", () => {
    expect(readBlock("docs/events.md", "events")).toBe(auditActionsTable());
  });

  it("has no action of the audit trail that nothing writes [R145]", () => {
    const writers = sourceFiles("src")
      .filter((file) => !file.endsWith("/audit-actions.ts"))
      .map(readSource)
      .join("\n");

    expect(Object.keys(AUDIT_ACTIONS).filter((action) => !writers.includes(`"${action}"`))).toEqual([]);
  });

  it("prints who may do what, and every operation, in docs/admin-api.md; `npm run docs` does it", () => {
    expect(readBlock("docs/admin-api.md", "matrix")).toBe(matrixTable());
    expect(readBlock("docs/admin-api.md", "operations")).toBe(operationsTable());
  });

  it("lists every error code with its status and scimType in docs/errors.md, and no other", () => {
    const [errors = ""] = readSource("docs/errors.md").split("\n## ");
    const documented = rowsOf(errors).map(([code, status, scimType]) => [code, status, scimType]);
    const actual = Object.entries(ERROR_STATUS).map(([code, { status, scimType }]) => {
      return [code, String(status), scimType ?? ""];
    });

    expect(documented).toEqual(actual);
  });

  it("gives a reason for every dependency in docs/decisions/dependencies.md, and for no other", () => {
    const { dependencies, devDependencies } = JSON.parse(readSource("package.json"));
    const documented = rowsOf(readSource("docs/decisions/dependencies.md")).map(([name]) => name);

    expect(new Set(documented)).toEqual(new Set(Object.keys({ ...dependencies, ...devDependencies })));
  });

  it.each(foldersOf("src"))(
    "says in src/%s/README.md what is there, and names each folder in it",
    (folder) => {
      const page = readSource(`src/${folder}/README.md`);

      expect(page).toMatch(/^- \*\*May import:\*\* .*^- \*\*Begin with:\*\* .*^- \*\*Not here:\*\* /ms);
      expect(page.split("\n").length - 1).toBeLessThanOrEqual(16);
      expect(foldersOf(`src/${folder}`).filter((name) => !page.includes(`\`${name}/\``))).toEqual([]);
    },
  );

  it("names everything at the top level in docs/architecture.md", () => {
    const page = readSource("docs/architecture.md");
    const entries = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => `${entry.name}/`);
    const generated = ["node_modules/", "dist/", "coverage/", "data/"];

    for (const entry of entries.filter((name) => !generated.includes(name))) {
      expect(page).toContain(`\`${entry}\``);
    }
  });
});
