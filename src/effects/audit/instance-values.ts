import type { Instance } from "../../access/instances.js";
import type { NamedValues } from "./value-changes.js";

/** Returns what the audit trail records of an instance, without the connector's configuration, which may be secret. */
export function instanceValues(instance: Instance): NamedValues {
  const { name, displayName, type, connector } = instance;
  return { name, displayName, type, connector };
}
