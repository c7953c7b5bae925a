#!/usr/bin/env node
// The CLI from a clone: the built program, or the sources as long as nothing is built.
const { existsSync } = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const built = path.join(root, "dist", "src", "main.js");
const isBuilt = existsSync(built);

if (!isBuilt) require("tsx/cjs/api").register();
process.setSourceMapsEnabled(true);
require(isBuilt ? built : path.join(root, "src", "main.ts"));
