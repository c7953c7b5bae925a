/** A piece of SQL with its bindings, in the order of its question marks. */
export interface SqlFragment {
  readonly sql: string;
  readonly bindings: readonly (string | number | boolean | null)[];
}
