import { readFileSync } from "node:fs";
import path from "node:path";
import type { Level } from "./verdict.js";

/** One obligation of a service provider, out of an RFC, in our own words. */
export interface Requirement {
  /** `RFC7644-3.5.2.1-a`: document, section, and a letter that stays. */
  readonly id: string;
  readonly level: Level;
  readonly text: string;
  /** `RFC 7644 §3.5.2.1`. */
  readonly section: string;
  /** The number of the row in its table: `187`, or `5.1/3`. */
  readonly line: string;
  /** True when at least one check judges it, otherwise why none can. */
  readonly testable: true | string;
}

const documents: Readonly<Record<string, string>> = {
  rfc7643: "RFC 7643",
  rfc7644: "RFC 7644",
  rfc9865: "RFC 9865",
  interop: "INTEROP",
};

/** The rows of `requirements/`, by its name. */
function readTable(name: string, document: string): Requirement[] {
  const text = readFileSync(path.join(__dirname, "requirements", `${name}.md`), "utf8");
  const rows = text.split("\n").filter((line) => /^\| \d/.test(line));
  return rows.map((row) => {
    const [line = "", id = "", level = "", sentence = "", reason = ""] = row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    const section = id.slice(0, id.lastIndexOf("-"));
    return {
      id: `${document.replace(" ", "")}-${id}`,
      level: level as Level,
      text: sentence,
      section: `${document} §${section}`,
      line,
      testable: reason === "" ? true : reason,
    };
  });
}

/** Every requirement there is, in the order of the documents. */
export const requirements: readonly Requirement[] = Object.entries(documents).flatMap(([name, document]) =>
  readTable(name, document),
);
