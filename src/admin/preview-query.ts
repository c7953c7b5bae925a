import { Type } from "@sinclair/typebox";
import { AppError } from "../errors.js";
import { isJsonObject } from "../schema/coerce-value.js";
import { DOCUMENTED_AS, documentedAs, refersTo } from "./documented-as.js";
import type { JsonSchema } from "./json-schema.js";
import { PAGING, readLimitText } from "./pages.js";
import { readFuture } from "./times.js";

/** The query parameter of the page of a difference. */
export const PERSON_CURSOR = refersTo(
  "nextCursor of an earlier page",
  Type.String({ maxLength: 500, description: "`nextCursor` of the page before of the same preview." }),
);

/** Returns the schema of a parameter that only previews have, which its description says. */
function onlyPreviewed<Schema extends JsonSchema>(schema: Schema): Schema {
  const told: unknown = schema[DOCUMENTED_AS];
  const document = isJsonObject(told) ? told : schema;
  const description = `With \`preview\`: ${String(document["description"])}`;
  return documentedAs(schema, { ...document, description });
}

/** The query parameters of every changing operation: what would it do, and the confirmation of a large change. */
export const PREVIEWING = {
  preview: Type.Unsafe<"true" | "false">({
    enum: ["true", "false"],
    description: "`true` answers 200 with the difference that the request would make, and changes nothing.",
  }),
  confirm: documentedAs(Type.String({ maxLength: 100 }), {
    type: "string",
    maxLength: 100,
    description: "`confirm` of the preview or of the error WOULD_SHUT_OUT.",
  }),
  at: documentedAs(Type.String({ maxLength: 100 }), {
    type: "string",
    format: "date-time",
    description:
      "With `preview`: the later instant at which the change is made; before it, what runs out until then has run out.",
  }),
  limit: onlyPreviewed(PAGING.limit),
  cursor: onlyPreviewed(PERSON_CURSOR),
};

/** What a request asks for besides its operation. */
export interface PreviewAsk {
  readonly isPreview: boolean;
  readonly confirm: string | undefined;
  /** A later instant, in UTC milliseconds; undefined for now. */
  readonly at: number | undefined;
  readonly limit: number;
  /** The key of the last person of the page before. */
  readonly after: string | undefined;
}

type Query = Readonly<Record<string, string | undefined>>;

/**
 * Parses the parameters, and returns the others apart.
 * @param now - UTC milliseconds
 * @throws AppError `invalidValue`, `invalidCursor`
 */
export function splitPreview(query: Query, now: number): { readonly ask: PreviewAsk; readonly rest: Query } {
  const { preview, confirm, at, limit, cursor, ...rest } = query;
  const ask = {
    isPreview: preview === "true",
    confirm,
    at: readFuture("at", at, now),
    limit: readLimitText(limit),
    after: readPersonCursor(cursor),
  };
  if (ask.isPreview) return { ask, rest };
  const [useless] = Object.entries({ at, limit, cursor }).find(([, value]) => value !== undefined) ?? [];
  if (useless === undefined) return { ask, rest };
  throw new AppError("invalidValue", `'${useless}' is for previews: add preview=true, or leave it out`);
}

const PERSON_KEY = /^[012] [0-9a-f-]{36} [0-9a-f-]{36}$/;

/** Parses a cursor of a difference to the key of a person. @throws AppError `invalidCursor` */
export function readPersonCursor(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const key = Buffer.from(text, "base64url").toString("latin1");
  if (PERSON_KEY.test(key) && toPersonCursor(key) === text) return key;
  throw new AppError("invalidCursor", "cursor must be the nextCursor of an earlier page, unchanged.");
}

/** Returns the cursor of the page after a person. */
export function toPersonCursor(key: string): string {
  return Buffer.from(key, "latin1").toString("base64url");
}
