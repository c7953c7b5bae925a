import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type DecisionPoint, ENDPOINTS, Harness, type Reading } from "../../conformance/authzen/harness.js";
import { scenarioTests } from "../../conformance/authzen/tests.js";
import { makeDecisionPoint } from "../../conformance/our-decision-point.js";
import { authzenSuite } from "../../conformance/suites/authzen.js";
import type { Target } from "../../conformance/target.js";
import { useTestApp } from "../support/app.js";
import { DATABASES } from "../support/databases.js";

const context = { directory: undefined, mayErase: false, tell: () => undefined };

function target(decisionPoint?: Target["decisionPoint"]): Target {
  return { baseUrl: "http://127.0.0.1:9/scim/v2", token: "x", mode: "tolerant", decisionPoint };
}

describe.each(DATABASES)("AuthZEN's certification scenario on %s", (database) => {
  const app = useTestApp(database);

  it("is kept in both readings, but for actions with properties", async () => {
    const client = await app.connect();
    const { token } = await app.withToken(client, { scopes: ["scim", "admin:global", "access.read"] });

    const items = await authzenSuite.run({
      ...context,
      target: target(() => makeDecisionPoint({ url: app.url, token })),
    });

    const results = (result: string) => items.filter((item) => item.result === result).map(({ id }) => id);
    expect(items.filter(({ result }) => result === "error")).toEqual([]);
    expect(results("skipped")).toEqual(["authzen/2.2.6", "authzen/2.2.7"]);
    const core = scenarioTests.filter(({ level }) => level === "core").length;
    expect(results("success")).toHaveLength(core + scenarioTests.length);
  }, 60_000);
});

describe("AuthZEN's certification scenario", () => {
  /** The scenario's own words. */
  const reading: Reading = {
    name: "own",
    hasProperties: true,
    toServer: (_part, entity) => entity,
    toScenario: (_part, entity) => entity,
  };

  /** The tests that a server fails which answers every request with the same. */
  async function failuresOf(status: number, body: unknown): Promise<string[]> {
    const server = createServer((req, res) => {
      req.resume().on("end", () => {
        res.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const point: DecisionPoint = { url, token: "x", readings: [reading] };
      const failed: string[] = [];
      for (const { id, run } of scenarioTests) {
        await run(new Harness(point, reading)).catch(() => failed.push(id));
      }
      return failed;
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  it("is failed by servers that say the same to everything", async () => {
    const passed = async (status: number, body: unknown) => {
      const failed = await failuresOf(status, body);
      return scenarioTests.map(({ id }) => id).filter((id) => !failed.includes(id));
    };

    expect(await passed(500, {})).toEqual([]);
    expect(await passed(400, { detail: "no" })).toEqual([
      "2.4.1",
      "2.4.2",
      "2.4.3",
      "2.4.4",
      "2.4.5",
      "2.4.6",
      "4.7.1",
      "4.7.2",
    ]);
    expect(await passed(200, { decision: false })).toEqual(["2.2.2", "2.2.4"]);
    const all = { results: [{ type: "user", id: "alice" }], page: { next_token: "" } };
    expect(await passed(200, all)).toEqual([]);
    expect(await passed(200, { results: [] })).toEqual(["4.6.1", "4.6.2"]);
    expect(Object.keys(ENDPOINTS)).toHaveLength(5);
  });

  it("is skipped where the judge cannot make its fixture", async () => {
    expect(await authzenSuite.run({ ...context, target: target() })).toMatchObject([
      { id: "authzen", result: "skipped", unavailable: true },
    ]);
  });
});
