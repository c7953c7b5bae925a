import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { serverKey } from "../../../src/config/server-key.js";

describe("serverKey", () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-key-"));
    file = path.join(directory, "usher.db");
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it("is the setting, wherever the database is", () => {
    expect(serverKey("given", "postgres://h/d", undefined)).toBe("given");
    expect(serverKey("given", `sqlite:${file}`, file)).toBe("given");
  });

  it("is made once beside an SQLite file, for its owner alone", () => {
    const key = serverKey(undefined, `sqlite:${file}`, file);

    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(serverKey(undefined, `sqlite:${file}`, file)).toBe(key);
    expect(readFileSync(`${file}.key`, "utf8").trim()).toBe(key);
    expect(statSync(`${file}.key`).mode & 0o077).toBe(0);
  });

  it("is new for each database in memory", () => {
    const make = (): string => serverKey(undefined, "sqlite::memory:", undefined);

    expect(make()).not.toBe(make());
  });

  it("must be given on PostgreSQL, whose processes have no file in common", () => {
    expect(() => serverKey(undefined, "postgres://h/d", undefined)).toThrow(/USHER_KEY must be set/);
  });
});
