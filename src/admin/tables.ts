import { ADMINISTRATOR_ROLES, type AdminAction, PERMISSIONS } from "../access/administrator-roles.js";
import { adminRoutes } from "./routes/all.js";

/** The meaning of each action. */
const MEANINGS: Readonly<Record<AdminAction, string>> = {
  read: "read users, groups, licenses, instances, diagnosis, reports",
  manageUsers:
    "create, edit, delete, restore users; groups; invitations; adopt (not global administrators, but by global)",
  assignLicenses: "assign, remove, reassign licenses",
  resetPasswords:
    "reset a password (`password`: not of administrators, but of password administrators; `userManagement`: not of billing, global and service; of System Administrators of an instance `global` and `service` only, and `service` of nobody else)",
  manageSeats: "add SKUs, buy seats, ask for a reduction",
  manageInstances: "instances, guards, roles, business units, modes, synchronization",
  manageServer: "connections, tokens, provisioning log, audit trail, settings, mails",
  grantAdministratorRoles: "grant and take administrator roles",
};

/** Returns the table of permissions in Markdown. R095 */
export function matrixTable(): string {
  const actions = Object.keys(PERMISSIONS) as AdminAction[];
  return table(
    ["Action", ...ADMINISTRATOR_ROLES.map((role) => `\`${role}\``), "What it is"],
    actions.map((action) => [
      `\`${action}\``,
      ...ADMINISTRATOR_ROLES.map((role) => (PERMISSIONS[action].includes(role) ? "✓" : "")),
      MEANINGS[action],
    ]),
  );
}

/** Returns the table of operations in Markdown. */
export function operationsTable(): string {
  return table(
    ["Operation", "Action", "What it does"],
    adminRoutes.map(({ method, path, action, summary }) => [
      `\`${method.toUpperCase()} ${path}\``,
      `\`${action}\``,
      summary,
    ]),
  );
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(heads), `|${"---|".repeat(heads.length)}`, ...rows.map(line)].join("\n");
}
