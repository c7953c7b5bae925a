import { embeddedConnector } from "../../crm/connectors/embedded-connector.js";
import type { Mapping } from "../../crm/form/user-form.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import type { Database } from "../../db/connect.js";
import { requireInvitation } from "../../licensing/invitation-requirements.js";
import { refreshKinds } from "./user-kind.js";

/** What synchronization needs from the process. */
export interface SyncParts {
  readonly db: Database;
  readonly mapping: Mapping;
  /** Receives the failure of one person: ids and a cause, no values. */
  readonly reportFailure: SyncDeps["reportFailure"];
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** Creates the dependencies of synchronization. */
export function syncDeps({ db, mapping, reportFailure, now }: SyncParts): SyncDeps {
  return {
    db,
    mapping,
    connectorOf: (tenantId, { id }) => embeddedConnector(db.write, tenantId, id, now),
    onInvitationRequired: requireInvitation,
    onModeChanged: refreshKinds,
    reportFailure,
    now,
  };
}
