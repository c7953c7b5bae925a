import { Type } from "@sinclair/typebox";
import type { AdminAction } from "../../../access/administrator-roles.js";
import { AppError } from "../../../errors.js";
import { FOUND_TYPES, type FoundType, searchTenant } from "../../../use-cases/operations/search.js";
import { documentedAs } from "../../documented-as.js";
import { choice, text } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import { mayDo } from "../../permission.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { requireWords } from "../../selection.js";

const found = Type.Object(
  {
    type: choice(FOUND_TYPES, { type: "string" }),
    id: Type.String({
      description: "What names it in paths: the id, of instances, connections and settings the name.",
    }),
    name: text,
    detail: Type.Optional(
      Type.String({ description: "What tells it from others: userName, part number, instance, meaning." }),
    ),
  },
  { title: "SearchHit" },
);

/** What only those find who may see it; the rest is for everybody who may read. */
const NEEDS: Readonly<Partial<Record<FoundType, AdminAction>>> = {
  connection: "manageServer",
  setting: "manageServer",
  request: "manageServer",
};

const DEFAULT_LIMIT = 5;

/** The search over everything. */
export const searchRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/search",
    action: "read",
    operationId: "search",
    tag: "Reports",
    summary:
      "Searches users, groups, licenses, instances, security roles, connections, settings, request ids",
    query: {
      q: Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          "At most 10 words, each in the name; of users as in the list of users. Or a whole request id.",
      }),
      types: Type.String({
        pattern: `^(?:${FOUND_TYPES.join("|")})(?:,(?:${FOUND_TYPES.join("|")})){0,9}$`,
        description: `What to search, separated by commas: ${FOUND_TYPES.join(", ")}; all that the roles permit if omitted.`,
      }),
      limit: documentedAs(Type.String({ pattern: "^(?:[1-9]|1\\d|20)$" }), {
        type: "integer",
        minimum: 1,
        maximum: 20,
        description: `The most hits of each type; ${DEFAULT_LIMIT} if omitted.`,
      }),
    },
    answers: { 200: listSchema(found) },
    async run({ ctx, query: { q, types, limit } }) {
      if (q === undefined)
        throw new AppError("invalidValue", "the query has no 'q': say what to search for.");
      requireWords(q);
      if (q.trim() === "") return { body: { value: [] } };
      const value = await searchTenant(ctx, q, typesOf(ctx, types), Number(limit ?? DEFAULT_LIMIT));
      return { body: { value } };
    },
  }),
];

function typesOf(ctx: AdminContext, asked: string | undefined): readonly FoundType[] {
  const types = asked?.split(",");
  return FOUND_TYPES.filter((type) => {
    const needed = NEEDS[type];
    return (types?.includes(type) ?? true) && (needed === undefined || mayDo(ctx, needed));
  });
}
