// Builds the console into dist/console, unless what is there was built of the same sources: npm run build
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { consoleSizes } from "./console-sizes.mjs";

const root = path.join(import.meta.dirname, "..");
const target = path.join(root, "dist", "console");
const stamp = path.join(target, "stamp.txt");

/** Everything that the result depends on. */
function sources() {
  const inside = readdirSync(path.join(root, "console"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("node_modules"));
  return [...inside.sort(), path.join(root, "package-lock.json"), import.meta.filename];
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const file of sources()) hash.update(`${path.relative(root, file)}\n`).update(readFileSync(file));
  return hash.digest("hex");
}

/** Writes a .br and a .gz beside each file that becomes smaller by it. */
function compress() {
  const files = readdirSync(target, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => /\.(?:js|css|html|svg)$/.test(name))) {
    const content = readFileSync(path.join(target, file));
    writeFileSync(path.join(target, `${file}.br`), brotliCompressSync(content));
    writeFileSync(path.join(target, `${file}.gz`), gzipSync(content, { level: 9 }));
  }
}

const hash = hashOfSources();
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== hash) {
  const { build } = await import("vite");
  await build({ configFile: path.join(root, "console", "vite.config.mts"), logLevel: "warn" });
  compress();
  const { tooLarge } = consoleSizes(target);
  for (const { name, bytes, limit } of tooLarge) {
    console.error(`${name} has ${bytes} bytes compressed, more than ${limit}: load less at once`);
    process.exitCode = 1;
  }
  if (tooLarge.length === 0) writeFileSync(stamp, hash);
}
