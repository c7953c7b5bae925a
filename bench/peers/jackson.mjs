// The directory-sync API of @boxyhq/saml-jackson behind Express, as its documentation shows it: node jackson.mjs URL TOKEN
import { createServer } from "node:http";
import jackson from "@boxyhq/saml-jackson";
import express from "express";
import { serve } from "./serve.mjs";

const [url = "", token = ""] = process.argv.slice(2);
const isSqlite = url.startsWith("sqlite:");

const silent = () => {};
let report = console.error;
const { directorySyncController } = await jackson.default({
  externalUrl: "http://localhost",
  samlPath: "/saml",
  samlAudience: "bench",
  scimPath: "/scim",
  noAnalytics: true,
  // It would write an error for each change that no webhook is told of.
  logger: { info: silent, warn: silent, error: (...parts) => report(...parts), debug: silent },
  db: {
    engine: "sql",
    // It counts by reading everything up to this limit, which is 50 as shipped: too few for a page of 100.
    pageLimit: 1_000_000,
    type: isSqlite ? "sqlite" : "postgres",
    url: isSqlite ? url.slice("sqlite:".length) : url,
  },
});
const { data: directory, error } = await directorySyncController.directories.create({
  name: "bench",
  tenant: "bench",
  product: "usher",
  type: "generic-scim-v2",
});
if (error) throw new Error(error.message);

const app = express();
app.set("etag", false);
app.disable("x-powered-by");
app.use(express.json({ type: () => true, limit: "8mb" }));

const number = (text) => (text === undefined ? undefined : Number(text));

app.all(["/scim/v2/:type", "/scim/v2/:type/:id"], async (req, res) => {
  // The secret is the library's own; the run's token stands for it.
  const apiSecret = req.headers.authorization === `Bearer ${token}` ? directory.scim.secret : "";
  const { status, data } = await directorySyncController.requests.handle({
    method: req.method,
    body: req.body,
    directoryId: directory.id,
    apiSecret,
    resourceType: req.params.type,
    resourceId: req.params.id,
    query: {
      count: number(req.query.count),
      startIndex: number(req.query.startIndex),
      filter: req.query.filter,
    },
  });
  res.status(status).type("application/scim+json").send(JSON.stringify(data));
});

report = silent;
await serve(createServer(app));
