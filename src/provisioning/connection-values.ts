import type { Connection } from "../directory/connection.js";
import type { NamedValues } from "./value-changes.js";

/** What the audit trail tells of a connection: options and limits one by one. */
export function connectionValues({
  name,
  mode,
  visibility,
  options,
  limits,
  logBodiesUntil,
}: Connection): NamedValues {
  const under = (prefix: string, values: object): NamedValues =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]: [string, unknown]) => [`${prefix}.${key}`, value]),
    );
  return { name, mode, visibility, ...under("options", options), ...under("limits", limits), logBodiesUntil };
}
