import {
  type AdminAction,
  type AdministratorRole,
  PERMISSIONS,
  permits,
} from "../../access/administrator-roles.js";
import { findActorName } from "../../auth/actor-names.js";
import type { Db } from "../../db/connect.js";
import type { Principal } from "../../tenants/connection.js";
import { findTenantName } from "../../tenants/tenants.js";
import { findAdministrator } from "./find-administrator.js";

/** Who sends a request, and what they may do. */
export interface CallerDescription {
  readonly actor: {
    readonly kind: "account" | "token";
    readonly id: string;
    readonly name: string | undefined;
  };
  /** The person who signed in, or to whom the token is bound. */
  readonly user:
    | { readonly id: string; readonly userName: string | undefined; readonly displayName: string | undefined }
    | undefined;
  readonly roles: readonly AdministratorRole[];
  readonly actions: readonly AdminAction[];
  /** The name of the tenant. */
  readonly tenant: string;
}

/** Describes the sender of a request, with four statements at most. R095 */
export async function describeCaller(db: Db, principal: Principal): Promise<CallerDescription> {
  const { tenantId, tokenId, userId, isSession = false } = principal;
  const actor =
    isSession && userId !== undefined
      ? ({ kind: "account", id: userId } as const)
      : ({ kind: "token", id: tokenId } as const);
  const [{ roles }, tenant = "", { name }, person] = await Promise.all([
    findAdministrator(db, principal),
    findTenantName(db, tenantId),
    findActorName(db, tenantId, actor),
    userId === undefined ? undefined : findActorName(db, tenantId, { kind: "account", id: userId }),
  ]);
  return {
    actor: { ...actor, name },
    user:
      userId === undefined
        ? undefined
        : { id: userId, userName: person?.userName, displayName: person?.name },
    roles: [...roles],
    actions: (Object.keys(PERMISSIONS) as AdminAction[]).filter((action) => permits(roles, action)),
    tenant,
  };
}
