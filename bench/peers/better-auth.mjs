// The SCIM plug-in of better-auth on better-sqlite3: node better-auth.mjs sqlite:FILE TOKEN
import { createServer } from "node:http";
import { scim } from "@better-auth/scim";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import Database from "better-sqlite3";
import { serve } from "./serve.mjs";

const [url = "", token = ""] = process.argv.slice(2);
const database = new Database(url.slice("sqlite:".length));
// Without these it waits for the disk after each statement; no one would run it so.
database.pragma("journal_mode = WAL");
database.pragma("synchronous = NORMAL");

const auth = betterAuth({
  database,
  baseURL: "http://127.0.0.1",
  secret: "a secret of the benchmark alone, 0123456789",
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins: [scim({ connections: [{ id: "bench", credentials: [{ type: "bearer", id: "bench", token }] }] })],
});
await (await getMigrations(auth.options)).runMigrations();
await serve(createServer(toNodeHandler(auth)));
