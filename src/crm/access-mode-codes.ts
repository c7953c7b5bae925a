import type { AccessMode } from "../access/access-facts.js";

/** The access mode of a record: those of people and programs, and two that only the platform's own users have. */
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

/** How SCIM spells each access mode. docs/crm-extension.md */
export const ACCESS_MODE_LABELS: Readonly<Record<RecordMode, string>> = {
  readWrite: "Read-Write",
  administrative: "Administrative",
  read: "Read",
  supportUser: "Support User",
  nonInteractive: "Non-interactive",
  delegatedAdmin: "Delegated Admin",
};

/** The access modes that somebody may choose. */
export const ACCESS_MODES: readonly AccessMode[] = ["readWrite", "administrative", "read", "nonInteractive"];

/** The access mode of a number; undefined for the platform's own modes. */
export function modeOfCode(code: number): AccessMode | undefined {
  return ACCESS_MODES.find((mode) => ACCESS_MODE_CODES[mode] === code);
}

/** The access mode that SCIM spells so; undefined for the platform's own modes. */
export function modeOfLabel(label: string): AccessMode | undefined {
  return ACCESS_MODES.find((mode) => ACCESS_MODE_LABELS[mode] === label);
}
