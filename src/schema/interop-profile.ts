import { BEHAVIOR_NAMES, BEHAVIORS, type Behavior, STRICT } from "./behavior.js";

/**
 * Returns true when a connection's options meet what the SCIM interoperability profile requires of a service provider.
 */
export function followsProfile(behavior: Behavior): boolean {
  const demanded = BEHAVIOR_NAMES.filter((name) => "inProfile" in BEHAVIORS[name]);
  return demanded.every((name) => behavior[name] === STRICT[name]);
}
