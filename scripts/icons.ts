// Writes console/icons, the icons of @fluentui/react-icons that the console and Fluent use: npm run icons
// The published package has 300 MB; the override in package.json puts the subset in its place.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..");
const target = path.join(root, "console", "icons");
const { version } = JSON.parse(readFileSync(path.join(target, "package.json"), "utf8")) as {
  version: string;
};
const library = path.join(root, ".cache", "icons", version, "package", "lib");

/** The files below a folder whose names end so; none if there is no such folder. */
function filesOf(folder: string, end: RegExp): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => end.test(name)).map((name) => path.join(folder, name));
}

/** The names that a module imports of the icons. */
function importedNames(source: string): string[] {
  const lists = source.matchAll(/import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*['"]@fluentui\/react-icons['"]/g);
  return [...lists].flatMap(([, list = ""]) =>
    list.split(",").map((item) => item.trim().split(/\s+as\s+/)[0] ?? ""),
  );
}

/** The names that Fluent and the console import, sorted. */
function usedNames(): string[] {
  const fluent = path.join(root, "node_modules", "@fluentui");
  const packages = readdirSync(fluent).filter((name) => name !== "react-icons");
  const files = [
    ...packages.flatMap((name) => filesOf(path.join(fluent, name, "lib"), /\.js$/)),
    ...filesOf(path.join(root, "console", "src"), /\.tsx?$/),
  ];
  const names = files.flatMap((file) => importedNames(readFileSync(file, "utf8")));
  return [...new Set(names)].filter((name) => name !== "").sort();
}

/** Downloads the published package, unless it is there. */
function download(): void {
  if (existsSync(library)) return;
  const directory = path.join(root, ".cache", "icons", version);
  mkdirSync(directory, { recursive: true });
  const command = ["pack", `@fluentui/react-icons@${version}`, "--silent", "--pack-destination", directory];
  const archive = execFileSync("npm", command, { encoding: "utf8" }).trim();
  const folders = ["icons", "sizedIcons", "utils", "contexts", "core"].map((name) => `package/lib/${name}`);
  execFileSync("tar", ["xzf", path.join(directory, archive), "-C", directory, ...folders]);
}

/** The line that declares each icon, by name. */
function declarations(): Map<string, string> {
  const files = ["icons", "sizedIcons"].flatMap((name) => filesOf(path.join(library, name), /\.js$/));
  const lines = files.flatMap((file) => readFileSync(file, "utf8").split("\n"));
  return new Map(
    lines.flatMap((line) => (/^export const (\w+)/.exec(line) ? [[line.split(" ")[2] ?? "", line]] : [])),
  );
}

/** Bundles what the icons are made with into one file. */
async function writeRuntime(): Promise<void> {
  const { build } = await import("vite");
  const entry = path.join(library, "runtime-of-console.js");
  writeFileSync(
    entry,
    ["wrapIcon", "bundleIcon", "createFluentIcon", "useIconState", "constants"]
      .map((name) => `export * from "./utils/${name}.js";\n`)
      .join("") + 'export { IconDirectionContextProvider, useIconContext } from "./contexts/index.js";\n',
  );
  await build({
    configFile: false,
    logLevel: "warn",
    build: {
      lib: { entry, formats: ["es"], fileName: () => "runtime.js" },
      outDir: target,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { external: /^(?:react|react\/.*|@griffel\/.*|tslib)$/ },
    },
  });
}

async function main(): Promise<void> {
  download();
  await writeRuntime();
  const known = declarations();
  const runtime = readFileSync(path.join(target, "runtime.js"), "utf8");
  const isOfRuntime = (name: string) =>
    new RegExp(`\\b${name}\\b`).test(runtime.slice(runtime.lastIndexOf("export {")));
  // `FluentIcon` and the like are types.
  const icons = usedNames().filter((name) => known.has(name));
  const unknown = usedNames().filter(
    (name) => !known.has(name) && !isOfRuntime(name) && !name.startsWith("Fluent"),
  );
  if (unknown.length > 0) throw new Error(`the published package has no ${unknown.join(", ")}`);
  const head = "// Of @fluentui/react-icons, MIT, see LICENSE. Written by npm run icons.\n";
  const imports = 'import { createFluentIcon } from "./runtime.js";\nexport * from "./runtime.js";\n';
  writeFileSync(
    path.join(target, "index.js"),
    `${head}${imports}${icons.map((name) => known.get(name)).join("\n")}\n`,
  );
  const types = 'import type { FluentIcon } from "./types.js";\nexport type * from "./types.js";\n';
  writeFileSync(
    path.join(target, "index.d.ts"),
    `${head}${types}${icons.map((name) => `export declare const ${name}: FluentIcon;`).join("\n")}\n`,
  );
  console.log(`${icons.length} icons`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
