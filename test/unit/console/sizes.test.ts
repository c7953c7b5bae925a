import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const script = path.join(__dirname, "..", "..", "..", "scripts", "console-sizes.mjs");

/** Bytes that no compression makes smaller. */
function noise(bytes: number): string {
  return randomBytes(Math.ceil((bytes * 3) / 4)).toString("base64");
}

describe("the sizes of the console", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "usher-sizes-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs the check on a console whose page of users has so many bytes. */
  function check(bytesOfPage: number) {
    const manifest = {
      "index.html": { file: "index.js", imports: ["_shared.js"] },
      "_shared.js": { file: "shared.js" },
      "src/pages/users/users-page.tsx": { file: "users.js", imports: ["_shared.js"] },
    };
    mkdirSync(path.join(folder, ".vite"), { recursive: true });
    writeFileSync(path.join(folder, ".vite", "manifest.json"), JSON.stringify(manifest));
    writeFileSync(path.join(folder, "index.js"), "1");
    writeFileSync(path.join(folder, "shared.js"), noise(100_000));
    writeFileSync(path.join(folder, "users.js"), noise(bytesOfPage));
    const { status, stdout } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
    return { status, lines: stdout.trim().split("\n") };
  }

  it("of a page do not count what is there already", () => {
    const { status, lines } = check(50_000);

    expect(status).toBe(0);
    expect(lines.map((line) => line.split(":")[0])).toEqual([
      "start",
      "src/pages/users/users-page.tsx",
      "all",
    ]);
  });

  it("are refused above the limit of a page", () => {
    expect(check(120_000).status).toBe(1);
  });
});
