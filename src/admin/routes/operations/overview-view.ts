import { Type } from "@sinclair/typebox";
import type { ConnectionOverview, Overview } from "../../../use-cases/operations/overview.js";
import { count, type Shown, text } from "../../json-schema.js";
import { timeJson, toTime } from "../../times.js";
import { accessCountsSchema } from "../access/access-counts-view.js";
import { findingSchema, showFinding } from "./finding-view.js";

const connection = Type.Object({
  id: text,
  name: text,
  client: Type.String({ description: "The client that it seems to be." }),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  firstRequestAt: Type.Optional(timeJson),
  lastRequestAt: Type.Optional({ ...timeJson, description: "May lag by a minute." }),
  requests24h: count,
  errors24h: count,
  tokenExpiresAt: Type.Optional({ ...timeJson, description: "When its first valid token ends." }),
});

/** The schema of an overview. */
export const overviewSchema = Type.Object(
  {
    at: timeJson,
    users: Type.Object({
      active: count,
      blocked: count,
      deleted: { ...count, description: "Deleted users who can still be restored." },
      created7d: { ...count, description: "Users created within seven days." },
    }),
    seats: Type.Array(
      Type.Object({
        id: text,
        partNumber: text,
        displayName: text,
        purchased: count,
        assigned: count,
        held: count,
        available: count,
        waiting: { ...count, description: "People who wait for a seat." },
      }),
    ),
    access: Type.Array(accessCountsSchema),
    sync: Type.Object({ waiting: count, parked: count, lagSeconds: Type.Number({ minimum: 0 }) }),
    connections: Type.Array(connection),
    mails: Type.Object({ waiting: count, givenUp: count }),
    invitations: Type.Object({
      open: count,
      expiring3d: { ...count, description: "Open ones that end within three days." },
    }),
    findings: Type.Array(findingSchema),
  },
  { title: "Overview" },
);

function showConnection(one: ConnectionOverview): Shown<typeof connection> {
  const { firstRequestAt, lastRequestAt, traffic, tokenExpiresAt, ...rest } = one;
  return {
    ...rest,
    firstRequestAt: toTime(firstRequestAt),
    lastRequestAt: toTime(lastRequestAt),
    requests24h: traffic.requests,
    errors24h: traffic.errors,
    tokenExpiresAt: toTime(tokenExpiresAt),
  };
}

/** Returns an overview as it is answered. */
export function showOverview(overview: Overview): Shown<typeof overviewSchema> {
  const { at, users, connections, invitations, findings, ...rest } = overview;
  const { createdLately, ...counts } = users;
  return {
    ...rest,
    at: toTime(at),
    users: { ...counts, created7d: createdLately },
    connections: connections.map(showConnection),
    invitations: { open: invitations.open, expiring3d: invitations.ending },
    findings: findings.map(showFinding),
  };
}
