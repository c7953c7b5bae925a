import type { AccessMode } from "../access/access-facts.js";

/** The CRM's number of each access mode that a person may have. crm.md 3.1 `accessmode` */
export const ACCESS_MODE_CODES: Readonly<Record<AccessMode, number>> = {
  readWrite: 0,
  administrative: 1,
  read: 2,
  nonInteractive: 4,
};

/** How SCIM spells each access mode. crm.md 4.2 */
export const ACCESS_MODE_LABELS: Readonly<Record<AccessMode, string>> = {
  readWrite: "Read-Write",
  administrative: "Administrative",
  read: "Read",
  nonInteractive: "Non-interactive",
};

const MODES = Object.keys(ACCESS_MODE_CODES) as AccessMode[];

/** The access mode of a number; undefined for the platform's own modes. */
export function modeOfCode(code: number): AccessMode | undefined {
  return MODES.find((mode) => ACCESS_MODE_CODES[mode] === code);
}

/** The access mode that SCIM spells so; undefined for the platform's own modes. */
export function modeOfLabel(label: string): AccessMode | undefined {
  return MODES.find((mode) => ACCESS_MODE_LABELS[mode] === label);
}
