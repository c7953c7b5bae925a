import type { SqlFragment } from "../../db/condition.js";
import type { Dialect } from "../../db/connect.js";
import { indexKey, MIN_CUT_KEY_LENGTH } from "../../db/index-key.js";
import { AppError } from "../../errors.js";
import type { ResolvedPath } from "../../schema/attribute-path.js";
import type { Literal } from "../../schema/filter/literal.js";
import { fold } from "../../schema/fold.js";
import type { Attribute, ResourceSchema } from "../../schema/model.js";
import { isRelation, isSeekable, storageOf, tableOf } from "../resources/attribute-columns.js";
import { compareExpression, type MatchOp, type Seek, seekKey, seekText, seekThen } from "./compare-sql.js";
import { type Elements, searchElements } from "./elements.js";
import { expressionField, type Field, jsonExpression, presentExpression, singleField } from "./fields.js";
import { groupElements, memberElements } from "./relations.js";
import { ALWAYS, concat, fragment, NEVER } from "./sql-fragments.js";

/** What a filter or a sort key is compiled for; the statement refers to the resource's table by its name. */
export interface FilterTarget {
  readonly schema: ResourceSchema;
  readonly dialect: Dialect;
  readonly tenantId: string;
  /** The connection whose externalIds count. */
  readonly connectionId: string;
  /** False if `externalId eq` and `ne` compare without case. */
  readonly externalIdCaseExact?: boolean | undefined;
  /** Whether groups of other connections count when a user's groups are compared. */
  readonly visibility: "all" | "own";
  /**
   * How an attribute that the type lacks is treated; a query over all resource types takes it as unassigned. RFC 7644
   * §3.4.2.1.
   */
  readonly unknownAttribute: "refuse" | "unassigned";
  /** Whether the ids of a few resources lead to the rows, so that no condition has to. */
  readonly isAmong?: boolean;
}

/** The expression for a version in the form of an ETag. RFC 7644 §3.14. */
const VERSION = /^W\/"([1-9][0-9]{0,14})"$/;

/** Returns the elements of a multi-valued attribute of a resource. */
export function resourceElements(target: FilterTarget, attribute: Attribute): Elements {
  const { dialect, schema, tenantId } = target;
  if (isRelation(schema, attribute)) {
    return schema.name === "User" ? groupElements(dialect, target) : memberElements(dialect, tenantId);
  }
  return searchElements(dialect, tableOf(schema), attribute, (subAttribute, op, literal) =>
    seekValue(target, subAttribute, op, literal),
  );
}

/** Returns the field of a single-valued simple attribute of a resource. */
export function resourceField(target: FilterTarget, path: ResolvedPath): Field {
  const { dialect, schema } = target;
  const leaf = path.subAttribute ?? path.attribute;
  const storage = storageOf(schema, path);
  switch (storage.kind) {
    case "key":
      return keyField(target, leaf, `${tableOf(schema)}.${storage.column}`);
    case "text":
      return textField(dialect, `${tableOf(schema)}.${storage.column}`);
    case "flag":
      return flagField(`${tableOf(schema)}.${storage.column}`);
    case "time":
      return expressionField(dialect, leaf, fragment(`${tableOf(schema)}.${storage.column}`));
    case "version":
      return versionField(`${tableOf(schema)}.version`);
    case "resourceType":
      return constantField(schema.name);
    case "externalId":
      return externalIdField(target, leaf);
    case "search":
      return searchField(target, leaf);
    case "location":
    case "relation":
      break;
  }
  throw new Error(`${leaf.path} has no field of its own.`);
}

/** Returns the expression for a simple attribute in the search document. */
export function searchExpression(target: FilterTarget, leaf: Attribute): SqlFragment {
  return jsonExpression(target.dialect, `${tableOf(target.schema)}.search`, leaf.key, leaf);
}

/** Returns the expression for the connection's externalId of the resource; null if it has none. */
export function externalIdExpression({ schema, tenantId, connectionId }: FilterTarget): SqlFragment {
  return fragment(
    `(select external_ids.external_id from external_ids where external_ids.tenant_id = ?
      and external_ids.connection_id = ? and external_ids.resource_id = ${tableOf(schema)}.id)`,
    tenantId,
    connectionId,
  );
}

function keyField(target: FilterTarget, leaf: Attribute, column: string): Field {
  return singleField(
    () => fragment(`${column} > ''`),
    (op, literal) =>
      seekThen(seekKey(column, op, String(literal)), () => compareKey(target, leaf, column, op, literal)),
  );
}

/**
 * Compares a part of a text that is stored as a key. The key is the text itself unless it is long, so that the index is
 * read and not the rows; the range, which excludes null alone, leads to the index.
 */
function compareKey(
  target: FilterTarget,
  leaf: Attribute,
  column: string,
  op: MatchOp,
  literal: Literal,
): SqlFragment {
  const { dialect } = target;
  const whole = compareExpression(dialect, fragment(column), op, literal);
  const cut = compareExpression(dialect, searchExpression(target, leaf), op, literal);
  const isWhole = `length(${column}) < ${MIN_CUT_KEY_LENGTH}`;
  const range = target.isAmong === true ? "" : `${column} >= '' and `;
  return concat(`(${range}case when ${isWhole} then `, whole, " else ", cut, " end)");
}

function textField(dialect: Dialect, column: string): Field {
  return singleField(
    () => ALWAYS,
    (op, literal) =>
      seekText(column, op, String(literal)) ?? compareExpression(dialect, fragment(column), op, literal),
  );
}

function flagField(column: string): Field {
  return singleField(
    () => fragment(`${column} is not null`),
    (_op, literal) => fragment(`${column} = ?`, literal === true ? 1 : 0),
  );
}

function versionField(column: string): Field {
  return singleField(
    () => ALWAYS,
    (op, literal) => {
      if (op !== "eq") {
        throw new AppError(
          "invalidFilter",
          `'meta.version' can be compared by eq and ne only, not by ${op}.`,
        );
      }
      const [, version] = VERSION.exec(String(literal)) ?? [];
      return version === undefined ? NEVER : fragment(`${column} = ?`, Number(version));
    },
  );
}

function constantField(text: string): Field {
  return singleField(
    () => ALWAYS,
    (op, literal) => (compareConstant[op](text, String(literal)) ? ALWAYS : NEVER),
  );
}

const compareConstant: Readonly<Record<MatchOp, (text: string, literal: string) => boolean>> = {
  eq: (text, literal) => text === literal,
  co: (text, literal) => text.includes(literal),
  sw: (text, literal) => text.startsWith(literal),
  ew: (text, literal) => text.endsWith(literal),
  gt: (text, literal) => text > literal,
  ge: (text, literal) => text >= literal,
  lt: (text, literal) => text < literal,
  le: (text, literal) => text <= literal,
};

function externalIdField(target: FilterTarget, leaf: Attribute): Field {
  const expression = externalIdExpression(target);
  const ids = fragment(
    `${tableOf(target.schema)}.id in (select external_ids.resource_id from external_ids
      where external_ids.tenant_id = ? and external_ids.connection_id = ? and `,
    target.tenantId,
    target.connectionId,
  );
  return singleField(
    () => presentExpression(leaf, expression),
    (op, literal) => {
      if (op === "eq" && target.externalIdCaseExact === false)
        return foldedExternalId(target, String(literal));
      return seekThen(within(ids, seekKey("external_ids.external_id_key", op, String(literal))), () =>
        compareExpression(target.dialect, expression, op, literal),
      );
    },
  );
}

function selectByExternalId(column: "external_id_key" | "external_id_folded_key"): string {
  return `select external_ids.resource_id from external_ids where external_ids.tenant_id = ?
      and external_ids.connection_id = ? and external_ids.${column} = ?`;
}

/** Returns the condition that the externalId equals a text without case; a folded key is stored where it differs. */
function foldedExternalId({ schema, tenantId, connectionId }: FilterTarget, text: string): SqlFragment {
  const [own, folded] = [selectByExternalId("external_id_key"), selectByExternalId("external_id_folded_key")];
  const bindings = [tenantId, connectionId, indexKey(fold(text))];
  return fragment(`${tableOf(schema)}.id in (${own} union all ${folded})`, ...bindings, ...bindings);
}

function searchField(target: FilterTarget, leaf: Attribute): Field {
  const field = expressionField(target.dialect, leaf, searchExpression(target, leaf));
  return singleField(field.present, (op, literal) =>
    seekThen(seekValue(target, leaf, op, literal), () => field.matches(op, literal)),
  );
}

/** Returns a seek in the rows of `attribute_values`. */
function seekValue(target: FilterTarget, leaf: Attribute, op: MatchOp, literal: Literal): Seek | undefined {
  if (!isSeekable(target.schema, leaf)) return undefined;
  const ids = fragment(
    `${tableOf(target.schema)}.id in (select attribute_values.resource_id from attribute_values
      where attribute_values.tenant_id = ? and attribute_values.attribute = ? and `,
    target.tenantId,
    leaf.key,
  );
  return within(ids, seekKey("attribute_values.value", op, String(literal)));
}

function within(select: SqlFragment, seek: Seek | undefined): Seek | undefined {
  return seek && { condition: concat(select, seek.condition, ")"), exact: seek.exact };
}
