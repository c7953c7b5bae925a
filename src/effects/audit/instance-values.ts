import type { Instance } from "../../access/instances.js";
import type { NamedValues } from "./value-changes.js";

/** What the audit trail tells of an instance; how its connector is set up may be secret. */
export function instanceValues(instance: Instance): NamedValues {
  const { name, displayName, type, connector } = instance;
  return { name, displayName, type, connector };
}
