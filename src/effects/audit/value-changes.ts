import { isDeepStrictEqual } from "node:util";
import type { Changes } from "../../observability/audit.js";

/** Values by the names under which the audit trail knows them. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** The values in which two states differ, by name; an undefined one is none. */
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
