import { MINUTE, SECOND } from "../../../src/db/duration.js";
import { KeySetCache } from "../../../src/outbound/key-set-cache.js";

const URL = "https://issuer.example/keys";
const KEYS = '{"keys":[]}';

/** A world in which an address answers what the test says, and time is what it says. */
function world() {
  let answer: () => Promise<string> = async () => KEYS;
  const asked: string[] = [];
  const keySets = new KeySetCache({
    getText: (url) => {
      asked.push(url);
      return answer();
    },
  });
  return {
    keySets,
    asked,
    answers: (next: () => Promise<string>) => {
      answer = next;
    },
  };
}

const failing = () => Promise.reject(new Error("no way"));

describe("KeySetCache", () => {
  it("fetches once for ten minutes", async () => {
    const { keySets, asked } = world();

    const first = await keySets.get(URL, 0, false);
    expect(await keySets.get(URL, 10 * MINUTE - 1, false)).toBe(first);
    expect(asked).toHaveLength(1);
    expect(await keySets.get(URL, 10 * MINUTE, false)).not.toBe(first);
    expect(asked).toHaveLength(2);
  });

  it("fetches again for an unknown key, but not twice within half a minute", async () => {
    const { keySets, asked } = world();

    const first = await keySets.get(URL, MINUTE, true);
    expect(await keySets.get(URL, MINUTE + 30 * SECOND - 1, true)).toBe(first);
    expect(asked).toHaveLength(1);
    expect(await keySets.get(URL, MINUTE + 30 * SECOND, true)).not.toBe(first);
    expect(asked).toHaveLength(2);
  });

  it("fetches once for all who ask at the same time", async () => {
    const { keySets, asked } = world();

    const sets = await Promise.all([false, true, false].map((renewed) => keySets.get(URL, MINUTE, renewed)));

    expect(new Set(sets).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it("says that keys cannot be had, and does not ask again within half a minute", async () => {
    const { keySets, asked, answers } = world();
    answers(failing);

    await expect(keySets.get(URL, MINUTE, false)).rejects.toMatchObject({
      code: "unavailable",
      cause: new Error("no way"),
    });
    await expect(keySets.get(URL, MINUTE + 1, false)).rejects.toMatchObject({ code: "unavailable" });
    expect(asked).toHaveLength(1);

    answers(async () => KEYS);
    await expect(keySets.get(URL, MINUTE + 30 * SECOND, false)).resolves.toBeDefined();
  });

  it("keeps what it has for an hour when it cannot fetch", async () => {
    const { keySets, answers } = world();
    const first = await keySets.get(URL, MINUTE, false);
    answers(failing);

    expect(await keySets.get(URL, 20 * MINUTE, false)).toBe(first);
    expect(await keySets.get(URL, 21 * MINUTE, true)).toBe(first);
    await expect(keySets.get(URL, 61 * MINUTE, false)).rejects.toMatchObject({ code: "unavailable" });
  });

  it.each([
    "",
    "null",
    "[]",
    "{}",
    '{"keys":1}',
    '{"keys":[1]}',
    "<html>",
    '{"keys":[{"kty":"oct","k":"x"}]}',
  ])("takes no keys out of %j", async (text) => {
    const { keySets, answers } = world();
    answers(async () => text);

    await expect(keySets.get(URL, MINUTE, false)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("remembers a thousand addresses and forgets the oldest", async () => {
    const { keySets, asked } = world();
    for (let index = 0; index <= 1000; index++) await keySets.get(`${URL}/${index}`, MINUTE, false);

    await keySets.get(`${URL}/1`, MINUTE, false);
    expect(asked).toHaveLength(1001);
    await keySets.get(`${URL}/0`, MINUTE, false);
    expect(asked).toHaveLength(1002);
  });
});
