import type { Instance } from "../../access/instances.js";
import type { Database, Trx } from "../../db/connect.js";
import { type Connector } from "../connectors/connector.js";
import type { Mapping } from "../form/user-form.js";
import { type SyncTask } from "./leases.js";

/** The steps of a batch, in their order; a worker may die at each of them. */
export const SYNC_STEPS = ["leased", "facts", "found", "created", "updated", "stored", "finished"] as const;

/** One of the steps. */
export type SyncStep = (typeof SYNC_STEPS)[number];

/** What synchronization works with. */
export interface SyncDeps {
  readonly db: Database;
  readonly mapping: Mapping;
  connectorOf(tenantId: string, instance: Instance): Connector;
  /**
   * Is told, in the transaction that stores it, that a person who was disabled comes back and has to be invited.
   * R087
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
   * Is told, in the transaction that stores it, of people who have a record that became non-interactive or ceased to
   * be, after their rows were locked.
   */
  onModeChanged(trx: Trx, tenantId: string, userIds: readonly string[], now: number): Promise<void>;
  /** Is told that a step of a batch is done; what it throws ends the batch there. */
  onStep?(step: SyncStep): void;
  /** Is told of what went wrong with one person, for the log; of an instance that cannot be reached once a batch. */
  reportFailure(task: SyncTask, error: unknown): void;
  /** UTC milliseconds. */
  now(): number;
  /** Ends a run behind the batch that it is at. */
  readonly signal?: AbortSignal;
}
