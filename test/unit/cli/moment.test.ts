import { readMoment } from "../../../src/cli/moment.js";

describe("readMoment", () => {
  const read = (text: string) => readMoment(text, "--at");

  it("reads times with an offset, whatever the zone of the terminal", () => {
    expect(read("2026-10-03T09:00Z")).toBe("2026-10-03T09:00:00.000Z");
    expect(read("2026-10-03 09:00:30.5+02:00")).toBe("2026-10-03T07:00:30.500Z");
  });

  it("reads times without one in the zone of the terminal", () => {
    expect(read("2026-10-03 09:00")).toBe(new Date(2026, 9, 3, 9).toISOString());
    expect(read("2026-10-03")).toBe(new Date(2026, 9, 3).toISOString());
  });

  it.each(["", "3 October 9:00", "2026-02-30", "2026-10-03 25:00", "2026-10-03T09:00+0200", "09:00"])(
    "refuses '%s'",
    (text) => {
      expect(() => read(text)).toThrow(/--at must be a time like/);
    },
  );
});
