import { withoutComments } from "../../scripts/floors.js";
import { readSource, sourceFiles } from "../support/source-files.js";

/**
 * A use-case that can affect somebody's access opens its transaction with `inChange` or `inSeatTransaction`, which decide
 * at its end who loses and gains access, remember it, and know the brake and the holds. These need not, and why.
 */
const ALLOWED: Readonly<Record<string, string>> = {
  "src/use-cases/access/rebuild-history.ts": "the history of what was decides nothing",
  "src/use-cases/accounts/change-password.ts": "a password decides nothing",
  "src/use-cases/accounts/reset-password.ts": "a password decides nothing",
  "src/use-cases/accounts/set-up.ts": "a link decides nothing; the user is created within inChange",
  "src/use-cases/accounts/start-session.ts": "a session decides nothing",
  "src/use-cases/connections/connections.ts": "connections and their tokens decide nothing",
  "src/use-cases/connections/grant-access-token.ts": "connections and their tokens decide nothing",
  "src/use-cases/connections/oauth-clients.ts": "connections and their tokens decide nothing",
  "src/use-cases/connections/tokens.ts": "connections and their tokens decide nothing",
  "src/use-cases/connections/trusted-issuers.ts": "connections and their tokens decide nothing",
  "src/use-cases/imports/import-records.ts": "stubs never enter",
  "src/use-cases/imports/user-imports.ts": "a plan and its job decide nothing before their users are changed",
  "src/use-cases/jobs/jobs.ts": "a job decides nothing before its users are changed",
  "src/use-cases/jobs/job-worker.ts": "marks users that other use-cases have changed",
  "src/use-cases/operations/erase-audit.ts": "the audit trail decides nothing",
  "src/use-cases/operations/retry-mail.ts": "a mail decides nothing",
  "src/use-cases/tenants/add-tenant.ts": "nobody is in a new tenant",
  "src/use-cases/tenants/bootstrap.ts": "nobody is in a new tenant",
  "src/use-cases/tenants/extension-schemas.ts": "own attributes decide nothing",
  "src/use-cases/users/index-users.ts": "an index of texts decides nothing",
};

/** The room that runs changes. */
const ROOM = "src/use-cases/changes/";

/** Whether a file opens transactions itself. */
function opensTransactions(file: string): boolean {
  return /from "[./]*\/db\/transaction\.js"/.test(withoutComments(readSource(file)));
}

describe("changes", () => {
  const openers = sourceFiles("src/use-cases").filter(
    (file) => !file.startsWith(ROOM) && opensTransactions(file),
  );

  it("that can affect access are settled at their end", () => {
    expect(openers.filter((file) => ALLOWED[file] === undefined)).toEqual([]);
  });

  it("that cannot are told with a reason, and no other", () => {
    expect(Object.keys(ALLOWED).filter((file) => !openers.includes(file))).toEqual([]);
  });
});
