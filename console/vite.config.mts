import { defineConfig } from "vite";

// Vite reads the default export of this file.
export default defineConfig({
  root: import.meta.dirname,
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
      ["/admin", "/portal", "/console/session", "/console/events", "/openapi.json"].map((path) => [
        path,
        "http://127.0.0.1:8080",
      ]),
    ),
  },
});
