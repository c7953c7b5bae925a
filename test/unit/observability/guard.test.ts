import { setTimeout as sleep } from "node:timers/promises";
import { guarded, repeat } from "../../../src/observability/guard.js";
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

describe("repeat", () => {
  it("goes on after a failure, and does not overtake itself", async () => {
    const { log, messages } = logger();
    const rounds: number[] = [];
    let [running, most] = [0, 0];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await sleep(15);
      running--;
      if (rounds.push(most) % 2 === 1) throw new Error("no");
    };
    const repeating = repeat({ work, interval: 5, log, failure: "failed", atOnce: true });
    while (rounds.length < 4) await sleep(5);
    await repeating.stop();
    const stopped = rounds.length;
    await sleep(30);

    expect({ most, running, grown: rounds.length - stopped }).toEqual({ most: 1, running: 0, grown: 0 });
    expect(new Set(messages())).toEqual(new Set(["failed"]));
  });

  it("fails and goes on although the work throws before it has begun", async () => {
    const { log, messages } = logger();
    const rounds: string[] = [];
    const work = (): never => {
      rounds.push("begun");
      throw new Error("no");
    };
    const repeating = repeat({ work, interval: 2, log, failure: "failed", onceMore: true });
    while (rounds.length < 3) await sleep(2);
    await repeating.stop();

    expect(messages()).toHaveLength(rounds.length);
  });
});
