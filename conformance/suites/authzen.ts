import { Harness } from "../authzen/harness.js";
import { scenarioTests, UNMAPPED } from "../authzen/tests.js";
import type { Item } from "../verdict.js";
import { type Suite, unavailable } from "./suite.js";

/** The certification scenario of the AuthZEN Authorization API 1.0, read in the words of the server. */
export const authzenSuite: Suite = {
  name: "authzen",
  async run({ target }) {
    if (target.decisionPoint === undefined) {
      return [unavailable("authzen", "the judge cannot make the fixture of the scenario on this server")];
    }
    const point = await target.decisionPoint();
    const items: Item[] = Object.entries(UNMAPPED).map(([id, message]) => {
      return { id: `authzen/${id}`, result: "skipped", message };
    });
    for (const reading of point.readings) {
      const harness = new Harness(point, reading);
      const tests = scenarioTests.filter(({ level }) => level === "core" || reading.hasProperties);
      for (const { id, run } of tests) items.push(await judge(`authzen/${reading.name}/${id}`, run(harness)));
    }
    return items;
  },
};

async function judge(id: string, running: Promise<void>): Promise<Item> {
  try {
    await running;
    return { id, result: "success" };
  } catch (error) {
    return { id, result: "error", message: error instanceof Error ? error.message : String(error) };
  }
}
