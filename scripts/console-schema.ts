import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { openApiDocument } from "../src/admin/openapi.js";

/** The types of the admin API that the console is compiled with. */
export const CONSOLE_SCHEMA = "console/src/api/schema.d.ts";

function documentText(): string {
  return JSON.stringify(openApiDocument("https://usher.example.com"));
}

/** Returns the first line of `CONSOLE_SCHEMA`, which tells of which OpenAPI document the file was made. */
export function consoleSchemaHead(): string {
  const hash = createHash("sha256").update(documentText()).digest("hex");
  return `// Written by npm run docs from the OpenAPI document with the SHA-256 ${hash}.`;
}

/** Returns the text of `CONSOLE_SCHEMA`; it takes some seconds. */
export function consoleSchema(): string {
  const generator = path.join(__dirname, "..", "console", "openapi", "generate.mjs");
  const types = execFileSync(process.execPath, [generator], {
    input: documentText(),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return `${consoleSchemaHead()}\n\n${types}`;
}
