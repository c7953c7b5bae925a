import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..", "..");

/** The TypeScript files below a folder of the repository, as paths from its root; none if there is no such folder. */
export function sourceFiles(folder: string): string[] {
  const directory = path.join(root, folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
    .map((file) => path.posix.join(folder, file))
    .sort();
}

/** The programs and styles of the console that people write, as paths from the root. */
export function consoleFiles(): string[] {
  const files = readdirSync(path.join(root, "console", "src"), { recursive: true, encoding: "utf8" });
  return files
    .map((file) => path.posix.join("console/src", file.split(path.sep).join("/")))
    .filter((file) => /\.(?:tsx?|css)$/.test(file) && !file.endsWith(".d.ts"))
    .sort();
}

/** The text of a file of the repository. */
export function readSource(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** The text between `<!-- name -->` and `<!-- /name -->` in a file of the repository, or undefined. */
export function readBlock(file: string, name: string): string | undefined {
  return new RegExp(`<!-- ${name} -->\n([^]*)\n<!-- /${name} -->`).exec(readSource(file))?.[1];
}
