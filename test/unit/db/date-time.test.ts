import { parseDateTime, toDateTime } from "../../../src/db/date-time.js";

describe("parseDateTime", () => {
  it.each([
    ["2026-01-31T12:00:00Z", Date.UTC(2026, 0, 31, 12)],
    ["2026-01-31T12:00:00", Date.UTC(2026, 0, 31, 12)],
    ["2026-01-31T12:00:00+02:00", Date.UTC(2026, 0, 31, 10)],
    ["2026-01-31T12:00:00.5Z", Date.UTC(2026, 0, 31, 12, 0, 0, 500)],
    ["2026-01-31T12:00:00.123456789Z", Date.UTC(2026, 0, 31, 12, 0, 0, 123)],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
    ["0001-01-01T00:00:00Z", Date.parse("0001-01-01T00:00:00Z")],
  ])("reads %s [RFC 7643 §2.3.5]", (text, time) => {
    expect(parseDateTime(text)).toBe(time);
  });

  it.each([
    "",
    "2026-01-31",
    "12:00:00",
    "2026-01-31 12:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-31T24:30:00Z",
    "2026-01-31T12:60:00Z",
    "2026-01-31T12:00Z",
    "2026-01-31T12:00:00+15:00",
    "2026-01-31T12:00:00Zx",
    "20260131T120000Z",
  ])("refuses '%s'", (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });
});

describe("toDateTime", () => {
  const MOST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

  it.each([0, 1, -1, 999, 59_999, 86_399_999, 86_400_000, -86_400_001, Date.UTC(2024, 1, 29, 12), MOST])(
    "writes %d as Date does",
    (time) => {
      expect(toDateTime(time)).toBe(new Date(time).toISOString());
    },
  );

  it("writes times of more days than it remembers as Date does", () => {
    const times = Array.from({ length: 3000 }, (_, day) => day * 86_400_000 + day * 12_345);
    const spread = [...times, ...times.slice(0, 10), ...times.map((time) => MOST - time)];

    expect(spread.map(toDateTime)).toEqual(spread.map((time) => new Date(time).toISOString()));
  });
});
