import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { RULES_PAGE } from "../../scripts/rule-list.js";
import { CRM_GROUP_URN } from "../../src/schema/definitions/crm-group.js";
import { CRM_USER_URN } from "../../src/schema/definitions/crm-user.js";
import { builtInSchemas } from "../../src/schema/resource-schemas.js";
import { readSource, sourceFiles } from "../support/source-files.js";

const root = path.join(__dirname, "..", "..");
const programs = ["src", "test", "migrations", "scripts", "bench", "conformance"].flatMap(sourceFiles);
const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((page) => page !== "" && existsSync(path.join(root, page)));

/** What the comments of a program say. */
function commentsOf(source: string): string {
  return source
    .split("\n")
    .filter((line) => /^\s*(?:\/?\*|\/\/)/.test(line))
    .join("\n");
}

/** Ids of rules and assumptions in a text: `R085`, `P04`, `A2`; of a range, both ends. */
function citedIds(text: string): string[] {
  return [...text.matchAll(/\b(?:R\d{3}|P\d{2}|A\d{1,2})\b/g)].map(([id]) => id);
}

/** Pages that a text names, without the words of links and the addresses of other sites. */
function citedPages(text: string): string[] {
  const own = text.replaceAll(/https?:\/\/\S+/g, "").replaceAll(/\[[^\]\n]*\]\(/g, "(");
  return [...own.matchAll(/(?:[\w.-]+\/)*[\w-]+\.md\b/g)].map(([page]) => page);
}

/** The pages that a file names and that are neither at the root nor beside the file. */
function missingPages(file: string, text: string): string[] {
  return citedPages(text)
    .filter((page) => !existsSync(path.join(root, page)))
    .filter((page) => !existsSync(path.join(root, path.dirname(file), page)))
    .map((page) => `${file}: ${page}`);
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): Set<string> {
  const headings = readSource(page).matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) => {
      return heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-");
    }),
  );
}

/** The links of a page to headings that are not there. */
function brokenAnchors(file: string): string[] {
  const links = readSource(file).matchAll(/\]\(([^)#\s:]*)#([^)\s]+)\)/g);
  return [...links].flatMap(([, page = "", anchor = ""]) => {
    const target = page === "" ? file : path.join(path.dirname(file), page);
    return anchorsOf(target).has(anchor) ? [] : [`${file}: ${page}#${anchor}`];
  });
}

describe("references", () => {
  const known = new Set(citedIds(readSource(RULES_PAGE)));

  it("cite only rules and assumptions that docs/rules.md explains", () => {
    const cited = [
      ...programs.map((file) => ({ file, text: commentsOf(readSource(file)) })),
      ...pages.map((file) => ({ file, text: readSource(file) })),
    ];
    const unknown = cited.flatMap(({ file, text }) =>
      citedIds(text)
        .filter((id) => !known.has(id))
        .map((id) => `${file}: ${id}`),
    );

    expect(known.size).toBeGreaterThan(150);
    expect(unknown).toEqual([]);
  });

  it("name only pages that exist", () => {
    const missing = [
      ...programs.flatMap((file) => missingPages(file, commentsOf(readSource(file)))),
      ...pages.flatMap((file) => missingPages(file, readSource(file))),
    ];

    expect(missing).toEqual([]);
  });

  it("lead to headings that exist", () => {
    expect(pages.flatMap(brokenAnchors)).toEqual([]);
  });

  it("are found in comments, ranges and links, and not in addresses", () => {
    const planted =
      "/** As docs/nowhere.md has it. R900–R902, A2 */\nconst R903 = 1;\n// [x](https://x.example/y.md)";

    expect(citedIds(commentsOf(planted))).toEqual(["R900", "R902", "A2"]);
    expect(missingPages("src/main.ts", commentsOf(planted))).toEqual(["src/main.ts: docs/nowhere.md"]);
  });
});

describe("docs/crm-extension.md", () => {
  it.each([
    ["Users", builtInSchemas.User, CRM_USER_URN],
    ["Groups", builtInSchemas.Group, CRM_GROUP_URN],
  ])("lists the attributes of %s, in the order of /Schemas", (heading, { extensions }, urn) => {
    const attributes = extensions.find(({ schema }) => schema.id === urn)?.schema.attributes ?? new Map();
    const [, section = ""] = readSource("docs/crm-extension.md").split(`\n## ${heading}\n`);
    const rows = (section.split("\n## ")[0] ?? "").matchAll(/^\| `(\w+)` \|/gm);

    expect([...rows].map(([, name]) => name)).toEqual([...attributes.values()].map(({ name }) => name));
  });
});
