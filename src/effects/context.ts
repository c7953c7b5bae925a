import type { Administrator } from "../access/administrator-roles.js";
import type { Mapping } from "../crm/form/user-form.js";
import type { Database, Trx } from "../db/connect.js";
import type { Viewer } from "../directory/resources/resource-row.js";
import type { Sealer } from "../mail/sealer.js";
import type { Actor, Origin, Trigger } from "../observability/audit.js";
import type { ResourceSchema, ResourceSchemas } from "../schema/model.js";
import type { ConnectionOptions, Scope } from "../tenants/connection.js";

/** Something that is wrong from now on until somebody puts it right. */
export interface Alarm {
  /** In capitals: `GUARD_MISSING`. */
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** What a request is: who changes which tenant, by which door, and by which rules. */
export interface Caller {
  /** The tenant that is changed, and the connection that changes it. */
  readonly viewer: Viewer;
  /** Users and groups as requests are read, where a client may write less than the tenant's schemas allow. */
  readonly clientSchemas?: ResourceSchemas;
  readonly actor: Actor;
  readonly trigger: Trigger;
  /** With which administrator roles; undefined when the caller is no administrator. */
  readonly administrator?: Administrator | undefined;
  /** The person to whom the token of a provisioning client is bound, who limits what it may do. */
  readonly holder?: Administrator | undefined;
  readonly requestId: string | undefined;
  /** What the token of the request may do. */
  readonly scopes: ReadonlySet<Scope>;
  /** How this connection is treated. */
  readonly options: ConnectionOptions;
  /** URL of the server without a trailing slash, as people reach it; undefined where nobody knows: then no link is mailed. */
  readonly baseUrl?: string | undefined;
  /** Is told the names of attributes that were dropped because no schema has them; never their values. */
  readonly reportIgnored: (names: readonly string[]) => void;
  /** Is told the names of attributes that have another value now, and how many members came and went: `members +1 -0`. */
  readonly reportChanged: (names: readonly string[]) => void;
  /** Is told of what an operator has to know at once, for the log: a code, ids and names of instances. */
  readonly reportAlarm?: ((alarm: Alarm) => void) | undefined;
}

/** What the process offers to every request. */
export interface Services {
  readonly db: Database;
  /** What the CRM's form holds, which limits what may be stored. */
  readonly mapping: Mapping;
  /** Makes a secret unreadable that must be stored for a while: what a mail says, until it is sent. */
  readonly seal: Sealer["seal"];
  /** The time of day in UTC milliseconds. */
  readonly now: () => number;
}

/** What every use-case is called with. */
export interface Context extends Caller, Services {}

/** What use-cases need that change the server itself and not what is in a directory; every `Context` is one. */
export interface ServerContext
  extends Pick<Caller, "actor" | "trigger" | "administrator" | "requestId">,
    Pick<Services, "db" | "now"> {
  readonly viewer: Pick<Viewer, "tenantId">;
}

/** The same context inside a transaction: a use-case that is called with it becomes a part of that transaction. */
export function within<C extends Pick<Services, "db">>(ctx: C, trx: Trx): C {
  return { ...ctx, db: { ...ctx.db, read: trx, write: trx } };
}

/** The resource type by which requests are read: readOnly is what this client may never write. */
export function clientSchema(
  ctx: Pick<Context, "viewer" | "clientSchemas">,
  type: "User" | "Group",
): ResourceSchema {
  return (ctx.clientSchemas ?? ctx.viewer.schemas)[type];
}

/** Where the changes of a context come from, for the audit trail. */
export function originOf({ viewer, actor, trigger, requestId }: ServerContext): Origin {
  return { tenantId: viewer.tenantId, actor, trigger, requestId };
}
