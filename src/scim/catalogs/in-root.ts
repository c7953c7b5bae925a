import type { OtherMatches } from "../../directory/search/list-all-types.js";
import { resolveAttributePath } from "../../schema/attribute-path.js";
import type { Literal } from "../../schema/filter/literal.js";
import type { AnyResourceSchema, Resource } from "../../schema/model.js";
import { projectResource } from "../../schema/project.js";
import type { Exchange } from "../exchange.js";
import { projectionOf, selectionOf } from "../list-query.js";
import type { RawQuery } from "../raw-query.js";
import { catalogs } from "./all.js";
import { matchCatalog } from "./list.js";

/** The matches of a search over all resource types in the catalogs. */
interface CatalogMatches extends OtherMatches {
  /** Returns the JSON text of a match. */
  render(type: string, id: string): string;
}

const NUMBERS: ReadonlySet<string> = new Set(["integer", "decimal", "dateTime"]);

/**
 * Returns true when users or groups have the attribute with another kind of value, so that the two cannot be sorted
 * together.
 */
function isOfOtherKind(schema: AnyResourceSchema, own: AnyResourceSchema, sortBy: string): boolean {
  const [theirs, ours] = [resolveAttributePath(schema, sortBy), resolveAttributePath(own, sortBy)];
  if (theirs === undefined || ours === undefined) return false;
  // In rows of the directory the version is a number.
  if (theirs.subAttribute?.path === "meta.version") return true;
  const isNumber = ({ attribute, subAttribute }: typeof theirs): boolean =>
    NUMBERS.has((subAttribute ?? attribute).type);
  return isNumber(theirs) !== isNumber(ours);
}

/** Converts a sort value to the form of the directory's rows. */
function toKey(key: Literal | undefined): string | number | undefined {
  return typeof key === "boolean" ? (key ? "t" : "f") : key;
}

/**
 * Returns the matches of a search over all resource types in the catalogs; none for a connection that does not see
 * them.
 * @throws AppError `invalidFilter`
 * @see RFC 7644 §3.4.2.1
 */
export async function findInCatalogs(exchange: Exchange, query: RawQuery): Promise<CatalogMatches> {
  const { options, viewer } = exchange.ctx;
  const shown = options.catalogs ? catalogs.filter(({ isView }) => isView !== true) : [];
  const texts = new Map<string, () => string>();
  const found: OtherMatches["found"][number][] = [];
  for (const catalog of shown) {
    const { schema } = catalog;
    const selection = selectionOf([schema], query, options);
    const { sortBy } = selection;
    const isSortable =
      sortBy === undefined ||
      ![viewer.schemas.User, viewer.schemas.Group].some((one) => isOfOtherKind(one, schema, sortBy));
    const projection = projectionOf(schema, query, options);
    const render = (resource: Resource): string =>
      JSON.stringify(projectResource(schema, resource, projection));
    for (const { id, key, resource } of await matchCatalog(exchange, catalog, selection, "unassigned")) {
      found.push({ type: schema.name, id, key: isSortable ? toKey(key) : undefined });
      texts.set(`${schema.name} ${id}`, () => render(resource));
    }
  }
  return {
    schemas: shown.map(({ schema }) => schema),
    found,
    render: (type, id) => texts.get(`${type} ${id}`)?.() ?? "{}",
  };
}
