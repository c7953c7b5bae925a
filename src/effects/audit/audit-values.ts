import { isDeepStrictEqual } from "node:util";
import type { Instance } from "../../access/instances.js";
import type { Changes } from "../../observability/audit.js";
import type { Connection } from "../../tenants/connection.js";

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

/** Returns what the audit trail records of an instance, without the connector's configuration, which may be secret. */
export function instanceValues(instance: Instance): NamedValues {
  const { name, displayName, type, connector } = instance;
  return { name, displayName, type, connector };
}

function under(prefix: string, values: object): NamedValues {
  const entries = Object.entries(values).map(([name, value]: [string, unknown]) => [
    `${prefix}.${name}`,
    value,
  ]);
  return Object.fromEntries(entries) as NamedValues;
}

/** Returns what the audit trail records of a connection: each option and limit. */
export function connectionValues(connection: Connection): NamedValues {
  const { name, client, mode, visibility, massLoss, options, limits } = connection;
  return {
    name,
    client,
    mode,
    visibility,
    massLoss,
    ...under("options", options),
    ...under("limits", limits),
    watchedUntil: connection.watchedUntil,
    logBodiesUntil: connection.logBodiesUntil,
  };
}
