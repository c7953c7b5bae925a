import { setTimeout as sleep } from "node:timers/promises";
import { guarded } from "../../../src/observability/guard.js";
import { createLogger } from "../../../src/observability/log.js";

function logger() {
  const lines: { msg: string }[] = [];
  const log = createLogger({
    level: "info",
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  return { log, messages: () => lines.map(({ msg }) => msg) };
}

describe("guarded", () => {
  it("makes a line in the log of what is thrown at once, or later", async () => {
    const { log, messages } = logger();
    const fail = (): never => {
      throw new Error("no");
    };

    guarded(log, "at once", fail)();
    guarded(log, "later", () => sleep(1).then(fail))();
    guarded(log, "never", () => undefined)();
    await sleep(20);

    expect(messages()).toEqual(["at once", "later"]);
  });
});
