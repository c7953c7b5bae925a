import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { defineConfig, type Plugin } from "vite";

/**
 * Imports each component of Fluent from its own package. Through the one package that exports all of them, whatever any
 * page uses would be loaded at the start.
 */
function fluentByPackage(): Plugin {
  const entry = createRequire(import.meta.url).resolve("@fluentui/react-components/package.json");
  const index = readFileSync(path.join(path.dirname(entry), "lib", "index.js"), "utf8");
  const origins = new Map<string, { name: string; from: string }>();
  for (const [, names = "", from = ""] of index.matchAll(/export \{([^}]*)\} from "([^"]+)"/g)) {
    for (const item of names.replaceAll(/\/\/.*$/gm, "").split(",")) {
      const [name = "", alias = name] = item.trim().split(" as ");
      origins.set(alias, { name, from });
    }
  }
  return {
    name: "fluent-by-package",
    enforce: "pre",
    transform(code, id) {
      if (!id.startsWith(path.join(import.meta.dirname, "src"))) return undefined;
      return code.replaceAll(
        /import \{([^}]*)\} from "@fluentui\/react-components";/g,
        (_whole, names: string) =>
          names
            .split(",")
            .map((name) => name.trim())
            .filter((name) => name !== "" && !name.startsWith("type "))
            .map((item) => {
              const [name = "", alias = name] = item.split(" as ");
              const origin = origins.get(name);
              if (origin === undefined) throw new Error(`${id}: Fluent has no ${name}`);
              return `import { ${origin.name} as ${alias} } from "${origin.from}";`;
            })
            .join(" "),
      );
    },
  };
}

// Vite reads the default export of this file.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [fluentByPackage()],
  base: "/console/",
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    // The policy of the pages allows no data: URL of a script or style, and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      onLog: (level, log, show) => {
        // Libraries mark what does not run on a server; the console runs in browsers alone.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") show(level, log);
      },
    },
  },
  // `npm run dev:console` passes on to a server that runs beside it.
  server: {
    proxy: Object.fromEntries(
      ["/admin", "/portal", "/console/session", "/console/events", "/openapi.json"].map((program) => [
        program,
        "http://127.0.0.1:8080",
      ]),
    ),
  },
});
