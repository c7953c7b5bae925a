import path from "node:path";
import { parseArgs } from "node:util";
import type { Mode } from "./target.js";

/** The series of tests there are. */
export const SUITES = ["checks", "transcripts", "products", "microsoft", "okta", "authzen"] as const;

/** What the person at the terminal asked for. */
export interface Options {
  /** The server to judge; ours, started for it, when undefined. */
  readonly access: { readonly baseUrl: string; readonly token: string } | undefined;
  readonly modes: readonly Mode[];
  readonly suites: readonly string[];
  /** Where the results go as JSON. */
  readonly json: string | undefined;
  /** What is known of the server; nothing when undefined. */
  readonly expected: string | undefined;
  /** Whether the tables of README.md are written. */
  readonly write: boolean;
  readonly erase: boolean;
}

/** How to call it. */
export const USAGE = `npm run conformance -- [OPTIONS]

Judges a SCIM server from outside. Without --url it starts this project's server, in both modes.

  --url URL          SCIM root of a server: https://host/scim/v2
  --token TOKEN      its bearer token; otherwise SCIM_TOKEN in the environment
  --mode MODE        tolerant (default) or strict, which adds the interoperability profile
  --suite NAME       ${SUITES.join(", ")}; may be repeated
  --json FILE        write what was measured
  --expected FILE    compare with what is known of the server, and fail on better as on worse
  --erase            let the judge delete all users and groups, where a suite needs an empty directory
  --write            write conformance/results.json and the tables of conformance/README.md
`;

const MODES: readonly Mode[] = ["tolerant", "strict"];

function modesOf(mode: string | undefined, isOurs: boolean): readonly Mode[] {
  if (mode === undefined) return isOurs ? MODES : ["tolerant"];
  const known = MODES.filter((candidate) => candidate === mode);
  if (known.length === 0) throw new Error(`--mode must be ${MODES.join(" or ")}`);
  return known;
}

function accessOf(url: string | undefined, token: string | undefined): Options["access"] {
  if (url === undefined) return undefined;
  if (!URL.canParse(url)) throw new Error("--url must be an absolute URL");
  if (token === undefined) throw new Error("--url needs --token, or SCIM_TOKEN in the environment");
  return { baseUrl: url.replace(/\/+$/, ""), token };
}

/** @throws Error that says what is wrong with the arguments */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: "string" },
      token: { type: "string" },
      mode: { type: "string" },
      suite: { type: "string", multiple: true },
      json: { type: "string" },
      expected: { type: "string" },
      write: { type: "boolean", default: false },
      erase: { type: "boolean", default: false },
    },
  });
  const unknown = values.suite?.find((name) => !SUITES.some((suite) => suite === name));
  if (unknown !== undefined) throw new Error(`--suite must be one of ${SUITES.join(", ")}`);
  const access = accessOf(values.url, values.token ?? env["SCIM_TOKEN"]);
  const isOurs = access === undefined;
  return {
    access,
    modes: modesOf(values.mode, isOurs),
    suites: values.suite ?? SUITES,
    json: values.json,
    expected: values.expected ?? (isOurs ? path.join(__dirname, "expected.json") : undefined),
    write: values.write,
    erase: values.erase,
  };
}
