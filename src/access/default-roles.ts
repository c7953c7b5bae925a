import { type AccessLevel, effectivePrivileges, type Privileges } from "./privileges.js";

/** The kinds of operations on the rows of a table. */
export const VERBS = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign", "Share"] as const;

/** One kind of operation on the rows of a table. */
export type Verb = (typeof VERBS)[number];

/** A privilege of a role: what it allows, on which table, and how far it reaches. R061 */
export interface Privilege {
  readonly verb: Verb;
  readonly table: string;
  readonly level: AccessLevel;
}

/** One of the roles that every instance has. */
export interface DefaultRole {
  readonly name: string;
  readonly description: string;
  /** True if the role can change what others may do. A connection grants it only if an administrator allows that. */
  readonly privileged: boolean;
  readonly privileges: Privileges;
}

/** The name of the role that permits everything. R004 */
export const SYSTEM_ADMINISTRATOR = "System Administrator";

const PARTIES = ["account", "contact"];
const SALES = ["lead", "opportunity", "quote", "order", "invoice"];
const SERVICE = ["case", "knowledgeArticle"];
const MARKETING = ["campaign", "marketingList"];
const CUSTOMER = [...PARTIES, ...SALES, ...SERVICE, ...MARKETING, "activity", "product", "note"];
const PEOPLE = ["user", "team", "businessUnit"];
const ADMINISTRATION = ["role", "settings", "customization", "workflow", "import", "systemJob", "auditLog"];
const EVERYTHING = [...CUSTOMER, ...PEOPLE, ...ADMINISTRATION];

/** The tables of settings and administration. Every other table holds business data. R106 */
export const SETTINGS_TABLES: ReadonlySet<string> = new Set([...PEOPLE, ...ADMINISTRATION]);

const ALL = VERBS;
const WORK: readonly Verb[] = ["Create", "Read", "Write", "Append", "AppendTo", "Assign", "Share"];
const READ: readonly Verb[] = ["Read"];
const CHANGE: readonly Verb[] = ["Create", "Write", "Delete", "Append", "AppendTo", "Assign", "Share"];

type Grant = readonly [verbs: readonly Verb[], tables: readonly string[], level: AccessLevel];

/** What every user needs to see of other users and of the product list. */
const COMMON: readonly Grant[] = [
  [READ, [...PEOPLE, "role", "settings"], "organization"],
  [READ, ["product"], "organization"],
  [WORK, ["activity", "note"], "user"],
];

/** Returns the privileges of a user who works with some tables and reads others. */
function desk(level: AccessLevel, work: readonly string[], seen: readonly string[] = []): Grant[] {
  return [...COMMON, [WORK, [...PARTIES, ...work, "activity", "note"], level], [READ, seen, level]];
}

/** Returns the privileges of a user who manages others. */
function lead(level: AccessLevel, work: readonly string[], seen: readonly string[] = []): Grant[] {
  return [...COMMON, [ALL, [...PARTIES, ...work, "activity", "note"], level], [READ, seen, "organization"]];
}

/** Returns the name of a privilege: `prvReadAccount`. */
export function privilegeName(verb: Verb, table: string): string {
  return `prv${verb}${table.charAt(0).toUpperCase()}${table.slice(1)}`;
}

/** Returns privileges as a map from name to level. If a name occurs twice, the wider level counts. */
export function toPrivileges(privileges: readonly Privilege[]): Privileges {
  return effectivePrivileges(
    privileges.map(({ verb, table, level }) => new Map([[privilegeName(verb, table), level]])),
  );
}

/** Returns the parts of a privilege's name; undefined if it is not one. */
export function parsePrivilegeName(name: string): Pick<Privilege, "verb" | "table"> | undefined {
  const verb = VERBS.findLast((candidate) => new RegExp(`^prv${candidate}[A-Z]`).test(name));
  // AppendTo starts with Append; if both match, the longer one is meant.
  const longest = name.startsWith("prvAppendTo") ? "AppendTo" : verb;
  if (longest === undefined) return undefined;
  const table = name.slice(`prv${longest}`.length);
  return { verb: longest, table: table.charAt(0).toLowerCase() + table.slice(1) };
}

function role(name: string, description: string, grants: readonly Grant[], privileged = false): DefaultRole {
  const privileges = grants.flatMap(([verbs, tables, level]) =>
    tables.flatMap((table) => verbs.map((verb) => ({ verb, table, level }))),
  );
  return { name, description, privileged, privileges: toPrivileges(privileges) };
}

/** The roles that every instance has. They can be copied, but not changed. R063 */
export const DEFAULT_ROLES: readonly DefaultRole[] = [
  role(SYSTEM_ADMINISTRATOR, "Everything, everywhere.", [[ALL, EVERYTHING, "organization"]], true),
  role(
    "System Customizer",
    "Tables, forms and processes; of other data their own only.",
    [
      ...COMMON,
      [ALL, ["customization", "workflow", "import", "systemJob"], "organization"],
      [ALL, CUSTOMER, "user"],
      [READ, ["role", "auditLog"], "organization"],
    ],
    true,
  ),
  role("Basic User", "Their own accounts, contacts and activities.", desk("user", [], CUSTOMER)),
  role("Environment Maker", "New resources, but no data.", [
    [["Create", "Read"], ["customization", "workflow"], "user"],
  ]),
  role("Service Reader", "Reads every table.", [[READ, CUSTOMER, "organization"]]),
  role("Service Writer", "Reads and changes every table of customers.", [
    [READ, CUSTOMER, "organization"],
    [CHANGE, CUSTOMER, "organization"],
  ]),
  role("Delegate", "Acts for other users.", [[READ, PEOPLE, "organization"]]),
  role("Support User", "Reads settings and customizations, no data of customers.", [
    [READ, [...PEOPLE, ...ADMINISTRATION], "organization"],
  ]),
  role("Office Collaborator", "Reads what was shared.", [[READ, ["note", "activity"], "user"]]),
  role("Global Reader", "Reads everything.", [[READ, EVERYTHING, "organization"]]),
  role("Salesperson", "Sales of their own.", desk("user", SALES, CUSTOMER)),
  role("Sales Manager", "Sales of a business unit.", lead("businessUnit", SALES, CUSTOMER)),
  role(
    "Vice President of Sales",
    "Sales of a part of the organization.",
    lead("parentChild", SALES, CUSTOMER),
  ),
  role(
    "Vice President of Marketing",
    "Marketing of a part of the organization.",
    lead("parentChild", [...MARKETING, "lead"], CUSTOMER),
  ),
  role("CEO-Business Manager", "All business of the organization.", lead("organization", CUSTOMER, CUSTOMER)),
  role("Customer Service Representative", "Cases of their own.", desk("user", SERVICE, CUSTOMER)),
  role("CSR Manager", "Cases of a business unit.", lead("businessUnit", SERVICE, CUSTOMER)),
  role(
    "Marketing Manager",
    "Marketing of a business unit.",
    lead("businessUnit", [...MARKETING, "lead"], CUSTOMER),
  ),
];
