import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
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

/** Folders whose files a page or a comment may name. */
const FOLDERS = "src|docs|test|scripts|migrations|bench|conformance";

/** The paths of programs, pictures and folders that a page has as code or links to, and that do not exist. */
function missingPaths(page: string, text: string): string[] {
  const code = [...text.matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\/[\w.@-]+|[\w-]+\.ts)`/g)].map(
    ([, name = ""]) => name,
  );
  // A bare name is a file beside a page of src.
  const isOurs = (name: string) =>
    name.includes("/") ? new RegExp(`^(?:${FOLDERS})/|\\.ts$`).test(name) : page.startsWith("src/");
  const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, name = ""]) => name);
  const beside = (name: string) => path.join(path.dirname(page), name);
  return [
    ...code
      .filter(isOurs)
      .filter((name) => ![name, `src/${name}`, beside(name)].some((one) => existsSync(path.join(root, one)))),
    ...links
      .filter((name) => !/^[a-z]+:/.test(name))
      .filter((name) => !existsSync(path.join(root, beside(name)))),
  ];
}

/** The files that a program names and that do not exist. */
function missingFiles(source: string): string[] {
  const named = source.matchAll(
    new RegExp(`(?<![\\w./-])(?:${FOLDERS})/[\\w./-]*\\w\\.(?:ts|mjs|js|sh|json|sql|svg)\\b`, "g"),
  );
  return [...named].map(([file]) => file).filter((file) => !existsSync(path.join(root, file)));
}

const decisions = readdirSync(path.join(root, "docs/decisions")).filter((file) => /^\d{4}-/.test(file));

/** Numbers of decision records, as in `decision 0021`, that nobody wrote. */
function missingDecisions(text: string): string[] {
  return [...text.matchAll(/\bdecisions?[\s/](\d{4})\b/gi)]
    .map(([, number = ""]) => number)
    .filter((number) => !decisions.some((file) => file.startsWith(`${number}-`)));
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

  it.each(pages)("of %s lead to files, folders and decisions that exist", (page) => {
    const text = readSource(page);

    expect(missingPaths(page, text)).toEqual([]);
    expect(missingDecisions(text)).toEqual([]);
  });

  it("of programs lead to files and decisions that exist", () => {
    const missing = programs.flatMap((file) => {
      const source = readSource(file);
      // Tests and their examples have paths that are made up.
      const named = missingFiles(file.startsWith("test/") ? commentsOf(source) : source);
      return [...named, ...missingDecisions(commentsOf(source))].map((name) => `${file}: ${name}`);
    });

    expect(missing).toEqual([]);
  });

  it("are listed in docs/decisions/README.md where they are decisions, each once", () => {
    const listed = [...readSource("docs/decisions/README.md").matchAll(/^\| \[\d{4}\]\((\S+)\)/gm)];

    expect(listed.map(([, file = ""]) => file).toSorted()).toEqual(decisions.toSorted());
  });

  it("are noticed where they lead nowhere", () => {
    const page = "`src/errors.ts` `db/query.ts` `src/no.ts` `no.ts` `docs/no` `a/b` ![x](images/no.svg)";

    expect(missingPaths("docs/x.md", page)).toEqual(["src/no.ts", "docs/no", "images/no.svg"]);
    expect(missingPaths("src/db/README.md", "`query.ts` `no.ts`")).toEqual(["no.ts"]);
    expect(missingFiles('"src/no.ts" and docs/images/usher.svg')).toEqual(["src/no.ts"]);
    expect(missingDecisions("decision 0001, decision 9999")).toEqual(["9999"]);
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
