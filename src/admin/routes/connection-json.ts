import { CLIENT_NAMES } from "../../tenants/client-names.js";
import { CONNECTION_OPTIONS } from "../../tenants/connections.js";
import type { JsonSchema } from "../route.js";

const text = { type: "string" };
const texts = { type: "array", items: text };
const LIMITS = { rate: 0, burst: 1, bulkRate: 0, bulkBurst: 1 };

function named(names: readonly string[], schema: JsonSchema): Record<string, JsonSchema> {
  return Object.fromEntries(names.map((name) => [name, schema]));
}

const mode = { type: "string", enum: ["tolerant", "strict"] };
const client = {
  type: "string",
  enum: CLIENT_NAMES,
  description:
    "The product whose preset gives mode, visibility and options that are not named; docs/modes.md lists them.",
};
const visibility = {
  type: "string",
  enum: ["all", "own"],
  description: "Whether it sees the whole directory, or what it made.",
};

/** What may be set of a connection; `null` lets an option follow preset and mode again, and a limit have its default. */
export const connectionSettings: Readonly<Record<string, JsonSchema>> = {
  client,
  mode,
  visibility,
  options: {
    type: "object",
    description: "Points in which it departs from its preset and mode; docs/modes.md lists them.",
    properties: named(CONNECTION_OPTIONS, { type: ["boolean", "null"] }),
  },
  limits: {
    type: "object",
    description: "Requests and bulk operations a second, and how many at once; a rate of 0 is no limit.",
    properties: Object.fromEntries(
      Object.entries(LIMITS).map(([name, minimum]) => [
        name,
        { type: ["integer", "null"], minimum, maximum: 1_000_000 },
      ]),
    ),
  },
};

/** A connection as it is answered, with all that is in force. */
export const connectionJson: JsonSchema = {
  title: "Connection",
  type: "object",
  required: ["id", "name", "mode", "visibility", "options", "limits"],
  properties: {
    id: text,
    name: text,
    client,
    mode,
    visibility,
    options: { type: "object", properties: named(CONNECTION_OPTIONS, { type: "boolean" }) },
    limits: { type: "object", properties: named(Object.keys(LIMITS), { type: "integer" }) },
    logBodiesUntil: { type: "string", format: "date-time" },
  },
};

/** Which provider a connection seems to be. */
export const fingerprintJson: JsonSchema = {
  title: "Fingerprint",
  type: "object",
  required: ["connection", "client", "confidence", "dialects", "evidence", "habits"],
  properties: {
    connection: text,
    client: text,
    confidence: { type: "number", minimum: 0, maximum: 1 },
    runnerUp: text,
    dialects: texts,
    evidence: texts,
    habits: { type: "array", items: { type: "object" } },
  },
};
