import { isJsonObject } from "../schema/coerce-value.js";
import { pathNames } from "./check-call.js";
import { DOCUMENTED_AS } from "./documented-as.js";
import type { JsonSchema } from "./json-schema.js";
import type { SentHeader } from "./route.js";

/** What the parts of paths are, by name. */
const PARTS: Readonly<Record<string, string>> = {
  instance: "Id or name of the instance.",
  sku: "Id or part number of the SKU.",
  unit: "Id, path or name of the business unit.",
  role: "Id of the security role.",
  team: "Id of the team.",
  user: "Id or userName of the user.",
  userId: "Id or userName of the user.",
  name: "Name of the connection.",
  clientId: "Id of the OAuth client.",
  secretId: "Id of the secret.",
  recordId: "Id of the record.",
  urn: "URN of the schema.",
};

/** What `{id}` is, by the part of the path before it. */
const IDS: Readonly<Record<string, string>> = {
  users: "Id or userName of the user.",
  "deleted-users": "Id or userName of the deleted user.",
  groups: "Id of the group.",
  instances: "Id or name of the instance.",
  invitations: "Id of the invitation.",
  holds: "Id of the hold.",
  jobs: "Id of the job.",
  imports: "Id of the import.",
  workflows: "Id of the workflow.",
  tokens: "Id of the token.",
  sessions: "Id of one of the own sessions.",
  "trusted-issuers": "Id of the trusted issuer.",
  mails: "Id of the mail.",
};

/** The conditional headers of a request. RFC 9110 §13.1 */
const CONDITIONS: Readonly<Record<string, string>> = {
  "If-Match": "The ETag that it must still have, so that nobody's change is overwritten; 412 otherwise.",
  "If-None-Match": "The ETag that it must not have; 412 otherwise.",
};

/** The headers of answers. */
export const SENT_HEADERS: Readonly<Record<SentHeader, JsonSchema>> = {
  ETag: {
    description: "The version; send it as `If-Match` with a change.",
    schema: { type: "string", pattern: '^W/"[0-9a-f]+"$' },
  },
  Location: { description: "Where it is.", schema: { type: "string" } },
};

/** Returns the parameters of an operation: those of its path, its query, and the conditional headers. */
export function parametersOf(
  path: string,
  query: Readonly<Record<string, JsonSchema>>,
  isConditional: boolean,
): JsonSchema[] {
  const inPath = pathNames(path).map((name) => ({
    name,
    in: "path",
    required: true,
    description: describePart(path, name),
    schema: { type: "string", minLength: 1 },
  }));
  const inHeader = Object.entries(isConditional ? CONDITIONS : {}).map(([name, description]) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  }));
  return [...inPath, ...Object.entries(query).map(queryParameter), ...inHeader];
}

function queryParameter([name, schema]: readonly [string, JsonSchema]): JsonSchema {
  const told = schema[DOCUMENTED_AS];
  const { description, ...rest } = isJsonObject(told) ? told : schema;
  return { name, in: "query", required: false, description, schema: rest };
}

function describePart(path: string, name: string): string {
  const before = path.split(`/{${name}}`)[0]?.split("/").at(-1) ?? "";
  const known = name === "id" ? IDS[before] : PARTS[name];
  if (known === undefined) throw new Error(`'{${name}}' of ${path} has no description: add one here`);
  return known;
}
