import { AppError } from "../errors.js";
import { databaseUrl, httpUrl, integer, type Kind, networks, oneOf, text, trustProxy } from "./kinds.js";

/** A setting: an environment variable, its meaning, and the form of its text. */
interface Setting<T> {
  readonly name: string;
  readonly kind: Kind<T>;
  /** The default as the operator would write it; undefined when there is none. */
  readonly fallback: string | undefined;
  /** One or two sentences for the operator, in Markdown. */
  readonly doc: string;
}

function setting<T>(name: string, fallback: string, kind: Kind<T>, doc: string): Setting<T> {
  return { name, kind, fallback, doc };
}

function optional<T>(name: string, kind: Kind<T>, doc: string): Setting<T | undefined> {
  return { name, kind, fallback: undefined, doc };
}

const port = integer(0, 65_535);
const nonEmpty = text(/\S/, "a text that is not blank");
const mailUrl = text(
  /^(?:smtps?:\/\/\S+|file:\S.*|terminal)$/,
  "smtp://…, smtps://…, file:DIRECTORY or terminal",
);
const mailFrom = text(/^[^\r\n]*@[^\r\n]*$/, "a mail address, or a name with one: Usher <usher@example.com>");
// RFC 6750 §2.1: no other character can be sent in the header.
const token = text(
  /^(?=.{32})[A-Za-z0-9._~+/-]+=*$/,
  "at least 32 characters out of A-Z a-z 0-9 - . _ ~ + / (with = at the end only)",
);

/** All settings. The table of docs/settings.md and `usher config` are printed from this object. */
const settings = {
  host: setting("HOST", "127.0.0.1", nonEmpty, "Address to listen on; `0.0.0.0` or `::` for all addresses."),
  port: setting("PORT", "8080", port, "TCP port to listen on; `0` for any free port."),
  publicUrl: optional(
    "PUBLIC_URL",
    httpUrl,
    "The URL of the server as clients see it, for `Location` and `meta.location`; if not set, the address it listens on.",
  ),
  trustProxy: setting(
    "TRUST_PROXY",
    "false",
    trustProxy,
    "The proxies whose `X-Forwarded-*` headers are trusted: `true`, `false`, their number, or their addresses.",
  ),
  databaseUrl: setting(
    "DATABASE_URL",
    "sqlite:./data/usher.db",
    databaseUrl,
    "`sqlite:FILE`, `sqlite::memory:`, `postgres://user:password@host/database`, or a socket: `postgresql:///database?host=/directory&user=name`.",
  ),
  sqliteDriver: optional(
    "SQLITE_DRIVER",
    oneOf("sqlite3", "better-sqlite3"),
    "The library for SQLite: `sqlite3`, or `better-sqlite3`, which is faster and is installed by `npm install --no-save better-sqlite3@12`; if not set, `better-sqlite3` if it is installed.",
  ),
  databasePoolSize: optional(
    "DATABASE_POOL_SIZE",
    integer(1, 1000),
    "Number of connections to PostgreSQL (default 10), or of readers of SQLite besides its one writer (default 4).",
  ),
  sqliteSynchronous: setting(
    "SQLITE_SYNCHRONOUS",
    "full",
    oneOf("full", "normal"),
    "`full`: what SQLite has acknowledged survives a power failure. `normal`: a power failure may undo the last changes, and a change does not wait for the disk. The file stays intact with both.",
  ),
  postgresStatements: setting(
    "POSTGRES_STATEMENTS",
    "named",
    oneOf("named", "unnamed"),
    "`named`: PostgreSQL plans a statement once for each connection. `unnamed`: it plans it on every call; needed behind PgBouncer before 1.21 in transaction mode, which loses names.",
  ),
  scanTimeout: setting(
    "SCAN_TIMEOUT_MS",
    "5000",
    integer(100, 600_000),
    "How long a filter or a sort that no index serves may run, in milliseconds; after that it is answered with 503.",
  ),
  bootstrapToken: optional(
    "USHER_BOOTSTRAP_TOKEN",
    token,
    "Token for the first connection on an empty database, at least 32 characters; if not set, it is generated and printed once.",
  ),
  bootstrapAdminToken: optional(
    "USHER_BOOTSTRAP_ADMIN_TOKEN",
    token,
    "Token for the first administrator on an empty database, with the scope `admin:global`; if not set, it is generated and printed once.",
  ),
  bootstrapClient: optional(
    "USHER_BOOTSTRAP_CLIENT",
    nonEmpty,
    "The product that uses the first connection on an empty database, by the name of its preset: `entra`, `okta`, … (`usher connection presets` lists them).",
  ),
  key: optional(
    "USHER_KEY",
    token,
    "Secret that encrypts cursors and waiting mails, at least 32 characters, the same for all processes on one database. Required on PostgreSQL; on SQLite, if not set, it is kept in a file next to the database.",
  ),
  logLevel: setting(
    "LOG_LEVEL",
    "info",
    oneOf("silent", "error", "warn", "info", "debug"),
    "Lowest level that is logged: `silent`, `error`, `warn`, `info` or `debug`.",
  ),
  defaultPageSize: setting(
    "SCIM_DEFAULT_PAGE_SIZE",
    "100",
    integer(1, 10_000),
    "Number of resources on a page when the request has no `count`; never more than the maximum.",
  ),
  maxPageSize: setting(
    "SCIM_MAX_PAGE_SIZE",
    "1000",
    integer(1, 10_000),
    "Maximum number of resources on a page, whatever `count` says (RFC 7644 §3.4.2.4).",
  ),
  countLimit: setting(
    "SCIM_COUNT_LIMIT",
    "0",
    integer(0, 1_000_000_000),
    "Number of matches of a filter that `totalResults` counts; 0 counts all. With a limit, a larger `totalResults` only says that there is more than was read: for clients that read until a page is empty.",
  ),
  bulkMaxOperations: setting(
    "SCIM_BULK_MAX_OPERATIONS",
    "1000",
    integer(1, 100_000),
    "Maximum number of operations in a bulk request; a larger one is answered with 413 (RFC 7644 §3.7.4).",
  ),
  cursorTimeout: setting(
    "SCIM_CURSOR_TIMEOUT",
    "3600",
    integer(60, 7 * 24 * 3600),
    "How long the cursor of a list is valid, in seconds (RFC 9865).",
  ),
  bodyLimit: setting(
    "BODY_LIMIT",
    String(8 * 1024 * 1024),
    integer(1024, 1024 * 1024 * 1024),
    "Maximum size of a request body, in bytes; a larger one is answered with 413.",
  ),
  privateNetworks: optional(
    "OUTBOUND_PRIVATE_NETWORKS",
    networks,
    "Networks that the server may call besides the public internet, to read an issuer's keys: `10.0.0.0/8,192.168.1.7`. Without TLS, only loopback addresses in this list can be called.",
  ),
  mailUrl: optional(
    "MAIL_URL",
    mailUrl,
    "How mails are sent: `smtp://user:password@host:port`, `smtps://…`, `file:DIRECTORY` for one .eml file per mail, or `terminal`, which prints them. If not set, no mail is sent.",
  ),
  mailFrom: setting(
    "MAIL_FROM",
    "Usher <usher@localhost>",
    mailFrom,
    "The sender of mails: an address, or a name with one.",
  ),
  provisioningLogDays: setting(
    "PROVISIONING_LOG_DAYS",
    "30",
    integer(1, 3650),
    "Number of days for which the provisioning log keeps an entry.",
  ),
  provisioningLogRows: setting(
    "PROVISIONING_LOG_ROWS",
    "500000",
    integer(1000, 1_000_000_000),
    "Maximum number of entries of the provisioning log per tenant; the oldest are deleted first.",
  ),
  syncInterval: setting(
    "SYNC_INTERVAL_MS",
    "300000",
    integer(1000, 24 * 3600 * 1000),
    "How often all records are compared with their decisions, in milliseconds; changes are synchronized immediately in any case.",
  ),
  mappingFile: optional(
    "MAPPING_FILE",
    nonEmpty,
    "JSON file that maps attributes to the CRM's user form; if not set, the built-in mapping.",
  ),
  shutdownTimeout: setting(
    "SHUTDOWN_TIMEOUT_MS",
    "10000",
    integer(0, 600_000),
    "How long running requests may take to finish after SIGTERM, in milliseconds.",
  ),
};

/** The settings of a process, parsed and checked. */
export type Config = {
  readonly [K in keyof typeof settings]: (typeof settings)[K] extends Setting<infer T> ? T : never;
};

/** A setting as shown to the operator. */
export interface SettingInfo {
  readonly name: string;
  /** Undefined when there is no default. */
  readonly default: string | undefined;
  readonly meaning: string;
}

/**
 * Reads the settings of the process; an empty variable counts as not set.
 * @throws AppError `invalidValue` that lists all wrong variables at once, without their values, since some are secrets
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const values = Object.entries<Setting<unknown>>(settings).map(([key, { name, kind, fallback }]) => {
    const given = env[name] || fallback;
    if (given === undefined) return [key, undefined];
    const value = kind.parse(given);
    if (value === undefined) problems.push(`${name} must be ${kind.expected}`);
    return [key, value];
  });
  const config = Object.fromEntries(values) as Config;
  if (config.bootstrapToken !== undefined && config.bootstrapToken === config.bootstrapAdminToken) {
    problems.push("USHER_BOOTSTRAP_TOKEN and USHER_BOOTSTRAP_ADMIN_TOKEN must differ");
  }
  if (problems.length > 0) throw new AppError("invalidValue", `Bad settings: ${problems.join("; ")}.`);
  return { ...config, defaultPageSize: Math.min(config.defaultPageSize, config.maxPageSize) };
}

/** Returns all settings in the order of the documentation. */
export function describeSettings(): SettingInfo[] {
  return Object.values<Setting<unknown>>(settings).map(({ name, fallback, doc }) => ({
    name,
    default: fallback,
    meaning: doc,
  }));
}

/** Returns the table of docs/settings.md, in Markdown. */
export function settingsTable(): string {
  const rows = describeSettings().map(
    ({ name, default: fallback, meaning }) =>
      `| \`${name}\` | ${fallback === undefined ? "" : `\`${fallback}\``} | ${meaning} |`,
  );
  return ["| Variable | Default | Meaning |", "|---|---|---|", ...rows].join("\n");
}
