import { isDeepStrictEqual } from "node:util";
import { type AdminRoute, isChanging } from "../../../src/admin/route.js";
import { adminRoutes } from "../../../src/admin/routes/all.js";
import { ADMIN_CHANGES, type ChangeStage, startChangeStage } from "../../support/admin-changes.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { type Answer, send } from "../../support/http.js";
import { type Mutator, mutator } from "../../support/mutator.js";
import { checksums } from "../../support/rows.js";

/** Another one for each run; a failure tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

const PREVIEWS = runs(60, 150, 1000);

/** After how many previews all tables are compared. */
const COMPARED = runs(20, 50);

const NOBODY = "01890000-0000-7000-8000-000000000000";

const changing = adminRoutes.filter(isChanging);

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

describe.each(DATABASES)("random previews on %s", (database) => {
  const app = useTestApp(database);
  let stage: ChangeStage;

  beforeAll(async () => {
    stage = await startChangeStage(app);
  }, 60_000);

  const requestOf = (route: AdminRoute, random: Mutator): Sent => {
    const change = ADMIN_CHANGES[route.operationId]?.(stage.ids);
    if (change === undefined) throw new Error(`ADMIN_CHANGES lacks ${route.operationId}`);
    const { params = {}, body, csv } = change;
    const known = Object.values(stage.ids);
    const wrong = random.below(3);
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = wrong === 1 ? random.oneOf([...known, NOBODY]) : (params[name] ?? "");
      return encodeURIComponent(value);
    });
    return {
      method: route.method.toUpperCase(),
      path,
      body: csv ?? (wrong === 2 && body !== undefined ? random.json(body) : body),
      headers: csv === undefined ? {} : { "Content-Type": "text/csv" },
    };
  };

  const ask = ({ method, path, body, headers }: Sent, query = ""): Promise<Answer> =>
    stage.crm.admin.send(method, `${path}${query}`, body, headers);

  /** What a program and a person see of a refusal. */
  const problemIn = ({ status, body: { title, code, detail } }: Answer): object => ({
    status,
    title,
    code,
    detail,
  });

  /** What is counted besides requests: tasks, alarms, what was dropped. */
  const counted = async (): Promise<string[]> => {
    const { text } = await send(app.url, { method: "GET", path: "/metrics" });
    return text.split("\n").filter((line) => /^usher_(?!\w*_seconds)/.test(line));
  };

  /** The lines of the log besides those of requests. */
  const log = (): string[] => app.log.filter((line) => !/"(?:req|request)"|"method":/.test(line));

  it(
    `leave every table as it is, and are refused as the requests would be [seed ${seed}]`,
    async () => {
      const random = mutator(seed);
      const [before, metrics, lines] = [await checksums(app.db, app.db.read), await counted(), log().length];
      const statuses = { good: 0, refused: 0 };
      const deviations: string[] = [];
      const note = (...parts: unknown[]): void => void deviations.push(JSON.stringify(parts));
      for (let count = 1; count <= PREVIEWS; count++) {
        const request = requestOf(random.oneOf(changing), random);
        const preview = await ask(request, "?preview=true");
        if (preview.status >= 500) note("failed", request, preview.text);
        if (preview.status === 200) statuses.good += 1;
        else {
          statuses.refused += 1;
          const [foretold, real] = [problemIn(preview), problemIn(await ask(request))];
          if (!isDeepStrictEqual(foretold, real)) note(request, foretold, real);
        }
        if (count % COMPARED > 0) continue;
        if (!isDeepStrictEqual(await checksums(app.db, app.db.read), before)) note("changed", request);
      }

      expect(deviations).toEqual([]);
      expect(statuses.good).toBeGreaterThan(PREVIEWS / 5);
      expect(statuses.refused).toBeGreaterThan(PREVIEWS / 10);
      expect(await checksums(app.db, app.db.read)).toEqual(before);
      expect(metrics).not.toEqual([]);
      expect(await counted()).toEqual(metrics);
      expect(log().slice(lines)).toEqual([]);
    },
    120_000 + PREVIEWS * 500,
  );

  it("of several operations leave every table as it is", async () => {
    const random = mutator(seed);
    const before = await checksums(app.db, app.db.read);
    const statuses = new Set<number>();
    for (let count = 0; count < runs(10, 20, 100); count++) {
      const operations = Array.from({ length: 1 + random.below(4) }, () => {
        const { method, path, body } = requestOf(random.oneOf(changing), random);
        return { method, path, body };
      });
      const { status } = await stage.crm.admin.post("/previews", { operations });
      statuses.add(status);
    }

    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    expect(statuses).toContain(200);
    expect(await checksums(app.db, app.db.read)).toEqual(before);
  }, 120_000);
});
