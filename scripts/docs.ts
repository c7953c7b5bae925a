// Rewrites the parts of the documentation that are printed from the code: npm run docs
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { matrixTable, operationsTable } from "../src/admin/tables.js";
import { settingsTable } from "../src/config/settings.js";
import { auditActionsTable } from "../src/observability/audit-actions.js";
import { behaviorTable } from "../src/schema/behavior-table.js";
import { presetsTable } from "../src/tenants/client-presets.js";
import { modesTable, reasonsTable, ruleSetsTable } from "./access-tables.js";
import { commandsTable } from "./commands-table.js";
import { CONSOLE_SCHEMA, consoleSchema, consoleSchemaHead } from "./console-schema.js";
import {
  businessCodesTable,
  findingCodesTable,
  problemCodesTable,
  warningCodesTable,
} from "./error-tables.js";
import { FLOORS_PICTURE, floorsPicture } from "./floors.js";
import { resultsBlock } from "./results.js";
import { RULES_PAGE, testsByRule, withTestedRules } from "./rule-list.js";

const root = path.join(__dirname, "..");

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->` in a file. */
function rewriteBlock(file: string, name: string, content: string): void {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const text = readFileSync(path.join(root, file), "utf8");
  const begin = text.indexOf(open);
  const end = text.indexOf(close);
  if (begin === -1 || end < begin) throw new Error(`${file} has no block ${open} … ${close}`);
  writeFileSync(
    path.join(root, file),
    `${text.slice(0, begin + open.length)}\n${content}\n${text.slice(end)}`,
  );
}

rewriteBlock("docs/settings.md", "settings", settingsTable());
rewriteBlock("docs/commands.md", "commands", commandsTable());
rewriteBlock("docs/measurements.md", "results", resultsBlock());
rewriteBlock("docs/modes.md", "modes", behaviorTable());
rewriteBlock("docs/modes.md", "presets", presetsTable());
rewriteBlock("docs/events.md", "events", auditActionsTable());
rewriteBlock("docs/errors.md", "business codes", businessCodesTable());
rewriteBlock("docs/errors.md", "problems", problemCodesTable());
rewriteBlock("docs/errors.md", "warnings", warningCodesTable());
rewriteBlock("docs/errors.md", "findings", findingCodesTable());
rewriteBlock("docs/access.md", "reasons", reasonsTable());
rewriteBlock("docs/access.md", "rule sets", ruleSetsTable());
rewriteBlock("docs/access.md", "access modes", modesTable());

rewriteBlock("docs/admin-api.md", "matrix", matrixTable());
rewriteBlock("docs/admin-api.md", "operations", operationsTable());

const rulesPage = path.join(root, RULES_PAGE);
writeFileSync(rulesPage, withTestedRules(readFileSync(rulesPage, "utf8"), testsByRule()));

writeFileSync(path.join(root, FLOORS_PICTURE), floorsPicture());

const schemaFile = path.join(root, CONSOLE_SCHEMA);
if (!readFileSync(schemaFile, "utf8").startsWith(consoleSchemaHead())) {
  writeFileSync(schemaFile, consoleSchema());
}
