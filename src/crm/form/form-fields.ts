import type { Resource } from "../../schema/model.js";
import { type MappedRow, type Mapping, toUserForm, type UserForm } from "./user-form.js";

/** A row of the user form with its value and where that comes from. */
export interface FormField {
  readonly row: MappedRow;
  readonly value: string | null;
  /** The values of all sources, in order of preference; null for one without a value. The first value counts. */
  readonly sources: readonly { readonly path: string; readonly value: string | null }[];
  /** The source that gave the value; undefined without one. */
  readonly source: string | undefined;
  /** The attributes that the value depends on, named as in the audit trail. */
  readonly attributes: readonly string[];
  /** What prevents the column from being filled. */
  readonly problem: UserForm["problems"][number] | undefined;
}

/** Returns the rows of a user's form, each with its sources. Pure. docs/mapping.md */
export function formFields(resource: Resource, mapping: Mapping): readonly FormField[] {
  const { problems } = toUserForm(null, resource, mapping);
  return mapping.rows.map((row) => {
    const sources = row.sources.map((source) => ({
      path: source.text,
      value: source.read(resource) ?? null,
      attributes: source.attributes,
    }));
    const used = sources.findIndex(({ value }) => value !== null);
    // A source that has no value decides as well: the next one counts because of it.
    const deciding = used === -1 ? sources : sources.slice(0, used + 1);
    return {
      row,
      value: sources[used]?.value ?? null,
      sources: sources.map(({ path, value }) => ({ path, value })),
      source: sources[used]?.path,
      attributes: [...new Set(deciding.flatMap(({ attributes }) => attributes))],
      problem: problems.find(({ field }) => field === row.name),
    };
  });
}
