import { Type } from "@sinclair/typebox";
import { REASON_ORDER } from "../../../access/reasons.js";
import { ACCESS_MODE_LABELS, ACCESS_MODES, modeOfLabel } from "../../../crm/access-mode-codes.js";
import { MOMENT_FORM, parseMoment } from "../../../db/moment.js";
import type { ListQuery } from "../../../directory/search/list-query.js";
import { listUsers } from "../../../directory/search/list-resources.js";
import { readList } from "../../../directory/search/read-list.js";
import { AppError } from "../../../errors.js";
import { ENTERPRISE_USER_URN } from "../../../schema/schema-urns.js";
import { INCLUDES, type Include, type Included, includeOf } from "../../../use-cases/users/include.js";
import {
  USER_VIEWS,
  type UserFacets,
  type UserView as UserViewName,
  userCondition,
} from "../../../use-cases/users/select-users.js";
import { countedPageSchema, countQuery, showCount, toCount } from "../../counted-pages.js";
import { momentJson, refersTo } from "../../documented-as.js";
import { choice, count, flag, type Shown, text } from "../../json-schema.js";
import type { PageQuery } from "../../pages.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { userJson, withOptional } from "../../scim-schema.js";
import { readSelection, selectedPage, selectionQuery, wordsQuery } from "../../selection.js";
import { userView } from "../../views.js";
import { licenseSchema, showLicense } from "../licenses/license-views.js";

const NAME = { type: "string", minLength: 1, maxLength: 100, pattern: "^[^\\u0000]*$" } as const;
const name = (description: string) => Type.String({ ...NAME, description });

const views = Object.keys(USER_VIEWS) as UserViewName[];
const modes = ACCESS_MODES.map((mode) => ACCESS_MODE_LABELS[mode]);

/** The query parameters that select users besides filter and words. */
export const facetQuery = {
  view: choice(views, {
    type: "string",
    description: Object.entries(USER_VIEWS)
      .map(([view, what]) => `\`${view}\`: ${what}`)
      .join(" "),
  }),
  license: refersTo("SKU", name("Id or part number of a SKU of which they have a seat.")),
  group: name("Id of a group that they are in, directly or through nested groups."),
  connection: refersTo("connection", name("Name of the connection to which they belong.")),
  instance: refersTo(
    "instance",
    name("Id or name of the instance that `access`, `reason` and `mode` are about."),
  ),
  access: choice(["can", "waiting", "cannot"], {
    type: "string",
    description: "Whether they can enter the instance, or any; as `GET /reports/access` counts them.",
  }),
  reason: choice(REASON_ORDER, {
    type: "string",
    description: "A reason of the decision about their access.",
  }),
  mode: choice(modes, { type: "string", description: "Their access mode in the instance, or in any." }),
  role: name("Id of a security role that they hold, in whatever business unit."),
  changedSince: momentJson("Users changed at this time or later."),
};

const includeQuery = {
  include: Type.String({
    pattern: `^(?:${INCLUDES.join("|")})(?:,(?:${INCLUDES.join("|")})){0,9}$`,
    description: `What to show of each user besides the attributes, separated by commas: ${INCLUDES.join(", ")}.`,
  }),
};

/** The values of the query parameters that select users. */
type FacetQuery = { readonly [Name in keyof typeof facetQuery]?: string | undefined };

/** Parses the facets of a query. @throws AppError `invalidValue` */
function readFacets(query: FacetQuery, now: number): UserFacets {
  const { group: _, mode, changedSince: since, ...rest } = query;
  const changedSince = since === undefined ? undefined : parseMoment(since, now);
  if (since !== undefined && changedSince === undefined) {
    throw new AppError("invalidValue", `'changedSince' must be ${MOMENT_FORM}`);
  }
  return { ...(rest as UserFacets), mode: mode === undefined ? undefined : modeOfLabel(mode), changedSince };
}

/**
 * Parses which users a call asks for.
 * @throws AppError `invalidFilter`, `invalidValue`, `invalidCursor`, and `notFound` for an unknown facet
 */
export async function readUserSelection(
  ctx: AdminContext,
  query: FacetQuery & PageQuery & Parameters<typeof readSelection>[1],
): Promise<ListQuery> {
  const { group } = query;
  const selection = readSelection(ctx, query, "User");
  const inGroup =
    group === undefined ? [] : [{ kind: "compare", path: "groups.value", op: "eq", value: group } as const];
  const filters = [...(selection.filter ? [selection.filter] : []), ...inGroup];
  const filter = filters.length > 1 ? ({ kind: "and", filters } as const) : filters[0];
  return { ...selection, filter, condition: await userCondition(ctx, readFacets(query, ctx.now())) };
}

const included = Type.Object(
  {
    licenses: Type.Optional(Type.Array(licenseSchema)),
    access: Type.Optional(
      Type.Array(
        Type.Object({
          instance: Type.Object({ id: text, name: text }),
          features: choice(["full", "readOnly", "settingsOnly", "apiOnly", "none"], { type: "string" }),
          mode: choice(modes, { type: "string" }),
          reasons: Type.Array(choice(REASON_ORDER, { type: "string" })),
        }),
        { description: "The access to each instance that the user is of, as it was last decided." },
      ),
    ),
    administratorRoles: Type.Optional(Type.Array(text)),
    groupsCount: Type.Optional({ ...count, description: "Groups of which the user is a direct member." }),
    source: Type.Optional(
      Type.Object({
        connection: Type.Optional(text),
        provided: { ...flag, description: "Whether a provider has given it an externalId." },
      }),
    ),
  },
  { description: "What `include` asks for." },
);

function showIncluded({ licenses, access, source, ...rest }: Included): Shown<typeof included> {
  return {
    ...rest,
    licenses: licenses?.map(showLicense),
    access: access?.map(({ mode, ...one }) => ({ ...one, mode: ACCESS_MODE_LABELS[mode] })),
    source: source && { connection: source.connection, provided: source.isProvided },
  };
}

const listedUser = withOptional(userJson, "ListedUser", { included });

/** What a spreadsheet has of each user; what `include` does not ask for is empty. */
const CSV_COLUMNS = [
  ["id"],
  ["userName"],
  ["displayName"],
  ["name", "givenName"],
  ["name", "familyName"],
  ["title"],
  [ENTERPRISE_USER_URN, "department"],
  [ENTERPRISE_USER_URN, "employeeNumber"],
  ["active"],
  ["emails"],
  ["phoneNumbers"],
  ["included", "licenses"],
  ["included", "administratorRoles"],
  ["included", "source", "connection"],
  ["meta", "created"],
  ["meta", "lastModified"],
];

/** The routes of lists of users. */
export const userListRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/users",
    action: "read",
    operationId: "listUsers",
    tag: "Users",
    summary: "Lists users",
    query: { ...wordsQuery, ...selectionQuery("User"), ...facetQuery, ...countQuery, ...includeQuery },
    paged: true,
    csv: CSV_COLUMNS,
    answers: { 200: countedPageSchema(listedUser) },
    async run({ ctx, query }) {
      const { db, viewer } = ctx;
      const selection = await readUserSelection(ctx, query);
      const list = (asked: ListQuery) =>
        readList(db, viewer, [viewer.schemas.User], asked, (reader, known) =>
          listUsers(reader, viewer, known, false),
        );
      const { rows, next } = await list(selection);
      const counted = query.count === "true" ? await list(toCount(selection)) : undefined;
      const wanted = new Set((query.include?.split(",") ?? []) as Include[]);
      const ids = rows.map(({ id }) => id);
      const includedOf = wanted.size === 0 ? undefined : await includeOf(ctx, ids, wanted);
      const value = rows.map((row) => ({
        ...userView(ctx, row),
        ...(includedOf && { included: showIncluded(includedOf(row.id)) }),
      }));
      return { body: { ...selectedPage(value, next), ...showCount(selection, counted) } };
    },
  }),
];
