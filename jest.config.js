/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: process.env.BROWSER === "1" ? ["**/*.browser.ts"] : ["**/*.test.ts"],
  // Of what hangs; a busy machine with two databases takes its time.
  testTimeout: 30000,
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
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  clearMocks: true,
  cacheDirectory: "<rootDir>/.cache/jest",
};
