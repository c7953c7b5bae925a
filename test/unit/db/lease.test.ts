import { LEASE, withRenewedLease } from "../../../src/db/lease.js";

describe("a lease", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("is put off well before it runs out for as long as the work takes, and no longer", async () => {
    let renewals = 0;
    let end: (result: string) => void = () => undefined;
    const renew = async (): Promise<void> => {
      renewals += 1;
    };
    const working = withRenewedLease(renew, () => new Promise<string>((resolve) => (end = resolve)));
    await jest.advanceTimersByTimeAsync(10 * LEASE);
    expect(renewals).toBeGreaterThanOrEqual(30);

    end("done");
    expect(await working).toBe("done");
    const before = renewals;
    await jest.advanceTimersByTimeAsync(10 * LEASE);
    expect(renewals).toBe(before);
  });

  it("is tried again when it could not be put off, and never by two statements at once", async () => {
    let running = 0;
    let most = 0;
    let tries = 0;
    const renew = async (): Promise<void> => {
      tries += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, LEASE));
      running -= 1;
      throw new Error("the database is away");
    };
    const failing = withRenewedLease(
      renew,
      () => new Promise((_, reject) => setTimeout(() => reject(new Error("no")), 10 * LEASE)),
    );
    const seen = failing.catch((error: unknown) => String(error));
    await jest.advanceTimersByTimeAsync(12 * LEASE);

    expect(await seen).toBe("Error: no");
    expect({ most, again: tries > 3, running }).toEqual({ most: 1, again: true, running: 0 });
  });

  it("runs out, and is noticed, within fifteen seconds of the death of its worker", () => {
    const longestWait = 5000;
    expect(LEASE + longestWait).toBeLessThan(15_000);
  });
});
