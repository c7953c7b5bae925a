import { setTimeout as sleep } from "node:timers/promises";
import { createLogger } from "../../../src/observability/log.js";
import { logErrors } from "../../../src/observability/log-errors.js";

function logger() {
  const lines: { msg: string }[] = [];
  const log = createLogger({
    level: "info",
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  return { log, messages: () => lines.map(({ msg }) => msg) };
}

describe("logErrors", () => {
  it("makes a line in the log of what is thrown at once, or later", async () => {
    const { log, messages } = logger();
    const fail = (): never => {
      throw new Error("no");
    };

    logErrors(log, "at once", fail)();
    logErrors(log, "later", () => sleep(1).then(fail))();
    logErrors(log, "never", () => undefined)();
    await sleep(20);

    expect(messages()).toEqual(["at once", "later"]);
  });
});
