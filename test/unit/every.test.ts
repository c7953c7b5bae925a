import { setTimeout as sleep } from "node:timers/promises";
import { every } from "../../src/every.js";

/** Intervals that have passed by now, with room for timers that are late. */
const manyIntervals = (): Promise<void> => sleep(25);

/** Work that goes on until it is released, and what happened, in order. */
function heldWork() {
  const steps: string[] = [];
  let release = (): void => undefined;
  let begun = (): void => undefined;
  let beginning = new Promise<void>((resolve) => (begun = resolve));
  const work = async (): Promise<void> => {
    steps.push("begin");
    const held = new Promise<void>((resolve) => (release = resolve));
    begun();
    await held;
    steps.push("end");
  };
  return {
    steps,
    work,
    /** Resolves when the next run has begun. */
    nextRun: async () => {
      await beginning;
      beginning = new Promise<void>((resolve) => (begun = resolve));
    },
    release: () => release(),
  };
}

const ignore = (): void => undefined;

describe("every", () => {
  it("does not start a run while the one before goes on, however many intervals that takes", async () => {
    const { steps, work, nextRun, release } = heldWork();
    const job = every(1, work, { onError: ignore });
    for (let run = 0; run < 3; run++) {
      await nextRun();
      await manyIntervals();
      expect(steps.at(-1)).toBe("begin");
      release();
    }
    await nextRun();
    const stopped = job.stop();
    release();
    await stopped;

    expect(steps).toEqual(Array.from({ length: 4 }, () => ["begin", "end"]).flat());
  });

  it("stops when the current run has ended, and starts none after that", async () => {
    const { steps, work, nextRun, release } = heldWork();
    const job = every(1, work, { onError: ignore, immediately: true });
    await nextRun();
    const stopped = job.stop().then(() => steps.push("stopped"));
    await manyIntervals();
    expect(steps).toEqual(["begin"]);
    release();
    await stopped;
    await manyIntervals();

    expect(steps).toEqual(["begin", "end", "stopped"]);
  });

  it("tells the work that it is being stopped", async () => {
    let wasAborted = false;
    const job = every(
      1,
      async (signal) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        wasAborted = true;
      },
      { onError: ignore, immediately: true },
    );
    await job.stop();

    expect(wasAborted).toBe(true);
  });

  it("goes on after a failure, and does not overtake itself", async () => {
    const errors: string[] = [];
    const rounds: number[] = [];
    let [running, most] = [0, 0];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await sleep(15);
      running--;
      if (rounds.push(most) % 2 === 1) throw new Error("no");
    };
    const job = every(5, work, { onError: (error) => void errors.push(String(error)), immediately: true });
    while (rounds.length < 4) await sleep(5);
    await job.stop();
    const stopped = rounds.length;
    await sleep(30);

    expect({ most, running, grown: rounds.length - stopped }).toEqual({ most: 1, running: 0, grown: 0 });
    expect(new Set(errors)).toEqual(new Set(["Error: no"]));
  });

  it("fails and goes on although the work throws before it has begun, and runs once more when it stops", async () => {
    const errors: unknown[] = [];
    const rounds: string[] = [];
    const work = (): never => {
      rounds.push("begun");
      throw new Error("no");
    };
    const job = every(2, work, { onError: (error) => void errors.push(error), runOnStop: true });
    while (rounds.length < 3) await sleep(2);
    const before = rounds.length;
    await job.stop();

    expect(rounds).toHaveLength(before + 1);
    expect(errors).toHaveLength(rounds.length);
  });

  it("waits longer after a failure where that is asked for", async () => {
    let runs = 0;
    const work = async (): Promise<void> => {
      runs++;
      throw new Error("no");
    };
    const job = every(1, work, { onError: ignore, retryAfter: 60_000, immediately: true });
    await manyIntervals();
    await job.stop();

    expect(runs).toBe(1);
  });

  it("waits for the first interval unless it starts immediately", async () => {
    let runs = 0;
    const work = async (): Promise<void> => void runs++;
    await every(60_000, work, { onError: ignore }).stop();
    expect(runs).toBe(0);
    await every(60_000, work, { onError: ignore, immediately: true }).stop();
    expect(runs).toBe(1);
  });
});
