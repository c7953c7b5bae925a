import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";

describe("a database of SQLite", () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-test-"));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ["waits for the disk at each commit", {}, 2],
    ["leaves that out where it is asked to", { synchronous: "normal" }, 1],
  ] as const)("%s", async (_, options, synchronous) => {
    const db = openDatabase(`sqlite:${path.join(directory, "usher.db")}`, options);
    const found = await queryRows(db.write, "pragma synchronous");
    await db.close();

    expect(found).toEqual([{ synchronous }]);
  });
});
