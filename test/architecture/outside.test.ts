import { withoutComments } from "../../scripts/floors.js";
import { readSource, sourceFiles } from "../support/source-files.js";

/**
 * What runs in these rooms may be a preview, in a transaction that is rolled back: it may change rows alone. What else a
 * change does, it does through its context (`effects/outside.ts`), which in a preview does nothing.
 */
const ROOMS = ["use-cases", "effects", "crm", "access", "licensing", "directory", "tenants", "mail"];

/** Modules of Node that only compute. */
const COMPUTES = /^node:(?:buffer|crypto|events|path|stream|util)$/;

/** Our modules that act outside of the database: requests, mails, repeated work, log and metrics. */
const ACTS = /\/(?:outbound\/|every\.js$|observability\/(?:log|metrics|health)\.js$)/;

/** What `auth/password-hash.ts` exports that takes a tenth of a second of a processor. */
const HASHES = /\b(?:hashProvisioned|hashPassword|inSignInTurn|verifyPassword|verifyPasswordIfAny)\b/;

/** Callbacks later, requests, and the process itself. */
const GLOBALS =
  /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask|fetch)(?=\()|\b(?:process|console)(?=\.)/g;

/** What a module remembers after the transaction. */
const MEMORY = /^(?:export )?(?:let \w+|const \w+(?=(?::[^=\n]+)? = new \w+(?:<[^\n]*>)?\(\);$))/gm;

/** The files that act outside of the database, what they use for it, and why no preview does. */
const ALLOWED: Readonly<Record<string, { readonly uses: readonly string[]; readonly why: string }>> = {
  "src/effects/outside.ts": {
    uses: ["node:timers/promises", "hashProvisioned"],
    why: "is what contexts do outside",
  },
  "src/use-cases/accounts/change-password.ts": {
    uses: ["hashPassword", "inSignInTurn"],
    why: "a person's own change: no operation of administrators",
  },
  "src/use-cases/accounts/sign-in.ts": { uses: ["inSignInTurn", "verifyPasswordIfAny"], why: "a sign-in" },
  "src/use-cases/connections/authenticate-client.ts": {
    uses: ["outbound/key-set-cache.js", "outbound/signed-token.js"],
    why: "the token endpoint",
  },
  "src/use-cases/connections/grant-access-token.ts": {
    uses: ["outbound/key-set-cache.js"],
    why: "the token endpoint",
  },
  "src/crm/sync/drift.ts": { uses: ["every.js"], why: "the work of a job, which rests between its steps" },
  "src/use-cases/records/synchronization-job.ts": { uses: ["every.js"], why: "a job" },
  "src/use-cases/records/workflow-job.ts": { uses: ["every.js", "observability/log.js"], why: "a job" },
  "src/use-cases/jobs/job-worker.ts": { uses: ["every.js", "observability/log.js"], why: "a job" },
  "src/use-cases/users/index-users.ts": { uses: ["every.js", "observability/log.js"], why: "a job" },
  "src/use-cases/operations/sampling-job.ts": { uses: ["every.js", "observability/log.js"], why: "a job" },
  "src/use-cases/users/purge-tombstones.ts": { uses: ["every.js", "observability/log.js"], why: "a job" },
  "src/use-cases/access/rebuild-history.ts": { uses: ["every.js", "observability/log.js"], why: "a job" },
  "src/use-cases/access/purge-history.ts": { uses: ["every.js", "observability/log.js"], why: "a job" },
  "src/use-cases/licenses/expire-due.ts": { uses: ["every.js", "observability/log.js"], why: "a job" },
  "src/use-cases/operations/live-events.ts": {
    uses: ["every.js"],
    why: "reads for streams, and changes nothing",
  },
  "src/use-cases/operations/gauges.ts": {
    uses: ["observability/metrics.js"],
    why: "reads what metrics ask for",
  },
  "src/use-cases/changes/try-change.ts": { uses: ["const turns"], why: "the previews that run; each ends" },
  "src/use-cases/in-one-transaction.ts": {
    uses: ["const bulkTurns"],
    why: "the bulk requests that run, of which there is no preview",
  },
  "src/licensing/seat-lock.ts": { uses: ["const holders"], why: "transactions, and nothing behind them" },
  "src/crm/form/mapping-file.ts": { uses: ["node:fs"], why: "is read when the server starts" },
  "src/tenants/rate-limiter.ts": {
    uses: ["node:timers/promises", "observability/log.js"],
    why: "counts requests before they are routed",
  },
  "src/mail/worker.ts": { uses: ["every.js", "observability/log.js", "outbound/mail.js"], why: "a job" },
};

interface Import {
  readonly names: string;
  readonly from: string;
}

function importsIn(code: string): Import[] {
  const imports = code.matchAll(
    /\b(?:import|export)\b([^;"]*?)(?:\bfrom )?"([^"]+)"|\b(?:import|require)\("([^"]+)"/g,
  );
  return [...imports].map(([, names = "*", from, dynamic]) => ({ names, from: from ?? dynamic ?? "" }));
}

function outsideOf({ names, from }: Import): string[] {
  if (from.startsWith("node:")) return COMPUTES.test(from) ? [] : [from];
  if (from.endsWith("/auth/password-hash.js"))
    return names === "*" ? [from] : (names.match(new RegExp(HASHES, "g")) ?? []);
  return ACTS.test(from) ? [from.replace(/^(?:\.\.?\/)+/, "")] : [];
}

/** What a file uses outside of the database. */
function usesIn(source: string): string[] {
  const code = withoutComments(source);
  return [
    ...importsIn(code).flatMap(outsideOf),
    ...(code.match(GLOBALS) ?? []),
    ...[...code.matchAll(MEMORY)].map(([found]) => found.replace("export ", "")),
  ];
}

describe("what a preview may run", () => {
  it.each(ROOMS.flatMap((room) => sourceFiles(`src/${room}`)))("%s acts on the database alone", (file) => {
    // An allowance for what is not used is an offense, too.
    expect(usesIn(readSource(file)).toSorted()).toEqual([...(ALLOWED[file]?.uses ?? [])].toSorted());
  });

  it("has allowances for files that exist", () => {
    const files = new Set(ROOMS.flatMap((room) => sourceFiles(`src/${room}`)));

    expect(Object.keys(ALLOWED).filter((file) => !files.has(file))).toEqual([]);
  });

  it("notices what acts elsewhere", () => {
    const planted = `
      // import "node:fs" is fine in a comment
      import { createHash } from "node:crypto";
      import { readFile } from "node:fs/promises";
      import { isPasswordHash, hashProvisioned } from "../../auth/password-hash.js";
      import type { Logger } from "../../observability/log.js";
      import { recordAudit } from "../../observability/audit.js";
      import { createMailer } from "../../outbound/mail.js";
      export { every } from "../../every.js";
      const net = require("node:net");
      const dns = await import("node:dns");
const known = new Map<string, Promise<unknown>>();
const NAMES = new Map([["a", 1]]);
let count = 0;
      setTimeout(run, 5);
      process.stdout.write(await fetch(url));`;

    expect(usesIn(planted)).toEqual([
      "node:fs/promises",
      "hashProvisioned",
      "observability/log.js",
      "outbound/mail.js",
      "every.js",
      "node:net",
      "node:dns",
      "setTimeout",
      "process",
      "fetch",
      "const known",
      "let count",
    ]);
  });
});
