import type { MappedRow, Mapping } from "./user-form.js";

/** One row of the mapping in `GET /crm/v1/mapping`. */
export interface MappingEntry {
  readonly field: string;
  readonly label: string;
  /** The logical name of the Dataverse column. */
  readonly column: string;
  /** The columns sent; empty if the platform computes the column. */
  readonly sent: readonly string[];
  /** In UTF-16 code units. */
  readonly maxLength: number;
  /** SCIM paths and quoted constants, in order of preference. */
  readonly sources: readonly string[];
}

/** Returns the mapping as a table: the rows of the form, and the columns behind or beside them. */
export function describeMapping(mapping: Mapping): { form: MappingEntry[]; extra: MappingEntry[] } {
  return {
    form: mapping.rows.filter(isOnForm).map(describeRow),
    extra: mapping.rows.filter((row) => !isOnForm(row)).map(describeRow),
  };
}

/** Returns the same table as Markdown, for `docs/mapping.md`. */
export function renderMapping(mapping: Mapping): string {
  const { form, extra } = describeMapping(mapping);
  return [
    "| Row | Label | Dataverse column | Longest | Sources, the first with a value counts |",
    "|---|---|---|--:|---|",
    ...[...form, ...extra].map(renderRow),
  ].join("\n");
}

function isOnForm({ kind }: MappedRow): boolean {
  return kind === "form" || kind === "computed";
}

function describeRow({ name, label, column, columns, maxLength, sources }: MappedRow): MappingEntry {
  return { field: name, label, column, sent: columns, maxLength, sources: sources.map(({ text }) => text) };
}

function renderRow({ field, label, column, sent, maxLength, sources }: MappingEntry): string {
  const remark = sent.length === 0 ? " (computed, not sent)" : "";
  const shown = sources.map((source) => `\`${source}\``).join(", ");
  return `| \`${field}\` | ${label} | \`${column}\`${remark} | ${maxLength} | ${shown} |`;
}
