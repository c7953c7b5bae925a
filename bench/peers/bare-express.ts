import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import express, { type Response } from "express";
import { listen } from "./listen.js";

interface Stored {
  readonly id: string;
  readonly userName?: string;
  readonly members?: { readonly value: string }[];
  readonly [attribute: string]: unknown;
}

interface Patch {
  readonly Operations: readonly { readonly path: string; readonly value: unknown }[];
}

function send(res: Response, status: number, body: object): void {
  res.status(status).type("application/scim+json").send(JSON.stringify(body));
}

/** The same JSON in memory, without a check of anything: what Express itself takes. */
async function main(token: string): Promise<void> {
  const users = new Map<string, Stored>();
  const groups = new Map<string, Stored>();
  const byName = new Map<string, Stored>();
  const app = express();
  app.set("etag", false);
  app.disable("x-powered-by");
  app.use(express.json({ type: () => true, limit: "8mb" }));
  app.use((req, res, next) => {
    if (req.headers.authorization === `Bearer ${token}`) next();
    else res.status(401).end();
  });
  app.post("/scim/v2/Users", (req, res) => {
    const user = { ...(req.body as object), id: randomUUID() } as Stored;
    users.set(user.id, user);
    byName.set(user.userName ?? "", user);
    send(res, 201, user);
  });
  app.post("/scim/v2/Groups", (req, res) => {
    const group = { members: [], ...(req.body as object), id: randomUUID() } as Stored;
    groups.set(group.id, group);
    send(res, 201, group);
  });
  app.get("/scim/v2/Users", (req, res) => {
    const { filter, startIndex = "1", count = "100" } = req.query as Record<string, string>;
    const name = filter === undefined ? undefined : /"(.*)"/.exec(filter)?.[1];
    const found = name === undefined ? undefined : byName.get(name);
    const from = Number(startIndex) - 1;
    const Resources =
      name === undefined
        ? [...users.values()].slice(from, from + Number(count))
        : found === undefined
          ? []
          : [found];
    send(res, 200, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: name === undefined ? users.size : Resources.length,
      startIndex: from + 1,
      itemsPerPage: Resources.length,
      Resources,
    });
  });
  app.get("/scim/v2/Users/:id", (req, res) => {
    const user = users.get(req.params.id);
    if (user === undefined) res.status(404).end();
    else send(res, 200, user);
  });
  app.patch("/scim/v2/Users/:id", (req, res) => {
    const user = users.get(req.params.id);
    if (user === undefined) return void res.status(404).end();
    const changes = (req.body as Patch).Operations.map(({ path, value }) => [path, value]);
    const changed = { ...user, ...Object.fromEntries(changes) } as Stored;
    users.set(user.id, changed);
    byName.set(changed.userName ?? "", changed);
    return send(res, 200, changed);
  });
  app.patch("/scim/v2/Groups/:id", (req, res) => {
    const group = groups.get(req.params.id);
    if (group === undefined) return void res.status(404).end();
    for (const { value } of (req.body as Patch).Operations) {
      group.members?.push(...(value as { value: string }[]));
    }
    return void res.status(204).end();
  });
  app.delete("/scim/v2/Users/:id", (req, res) => {
    const user = users.get(req.params.id);
    users.delete(req.params.id);
    byName.delete(user?.userName ?? "");
    res.status(204).end();
  });
  await listen(createServer(app));
}

void main(process.argv[3] ?? "");
