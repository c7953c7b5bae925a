// The directory-sync API of @boxyhq/saml-jackson behind Node's HTTP server: node jackson.mjs URL TOKEN
import { createServer } from "node:http";
import jackson from "@boxyhq/saml-jackson";
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

/** Takes the parts of a request that the library asks for. */
async function handle(req) {
  const { pathname, searchParams } = new URL(req.url, "http://localhost");
  const [, , , resourceType, resourceId] = pathname.split("/");
  const text = await bodyOf(req);
  // The secret is the library's own; the run's token stands for it.
  const apiSecret = req.headers.authorization === `Bearer ${token}` ? directory.scim.secret : "";
  const number = (name) => (searchParams.has(name) ? Number(searchParams.get(name)) : undefined);
  return directorySyncController.requests.handle({
    method: req.method,
    body: text === "" ? undefined : JSON.parse(text),
    directoryId: directory.id,
    apiSecret,
    resourceType,
    resourceId,
    query: {
      count: number("count"),
      startIndex: number("startIndex"),
      filter: searchParams.get("filter") ?? undefined,
    },
  });
}

async function bodyOf(req) {
  let text = "";
  req.setEncoding("utf8");
  for await (const chunk of req) text += chunk;
  return text;
}

const server = createServer((req, res) => {
  handle(req).then(
    ({ status, data }) => send(res, status, data),
    (failure) => send(res, 500, { detail: String(failure) }),
  );
});

function send(res, status, data) {
  const text = JSON.stringify(data);
  res
    .writeHead(status, {
      "Content-Type": "application/scim+json",
      "Content-Length": Buffer.byteLength(text),
    })
    .end(text);
}

report = silent;
await serve(server);
