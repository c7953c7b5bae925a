const tsx = require("tsx/cjs/api");

/** Runs once before all tests: jest gives this file neither its own resolver nor that of TypeScript. */
module.exports = async () => {
  const { makeTemplates } = tsx.require("./databases.ts", __filename);
  globalThis.removeTemplates = await makeTemplates();
};
