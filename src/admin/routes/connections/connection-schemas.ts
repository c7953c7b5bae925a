import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { CLIENT_NAMES } from "../../../tenants/client-names.js";
import { MASS_LOSS } from "../../../tenants/connection.js";
import { CONNECTION_OPTIONS } from "../../../tenants/connections.js";
import { choice, count, flag, nullableText, text } from "../../json-schema.js";
import { timeJson } from "../../times.js";

const texts = Type.Array(text);
const options = CONNECTION_OPTIONS.map(String);

function limitFrom(minimum: number) {
  return Type.Optional(
    Type.Unsafe<number | null>({ type: ["integer", "null"], minimum, maximum: 1_000_000 }),
  );
}

/** Returns the schema of an object whose members are not known at compile time. */
function membersOf<Value extends TSchema>(
  members: readonly (readonly [string, Value])[],
  more: Readonly<Record<string, unknown>> = {},
) {
  return Type.Unsafe<Readonly<Record<string, Static<Value>>>>({
    type: "object",
    ...more,
    properties: Object.fromEntries(members),
  });
}

const mode = choice(["tolerant", "strict"], { type: "string" });
const client = choice(CLIENT_NAMES, {
  type: "string",
  description:
    "The product whose preset sets the mode, visibility and options that are not given; docs/modes.md lists them.",
});
const visibility = choice(["all", "own"], {
  type: "string",
  description: "Whether the connection sees the whole directory, or only its own resources.",
});

const massLoss = choice(MASS_LOSS, {
  type: "string",
  description:
    "What happens when its changes would take access from many people: their effect waits, they are refused, or nothing.",
});

const watchedUntil = "Until when the provisioning log lists each read instead of counting them";

/**
 * The properties of a connection that can be set; `null` resets an option to preset and mode, and a limit to its
 * default.
 */
export const connectionSettings = {
  client: Type.Optional(client),
  mode: Type.Optional(mode),
  visibility: Type.Optional(visibility),
  massLoss: Type.Optional(massLoss),
  watchedUntil: Type.Optional(
    nullableText({
      format: "date-time",
      description: `${watchedUntil}; null ends it, and a new connection is watched for a day.`,
    }),
  ),
  options: Type.Optional(
    membersOf(
      options.map((name) => [name, Type.Unsafe<boolean | null>({ type: ["boolean", "null"] })] as const),
      { description: "Points in which it departs from its preset and mode; docs/modes.md lists them." },
    ),
  ),
  limits: Type.Optional(
    Type.Object(
      { rate: limitFrom(0), burst: limitFrom(1), bulkRate: limitFrom(0), bulkBurst: limitFrom(1) },
      {
        description: "Requests and bulk operations a second, and how many at once; a rate of 0 is no limit.",
      },
    ),
  ),
};

const limit = Type.Integer();

/** A connection as it is answered, with the options and limits in force. */
export const connectionJson = Type.Object(
  {
    id: text,
    name: text,
    client: Type.Optional(client),
    mode,
    visibility,
    massLoss,
    options: membersOf(options.map((name) => [name, flag] as const)),
    limits: Type.Object({ rate: limit, burst: limit, bulkRate: limit, bulkBurst: limit }),
    watchedUntil: Type.Optional({ ...timeJson, description: `${watchedUntil}; absent if never.` }),
    logBodiesUntil: Type.Optional(timeJson),
  },
  { title: "Connection" },
);

/** The guessed provider of a connection. */
export const fingerprintJson = Type.Object(
  {
    connection: text,
    client: text,
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    runnerUp: Type.Optional(text),
    dialects: texts,
    evidence: texts,
    habits: Type.Array(
      Type.Object({
        habit: text,
        meaning: text,
        count,
        firstSeenAt: Type.Integer({ description: "Milliseconds since 1970, in UTC." }),
        lastSeenAt: Type.Integer({ description: "Milliseconds since 1970, in UTC." }),
      }),
    ),
  },
  { title: "Fingerprint" },
);
