import type { SqlFragment } from "../../db/condition.js";
import type { Dialect } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import type { Literal } from "../../schema/filter/literal.js";
import type { Attribute } from "../../schema/model.js";
import { type MatchOp, type Seek, seekThen } from "./compare-sql.js";
import { expressionField, type Field, jsonExpression, jsonMember } from "./fields.js";
import { concat, fragment, negate } from "./sql-fragments.js";

/** The elements of a multi-valued attribute, as rows for conditions. */
export interface Elements {
  /** Returns the condition that a resource has an element that meets a condition. */
  readonly exists: (condition: SqlFragment) => SqlFragment;
  /** Returns a sub-attribute of the element, or the element itself if the attribute is not complex. */
  readonly field: (subAttribute: Attribute) => Field;
  /** Returns the condition that an element's sub-attribute matches, if an index serves it. */
  readonly seek: (subAttribute: Attribute, op: MatchOp, literal: Literal) => Seek | undefined;
  /**
   * Returns the expression for a sub-attribute of the primary element, otherwise of the first one; null if there is
   * none.
   */
  readonly first: (subAttribute: Attribute) => SqlFragment;
}

/**
 * Returns the field of a sub-attribute outside a value path: one element is enough, for `ne` as well.
 * @see RFC 7644 §3.4.2.2: a multi-valued attribute matches if any of its values does
 */
export function anyElementField(elements: Elements, subAttribute: Attribute): Field {
  const field = elements.field(subAttribute);
  return {
    present: () => elements.exists(field.present()),
    matches: (op, literal) =>
      seekThen(elements.seek(subAttribute, op, literal), () => elements.exists(field.matches(op, literal))),
    differs: (literal) => elements.exists(field.differs(literal)),
  };
}

/** Returns the elements in the search document of a row. */
export function searchElements(
  dialect: Dialect,
  table: string,
  attribute: Attribute,
  seek: Elements["seek"],
): Elements {
  const { jsonElements } = sqlDialects[dialect];
  const list = jsonMember(`${table}.search`, attribute.key);
  const rows = jsonElements(list, "e");
  return {
    exists: (condition) => concat(`exists (select 1 from ${rows} where `, condition, ")"),
    field: (subAttribute) => searchElementField(dialect, attribute, subAttribute),
    seek,
    first: (subAttribute) =>
      jsonExpression(dialect, `(${list} -> 0)`, elementKey(attribute, subAttribute), subAttribute),
  };
}

function searchElementField(dialect: Dialect, attribute: Attribute, subAttribute: Attribute): Field {
  const key = elementKey(attribute, subAttribute);
  if (attribute !== subAttribute && subAttribute.multiValued) return listField(dialect, key, subAttribute);
  const expression = jsonExpression(dialect, "e.value", key, subAttribute);
  const field = expressionField(dialect, subAttribute, expression);
  return isPrimary(attribute, subAttribute) ? primaryField(field, expression) : field;
}

/** Returns the name of an element's part in the search document. */
function elementKey(attribute: Attribute, subAttribute: Attribute): string {
  return attribute === subAttribute ? "value" : subAttribute.name.toLowerCase();
}

/** Deviation: `primary` that is absent is false (RFC 7643 §2.4), so that `primary eq false` finds it. */
function primaryField(field: Field, expression: SqlFragment): Field {
  const isTrue = concat("coalesce(", expression, ", 'f') = 't'");
  return {
    present: field.present,
    matches: (_op, literal) => (literal === true ? isTrue : negate(isTrue)),
    differs: (literal) => (literal === true ? negate(isTrue) : isTrue),
  };
}

function isPrimary(attribute: Attribute, subAttribute: Attribute): boolean {
  return attribute.multiValued && subAttribute.type === "boolean" && subAttribute.name === "primary";
}

/** Returns the field of a multi-valued sub-attribute: it matches if one value matches, and differs if none is equal. */
function listField(dialect: Dialect, key: string, subAttribute: Attribute): Field {
  const { jsonElements, jsonElementText } = sqlDialects[dialect];
  const rows = jsonElements(jsonMember("e.value", key), "v");
  const value = expressionField(dialect, subAttribute, fragment(jsonElementText("v.value")));
  const exists = (condition: SqlFragment) => concat(`exists (select 1 from ${rows} where `, condition, ")");
  return {
    present: () => exists(value.present()),
    matches: (op, literal) => exists(value.matches(op, literal)),
    differs: (literal) => negate(exists(value.matches("eq", literal))),
  };
}
