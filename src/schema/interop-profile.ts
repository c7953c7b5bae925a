import { BEHAVIOR_NAMES, BEHAVIORS, type Behavior, STRICT } from "./behavior.js";

/** Whether a connection keeps what the SCIM interoperability profile demands of a service provider. */
export function followsProfile(behavior: Behavior): boolean {
  const demanded = BEHAVIOR_NAMES.filter((name) => "inProfile" in BEHAVIORS[name]);
  return demanded.every((name) => behavior[name] === STRICT[name]);
}
