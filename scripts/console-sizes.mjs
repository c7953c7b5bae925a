// Checks how much a browser loads of the built console: node scripts/console-sizes.mjs [FOLDER]
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** The most bytes, compressed by gzip. */
const LIMITS = { start: 260_000, page: 60_000, all: 600_000 };

/** What everybody loads who signs in. */
const START = ["index.html", "src/app/shell.tsx", "src/pages/home/home-page.tsx"];

/**
 * Returns the sizes of a built console, and what is larger than it may be.
 * @param {string} folder - with Vite's manifest
 */
export function consoleSizes(folder) {
  const manifest = JSON.parse(readFileSync(path.join(folder, ".vite", "manifest.json"), "utf8"));
  /** The files of a chunk and of what it imports at once. */
  const filesOf = (key, found = new Set()) => {
    const { file, css = [], imports = [] } = manifest[key] ?? {};
    if (file === undefined || found.has(file)) return found;
    for (const one of [file, ...css]) found.add(one);
    for (const one of imports) filesOf(one, found);
    return found;
  };
  const sizeOf = (files) =>
    [...files]
      .filter((file) => /\.(?:js|css)$/.test(file))
      .reduce((sum, file) => sum + gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length, 0);
  const startFiles = new Set(START.flatMap((key) => [...filesOf(key)]));
  const pages = Object.keys(manifest).filter(
    (key) => /^src\/pages\/.*\.tsx$/.test(key) && !START.includes(key),
  );
  const parts = [
    { name: "start", bytes: sizeOf(startFiles), limit: LIMITS.start },
    ...pages.map((key) => {
      const own = [...filesOf(key)].filter((file) => !startFiles.has(file));
      return { name: key, bytes: sizeOf(own), limit: LIMITS.page };
    }),
    {
      name: "all",
      bytes: sizeOf(new Set(Object.keys(manifest).flatMap((key) => [...filesOf(key)]))),
      limit: LIMITS.all,
    },
  ];
  return { parts, tooLarge: parts.filter(({ bytes, limit }) => bytes > limit) };
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? path.join(import.meta.dirname, "..", "dist", "console");
  const { parts, tooLarge } = consoleSizes(folder);
  for (const { name, bytes, limit } of parts) console.log(`${name}: ${bytes} of ${limit} bytes`);
  process.exitCode = tooLarge.length > 0 ? 1 : 0;
}
