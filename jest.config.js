// Tests that need a program that not every machine has are run by name alone.
const kind = process.env.BROWSER === "1" ? "browser" : process.env.NGINX === "1" ? "nginx" : "test";

// Browser tests share one server with the people of the demo.
const support = kind === "browser" ? "test/browser/support" : "test/support";

// As of an installation: with better-sqlite3 if it is there, unless SQLITE_DRIVER says otherwise.
const driver = process.env.SQLITE_DRIVER;
if (driver === "better-sqlite3") require.resolve(driver);
const withoutBetter = driver === "sqlite3" && {
  "^better-sqlite3$": "<rootDir>/test/support/not-installed.js",
};

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: [`**/*.${kind}.ts`],
  // Left to itself jest leaves one core idle, which is half of a small machine.
  maxWorkers: kind === "browser" ? 1 : "100%",
  globalSetup: `<rootDir>/${support}/global-setup.js`,
  globalTeardown: `<rootDir>/${support}/global-teardown.js`,
  setupFiles: ["<rootDir>/test/support/cheap-hashes.ts"],
  // Of what hangs; a busy machine with two databases takes its time.
  testTimeout: kind === "browser" ? 60000 : 30000,
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1", ...withoutBetter },
  // A browser that does not end must not keep the check from ending.
  forceExit: kind === "browser",
  clearMocks: true,
  cacheDirectory: "<rootDir>/.cache/jest",
};
