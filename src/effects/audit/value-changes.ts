import { isDeepStrictEqual } from "node:util";
import type { Changes } from "../../observability/audit.js";

/** Values by their names in the audit trail. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** Returns the values that differ between two states, by name; undefined means no value. */
export function valueChanges(before: NamedValues, after: NamedValues): Changes {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const [old, now] = [before[name], after[name]];
      if (isDeepStrictEqual(old, now)) return [];
      return [
        [name, { ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }],
      ];
    }),
  );
}
