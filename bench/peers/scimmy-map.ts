import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import { listen } from "./listen.js";

/** A resource as the library hands it over. */
interface Stored {
  id?: string;
  readonly [attribute: string]: unknown;
}

/** What of a request the library hands over. */
interface Asked {
  readonly id?: string | undefined;
  readonly filter?: { match(resources: Stored[]): Stored[] } | undefined;
}

/** Handlers of one resource type over a map. */
function overMap() {
  const stored = new Map<string, Stored>();
  return {
    egress: ({ id, filter }: Asked): Stored | Stored[] => {
      if (id === undefined) return filter?.match([...stored.values()]) ?? [...stored.values()];
      const found = stored.get(id);
      if (found === undefined) throw new SCIMMY.Types.Error(404, "", `no resource ${id}`);
      return found;
    },
    ingress: ({ id = randomUUID() }: Asked, data: object): Stored => {
      const resource = { ...JSON.parse(JSON.stringify(data)), id } as Stored;
      stored.set(id, resource);
      return resource;
    },
    degress: ({ id = "" }: Asked): void => {
      if (!stored.delete(id)) throw new SCIMMY.Types.Error(404, "", `no resource ${id}`);
    },
  };
}

/** scimmy-routers as they come, over a map in memory. */
async function main(token: string): Promise<void> {
  SCIMMY.Resources.declare(SCIMMY.Resources.User, overMap());
  SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false);
  SCIMMY.Resources.declare(SCIMMY.Resources.Group, overMap());
  const app = express();
  app.use(
    "/scim/v2",
    new SCIMMYRouters({
      type: "bearer",
      handler: (req) => {
        if (req.header("Authorization") !== `Bearer ${token}`) throw new Error("no such token");
        return "bench";
      },
    }),
  );
  await listen(createServer(app));
}

void main(process.argv[3] ?? "");
