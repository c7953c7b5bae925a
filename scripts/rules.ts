// Where a rule is tested: npm run rules -- R047; without an id, what is not done yet.
import { readFileSync } from "node:fs";
import path from "node:path";
import { RULES_PAGE, rulesOf, testsByRule } from "./rule-list.js";

const rules = rulesOf(readFileSync(path.join(__dirname, "..", RULES_PAGE), "utf8"));
const tests = testsByRule();
const asked = process.argv.slice(2);
const shown = rules.filter(({ id, heldBy }) =>
  asked.length > 0 ? asked.includes(id) : heldBy === "planned" || (heldBy === "tests" && !tests.has(id)),
);

for (const { id, sentence, heldBy } of shown) {
  process.stdout.write(`${id}  ${sentence}\n      ${(tests.get(id) ?? [heldBy]).join("\n      ")}\n`);
}
for (const id of asked.filter((wanted) => !rules.some((rule) => rule.id === wanted))) {
  process.stderr.write(`There is no rule ${id}\n`);
  process.exitCode = 1;
}
if (asked.length === 0) {
  process.stdout.write(`${rules.length - shown.length} of ${rules.length} rules are settled.\n`);
}
