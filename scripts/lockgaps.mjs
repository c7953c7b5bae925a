// Lists optional dependencies that the lock names but does not hold: `npm ci` refuses such a lock ("Missing: x@ from lock file").
import { readFileSync } from "node:fs";

const lock = JSON.parse(readFileSync(process.argv[2] ?? "package-lock.json", "utf8"));
const have = new Set(Object.keys(lock.packages).map((k) => k.replace(/^.*node_modules\//, "")));
const gaps = new Map();
for (const [key, pkg] of Object.entries(lock.packages))
  for (const dep of Object.keys(pkg.optionalDependencies ?? {}))
    if (!have.has(dep))
      gaps.set(`${key.replace(/^.*node_modules\//, "") || "root"}@${pkg.version}`, [
        ...(gaps.get(`${key.replace(/^.*node_modules\//, "") || "root"}@${pkg.version}`) ?? []),
        dep,
      ]);
for (const [who, deps] of gaps)
  console.log(
    `${who}: ${deps.length} missing (${deps.slice(0, 3).join(", ")}${deps.length > 3 ? ", …" : ""})`,
  );
process.exitCode = gaps.size ? 1 : 0;
