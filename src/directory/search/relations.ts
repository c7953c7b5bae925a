import type { SqlFragment } from "../../db/condition.js";
import type { Dialect } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { fold } from "../../schema/fold.js";
import type { Attribute } from "../../schema/model.js";
import { type Viewer, visibleToSql } from "../resources/resource-row.js";
import { GROUP_TYPE, selectUserGroups } from "../users/memberships-of.js";
import { compareExpression } from "./compare-sql.js";
import type { Elements } from "./elements.js";
import { expressionField, type Field, singleField } from "./fields.js";
import { ALWAYS, concat, fragment } from "./sql-fragments.js";

/** The reader whose view of a user's groups is compared. */
type GroupViewer = Omit<Viewer, "schemas">;

/** Returns the members of a group as elements of `members`: rows of `group_members`. RFC 7643 §4.2. */
export function memberElements(dialect: Dialect, tenantId: string): Elements {
  const rows = "from group_members m where m.tenant_id = groups.tenant_id and m.group_id = groups.id";
  return {
    exists: (condition) => concat(`exists (select 1 ${rows} and `, condition, ")"),
    field: (subAttribute) => memberField(dialect, "m", subAttribute),
    seek(subAttribute, op, literal) {
      if (subAttribute.name !== "value" || op !== "eq") return undefined;
      const rowsOfTenant = fragment("from group_members m where m.tenant_id = ? and ", tenantId);
      const isMember = isId("m.member_id", String(literal));
      return {
        condition: concat("groups.id in (select m.group_id ", rowsOfTenant, isMember, ")"),
        exact: true,
      };
    },
    first: (subAttribute) =>
      fragment(
        `(select ${memberExpression(dialect, "m", subAttribute)} ${rows} order by m.member_id limit 1)`,
      ),
  };
}

/** Returns the field of a member's sub-attribute in a row of `group_members`. */
export function memberField(dialect: Dialect, row: string, subAttribute: Attribute): Field {
  const expression = fragment(memberExpression(dialect, row, subAttribute));
  return subAttribute.name === "value"
    ? idField(dialect, expression)
    : expressionField(dialect, subAttribute, expression);
}

function memberExpression(dialect: Dialect, row: string, subAttribute: Attribute): string {
  switch (subAttribute.name) {
    case "value":
      return `${row}.member_id`;
    case "display":
      return memberDisplay(dialect, row);
    case "type":
      return `lower(${row}.member_type)`;
    default:
      return "null";
  }
}

/** The characters that are trimmed from names, the same as by `String.prototype.trim`. */
const BLANKS =
  "'\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
  "\u2028\u2029\u202f\u205f\u3000\ufeff'";

/**
 * Returns the expression for the folded name of a member: the client's own, otherwise that of the user, as
 * `personName`, or of the group.
 */
function memberDisplay(dialect: Dialect, row: string): string {
  const text = (key: string) =>
    `nullif(trim(${sqlDialects[dialect].jsonText("u.search", key)}, ${BLANKS}), '')`;
  const [given, family] = [text("name.givenname"), text("name.familyname")];
  const fullName = `${given} || ' ' || ${family}, ${given}, ${family}`;
  return `coalesce(${row}.display_key, case when ${row}.member_type is not null then coalesce(
    (select coalesce(${text("displayname")}, ${text("name.formatted")}, ${fullName}, ${text("username")})
      from users u where u.tenant_id = ${row}.tenant_id and u.id = ${row}.member_id),
    (select ${sqlDialects[dialect].jsonText("g.search", "displayname")}
      from groups g where g.tenant_id = ${row}.tenant_id and g.id = ${row}.member_id)) end)`;
}

/**
 * Returns the groups of a user as elements of `groups`: direct ones, and those reached through nested groups. RFC 7643
 * §4.1.2.
 */
export function groupElements(dialect: Dialect, viewer: GroupViewer): Elements {
  return {
    exists: (condition) =>
      concat("exists (", selectUserGroups(dialect, "1", viewer), " where ", condition, ")"),
    field(subAttribute) {
      const expression = fragment(groupExpression(dialect, subAttribute));
      return subAttribute.name === "value"
        ? idField(dialect, expression)
        : expressionField(dialect, subAttribute, expression);
    },
    seek: (subAttribute, op, literal) =>
      subAttribute.name === "value" && op === "eq"
        ? { condition: hasGroupSql(dialect, viewer, String(literal)), exact: true }
        : undefined,
    first(subAttribute) {
      const groups = selectUserGroups(dialect, groupExpression(dialect, subAttribute), viewer);
      return concat("(", groups, " order by reached.group_id limit 1)");
    },
  };
}

function groupExpression(dialect: Dialect, subAttribute: Attribute): string {
  switch (subAttribute.name) {
    case "value":
      return "reached.group_id";
    case "display":
      return sqlDialects[dialect].jsonText("g.search", "displayname");
    case "type":
      return GROUP_TYPE;
    default:
      return "null";
  }
}

/**
 * Returns the condition that a user is in a group. It walks down through nested groups and compares their members;
 * users are not part of the walk, because a group can have very many.
 */
function hasGroupSql(dialect: Dialect, viewer: GroupViewer, groupId: string): SqlFragment {
  const { soughtBy, seekForEach } = sqlDialects[dialect];
  const [begin, end] = soughtBy;
  const ofGroup = "m.tenant_id = ? and m.group_id = down.group_id";
  const members = seekForEach("down", "group_members", "m", ofGroup);
  const isGroup = "coalesce(m.member_type, 'Group') = 'Group'";
  const groups = seekForEach("down", "group_members", "m", `${ofGroup} and ${isGroup}`);
  return concat(
    `users.id ${begin}with recursive down (group_id) as (
      select g.id from groups g where `,
    visibleToSql(viewer, "g"),
    " and ",
    isId("g.id", groupId),
    fragment(
      ` union select m.member_id from ${groups}) select m.member_id from ${members}${end}`,
      viewer.tenantId,
      viewer.tenantId,
    ),
  );
}

/**
 * Returns the field of an id, compared without case (RFC 7643 §8.7.1). Usher's ids are in lower case; unknown ones are
 * stored as the client wrote them.
 */
function idField(dialect: Dialect, expression: SqlFragment): Field {
  const folded = concat("lower(", expression, ")");
  return singleField(
    () => ALWAYS,
    (op, literal) =>
      op === "eq"
        ? isId(expression.sql, String(literal))
        : compareExpression(dialect, folded, op, fold(String(literal))),
  );
}

/** Returns the condition that an id equals a text as written or in lower case, so that an index serves both. */
function isId(column: string, id: string): SqlFragment {
  const folded = fold(id);
  return id === folded ? fragment(`${column} = ?`, id) : fragment(`${column} in (?, ?)`, id, folded);
}
