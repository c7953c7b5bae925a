import type { Administrator } from "../access/administrator-roles.js";
import type { Mapping } from "../crm/form/user-form.js";
import type { Database, Trx } from "../db/connect.js";
import type { Viewer } from "../directory/resources/resource-row.js";
import type { Sealer } from "../mail/sealer.js";
import type { Actor, Origin, Trigger } from "../observability/audit.js";
import type { ResourceSchema, ResourceSchemas } from "../schema/model.js";
import type { ConnectionOptions, Scope } from "../tenants/connection.js";
import type { Outside } from "./outside.js";

/** A problem that lasts until somebody fixes it. */
export interface Alarm {
  /** In capitals: `GUARD_MISSING`. */
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** A request that takes effect only after it was confirmed, if many people would lose access. */
export interface ConfirmableRequest {
  /** What is asked for: the operation with its path, query and body. */
  readonly text: string;
  /** The confirmation that came with it. */
  readonly confirm: string | undefined;
}

/** Who makes a request, through which interface, and by which rules. */
export interface Caller {
  /** The tenant, the connection, and what that connection sees. */
  readonly viewer: Viewer;
  /** The schemas by which requests are read, if the client may write less than the schemas of the tenant allow. */
  readonly clientSchemas?: ResourceSchemas;
  readonly actor: Actor;
  readonly trigger: Trigger;
  /** The administrator roles of the caller; undefined if it has none. */
  readonly administrator?: Administrator | undefined;
  /** The person to whom the token of a provisioning client is bound; the token may do no more than this person. */
  readonly holder?: Administrator | undefined;
  readonly requestId: string | undefined;
  /** Whether a person with a browser must repeat the password before a dangerous change. */
  readonly mustConfirm?: boolean;
  /** The scopes of the token. */
  readonly scopes: ReadonlySet<Scope>;
  /** The options of the connection. */
  readonly options: ConnectionOptions;
  /** URL of the server without a trailing slash, as people reach it; if it is unknown (undefined), no link is mailed. */
  readonly baseUrl?: string | undefined;
  /** Receives the names of attributes that were dropped because no schema has them; never their values. */
  readonly reportIgnored: (names: readonly string[]) => void;
  /** Receives the names of attributes that changed, and the numbers of added and removed members: `members +1 -0`. */
  readonly reportChanged: (names: readonly string[]) => void;
  /** The request that an administrator makes, for a change that has to be confirmed; undefined for all others. */
  readonly request?: ConfirmableRequest | undefined;
  /** Receives what an operator has to know at once; goes to the log: a code, ids and names of instances. */
  readonly reportAlarm?: ((alarm: Alarm) => void) | undefined;
}

/** What the process provides for every request. */
export interface Services extends Outside {
  readonly db: Database;
  /** The mapping to the user form of the CRM; the form limits which values may be stored. */
  readonly mapping: Mapping;
  /** Encrypts a secret that must be stored for some time: the text of a mail until it is sent. */
  readonly seal: Sealer["seal"];
  /** The time of day in UTC milliseconds. */
  readonly now: () => number;
}

/** What the process provides for operations of administrators. */
export interface AdminServices {
  /** Writes the entries of the provisioning log that are still in memory. */
  flushProvisioningLog(): Promise<void>;
  /** Clears the token cache, so that revoked tokens and changed connections take effect at once in this process. */
  forgetTokens(): void;
  /** Decrypts what `seal` encrypted. */
  readonly open: Sealer["open"];
}

/** The first argument of every use-case. */
export interface Context extends Caller, Services {}

/** The part of a context that suffices for use-cases which change the server and not a directory. */
export interface ServerContext
  extends Pick<Caller, "actor" | "trigger" | "administrator" | "requestId" | "mustConfirm">,
    Pick<Services, "db" | "now"> {
  readonly viewer: Pick<Viewer, "tenantId">;
}

/** Returns the context for calls inside a transaction: a use-case that gets it runs as a part of that transaction. */
export function within<C extends Pick<Services, "db">>(ctx: C, trx: Trx): C {
  return { ...ctx, db: { ...ctx.db, read: trx, write: trx } };
}

/** Returns the schema by which requests are read; readOnly is what this client may never write. */
export function clientSchema(
  ctx: Pick<Context, "viewer" | "clientSchemas">,
  type: "User" | "Group",
): ResourceSchema {
  return (ctx.clientSchemas ?? ctx.viewer.schemas)[type];
}

/** Returns the origin of the changes of a context, for the audit trail. */
export function originOf({ viewer, actor, trigger, requestId }: ServerContext): Origin {
  return { tenantId: viewer.tenantId, actor, trigger, requestId };
}
