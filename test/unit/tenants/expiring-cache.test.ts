import { ExpiringCache } from "../../../src/tenants/expiring-cache.js";

describe("ShortMemory", () => {
  it("looks up once for all who ask within its lifetime, and again behind it", async () => {
    const memory = new ExpiringCache<number>(1000, 10);
    let looked = 0;
    const ask = (now: number): Promise<number> => memory.find("a", now, async () => ++looked);

    expect(await Promise.all([ask(0), ask(0), ask(999)])).toEqual([1, 1, 1]);
    expect(await ask(1000)).toBe(2);
  });

  it("remembers neither a failure nor what is not there", async () => {
    const memory = new ExpiringCache<string>(1000, 10);

    await expect(memory.find("a", 0, () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await memory.find("a", 0, async () => undefined)).toBeUndefined();
    expect(await memory.find("a", 0, async () => "there")).toBe("there");
  });

  it("keeps what is newer when an older look-up fails late", async () => {
    const memory = new ExpiringCache<string>(1000, 10);
    let fail: (reason: Error) => void = () => undefined;
    const late = memory.find("a", 0, () => new Promise((_resolve, reject) => (fail = reject)));
    await memory.find("a", 1000, async () => "newer");
    fail(new Error("late"));

    await expect(late).rejects.toThrow("late");
    expect(await memory.find("a", 1001, async () => "asked again")).toBe("newer");
  });

  it("lets the oldest make room, and forgets on request", async () => {
    const memory = new ExpiringCache<string>(1000, 2);
    for (const key of ["a", "b", "c"]) await memory.find(key, 0, async () => "first");

    expect(await memory.find("c", 1, async () => "again")).toBe("first");
    expect(await memory.find("a", 1, async () => "again")).toBe("again");
    memory.clear();
    expect(await memory.find("c", 1, async () => "again")).toBe("again");
  });
});
