import type { AccessMode } from "../access/access-facts.js";

/** The access mode of a record: a mode of people and programs, or one that only the platform's own users have. */
export type RecordMode = AccessMode | "supportUser" | "delegatedAdmin";

/** The CRM's number of each access mode. docs/crm-extension.md */
export const ACCESS_MODE_CODES: Readonly<Record<RecordMode, number>> = {
  readWrite: 0,
  administrative: 1,
  read: 2,
  supportUser: 3,
  nonInteractive: 4,
  delegatedAdmin: 5,
};

/** SCIM's name of each access mode. docs/crm-extension.md */
export const ACCESS_MODE_LABELS: Readonly<Record<RecordMode, string>> = {
  readWrite: "Read-Write",
  administrative: "Administrative",
  read: "Read",
  supportUser: "Support User",
  nonInteractive: "Non-interactive",
  delegatedAdmin: "Delegated Admin",
};

/** The access modes that can be chosen. */
export const ACCESS_MODES: readonly AccessMode[] = ["readWrite", "administrative", "read", "nonInteractive"];

/** Returns the access mode with this number; undefined for the modes of the platform's own users. */
export function modeOfCode(code: number): AccessMode | undefined {
  return ACCESS_MODES.find((mode) => ACCESS_MODE_CODES[mode] === code);
}

/** Returns the access mode with this SCIM name; undefined for the modes of the platform's own users. */
export function modeOfLabel(label: string): AccessMode | undefined {
  return ACCESS_MODES.find((mode) => ACCESS_MODE_LABELS[mode] === label);
}
