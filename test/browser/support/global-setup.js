const tsx = require("tsx/cjs/api");

/** Starts the one server of all browser tests; `BROWSER_SERVER` and `BROWSER_TOKEN` name one that runs already. */
module.exports = async () => {
  if (process.env.BROWSER_SERVER !== undefined) return;
  const { startDemo } = tsx.require("./server.ts", __filename);
  const server = await startDemo();
  process.env.BROWSER_SERVER = server.url;
  process.env.BROWSER_TOKEN = server.adminToken;
  globalThis.stopDemo = server.stop;
};
