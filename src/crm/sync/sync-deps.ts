import type { Instance } from "../../access/instances.js";
import type { Database, Trx } from "../../db/connect.js";
import { type Connector } from "../connectors/connector.js";
import type { Mapping } from "../form/user-form.js";
import { type SyncTask } from "./leases.js";

/** The steps of a batch, in order. A worker may die at each of them. */
export const SYNC_STEPS = ["leased", "facts", "found", "created", "updated", "stored", "finished"] as const;

/** One of the steps. */
export type SyncStep = (typeof SYNC_STEPS)[number];

/** The dependencies of synchronization. */
export interface SyncDeps {
  readonly db: Database;
  readonly mapping: Mapping;
  connectorOf(tenantId: string, instance: Instance): Connector;
  /**
   * Called in the transaction that stores the restored access of a person who needs a new invitation. R087
   * @param since - when the record was disabled, in UTC milliseconds
   */
  onInvitationRequired(
    trx: Trx,
    tenantId: string,
    userId: string,
    instanceId: string,
    since: number,
  ): Promise<void>;
  /**
   * Called in the transaction that stores them, for people with a record that became non-interactive or no longer is.
   * Their rows are locked.
   */
  onModeChanged(trx: Trx, tenantId: string, userIds: readonly string[], now: number): Promise<void>;
  /** Called after each step of a batch. An error ends the batch there. */
  onStep?(step: SyncStep): void;
  /** Called with the failure of one person, for the log; once per batch if an instance cannot be reached. */
  reportFailure(task: SyncTask, error: unknown): void;
  /** UTC milliseconds. */
  now(): number;
  /** Ends a run after the current batch. */
  readonly signal?: AbortSignal;
}
