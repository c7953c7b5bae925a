import { v7 as uuid } from "uuid";
import type { Binding } from "../src/db/query.js";

/** A statement as it was sent to the database. */
export interface SentStatement {
  readonly sql: string;
  readonly bindings: readonly Binding[];
}

/** A binding of another request: a constant, a new id, or texts with the numbers of that request's values between them. */
type BindingTemplate =
  | { readonly constant: Binding }
  | { readonly pieces: readonly (string | number)[] }
  /** An id that the server makes for the request and tells nobody. */
  | { readonly newId: true };

/** A statement with the places where a request's own values go. */
interface StatementTemplate {
  readonly sql: string;
  readonly bindings: readonly BindingTemplate[];
}

/** What a limit does for one scenario, and how it answers. */
export interface Plan {
  readonly statements: readonly StatementTemplate[];
  /** Whether the statements are one transaction on the writer. */
  readonly write: boolean;
  readonly answer: "rows" | "body" | "none";
  readonly status: number;
}

const TRANSACTION = /^(begin|commit)\b/i;
const SELECT = /^\s*(select|with)\b/i;

/** The entry of the audit trail, and the place of its id among the bindings. */
const AUDIT_ENTRY = /^insert into audit_entries \(tenant_id, id,/;
const AUDIT_ID = 1;
const NEW_ID: BindingTemplate = { newId: true };

/** Whether a statement asks who a token stands for; the cache of tokens sends a few in each second. */
function isOfTokens({ sql }: SentStatement): boolean {
  return /\btokens\b/.test(sql);
}

function bindingTemplate(value: Binding, marks: readonly string[]): BindingTemplate {
  if (typeof value !== "string") return { constant: value };
  let pieces: (string | number)[] = [value];
  for (const [index, found] of marks.entries()) {
    pieces = pieces.flatMap((piece) =>
      typeof piece === "number"
        ? [piece]
        : piece.split(found).flatMap((text, i) => (i === 0 ? [text] : [index, text])),
    );
  }
  return pieces.length === 1 ? { constant: value } : { pieces };
}

/** The binding of a request with these values. */
function fillBinding(template: BindingTemplate, values: readonly string[]): Binding {
  if ("constant" in template) return template.constant;
  if ("newId" in template) return uuid();
  return template.pieces.map((piece) => (typeof piece === "number" ? values[piece] : piece)).join("");
}

/** The bindings of a statement for a request with these values. */
export function fillBindings(statement: StatementTemplate, values: readonly string[]): Binding[] {
  return statement.bindings.map((binding) => fillBinding(binding, values));
}

/** Which of the statements of a request its limit repeats. */
export interface PlanRules extends Omit<Plan, "statements"> {
  /** For a change whose new row depends on the old one: the first read belongs to the limit. */
  readonly readsFirst: boolean;
}

/**
 * The plan of a limit out of what the server sent for one request: all of it for a read; the statements that change
 * rows for a write.
 * @param marks - the texts in the bindings that differ from one request to the next, in the order of its values
 */
export function toPlan(sent: readonly SentStatement[], marks: readonly string[], rules: PlanRules): Plan {
  const { readsFirst, ...plan } = rules;
  const own = sent.filter((statement) => !isOfTokens(statement) && !TRANSACTION.test(statement.sql));
  const kept = own.filter((statement, index) => {
    if (!rules.write || !SELECT.test(statement.sql)) return true;
    return readsFirst && index === 0;
  });
  if (kept.length === 0) throw new Error("the server sent no statement of its own for this request");
  const statements = kept.map(({ sql, bindings }) => ({
    sql,
    bindings: bindings.map((binding, index) =>
      AUDIT_ENTRY.test(sql) && index === AUDIT_ID ? NEW_ID : bindingTemplate(binding, marks),
    ),
  }));
  return { ...plan, statements };
}
