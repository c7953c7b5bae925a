import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runDemo } from "../../scripts/demo/run.js";
import { displayWidth, fit, renderTable } from "../../scripts/demo/text-table.js";

/** What each chapter must have come to. */
const FACTS = [
  "each field equal to what the provider holds",
  "LICENSE_POOL_EXHAUSTED",
  "LICENSE_COUNT_VIOLATION",
  "TEAM_ROLE_INSUFFICIENT",
  "NOT_IN_SECURITY_GROUP",
  "INVITATION_REQUIRED",
  "POST /invitations/…/accept",
  "reassign  ",
  "NON_INTERACTIVE_LIMIT",
  "STUB_USER",
  "CHANGES_HELD",
  "yes: EFFECT_HELD",
  "who could enter at",
  "none of them touched",
  "Every answer was as it must be.",
];

const TIME_LIMIT = 60_000;

/** What is in a directory, but for what the loader of TypeScript keeps to be faster the next time. */
function leftIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => !name.startsWith("tsx-"));
}

describe("the demo", () => {
  const temporary = process.env["TMPDIR"];
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-test-"));
    process.env["TMPDIR"] = directory;
  });

  afterEach(() => {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
    rmSync(directory, { recursive: true, force: true });
  });

  it(
    "gets every answer it expects, prints lines of at most 100 columns, and leaves nothing behind",
    async () => {
      const lines: string[] = [];

      await runDemo({
        people: 60,
        keep: false,
        color: false,
        print: (line) => lines.push(line),
        signal: new AbortController().signal,
      });

      expect(lines.filter((line) => displayWidth(line) > 100)).toEqual([]);
      const story = lines.join("\n");
      for (const fact of FACTS) expect(story).toContain(fact);
      expect(leftIn(directory)).toEqual([]);
    },
    TIME_LIMIT,
  );

  it("ends with the failed request when it is told to stop, and leaves nothing behind", async () => {
    const demo = runDemo({
      people: 60,
      keep: false,
      color: false,
      print: () => undefined,
      signal: AbortSignal.abort(),
    });

    await expect(demo).rejects.toThrow("aborted");
    expect(leftIn(directory)).toEqual([]);
  });
});

describe("the demo's tables", () => {
  it.each([
    ["Łukasz", 6],
    ["佐藤 陽菜", 9],
    ["김 서연", 7],
    ["สมชาย ทองดี", 10],
    ["e\u0301", 1],
    ["🙂", 2],
    ["محمد", 4],
  ])("counts the columns of %s as %d", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it.each([
    ["佐藤陽菜", 5, "佐藤…"],
    ["佐藤陽菜", 6, "佐藤… "],
    ["Zoe\u0308 Lefèvre", 4, "Zoe\u0308…"],
    ["Zoë", 5, "Zoë  "],
  ])("fits %s into %d columns", (text, width, fitted) => {
    expect(fit(text, width)).toBe(fitted);
  });

  it("keeps the columns in order behind text that runs from right to left", () => {
    const [, , line] = renderTable(
      [
        { title: "Name", width: 6 },
        { title: "Phone", width: 5 },
      ],
      [["ليلى", "12345"]],
    );

    expect(line).toBe("ليلى\u200e    12345");
  });
});
