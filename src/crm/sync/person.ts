import { isDeepStrictEqual } from "node:util";
import type { AccessMode } from "../../access/access-facts.js";
import { recordTarget } from "../../access/decide.js";
import type { Reason } from "../../access/reasons.js";
import type { RecordMode } from "../access-mode-codes.js";
import type { InstanceUser, RecordRole, UserDifference } from "../connectors/connector.js";
import { decisionOf } from "../decision/decisions.js";
import { type UserInInstance } from "../decision/load-facts.js";
import { type Mapping, toUserForm } from "../form/user-form.js";
import { modeProblems } from "../modes/mode-problems.js";
import type { RecordProblem } from "../record-problems.js";
import type { RecordValues, UserRecord } from "../records/records.js";
import { desiredApplicationRecord } from "./application.js";
import type { DesiredRecord } from "./desired-record.js";

/**
 * Returns the desired row of a person in an instance; undefined if there is no row and no reason to create one, or if a
 * hold leaves the row as it is. Pure.
 */
export function desiredRecordOf(one: UserInInstance, mapping: Mapping): DesiredRecord | undefined {
  if (one.facts.kept === "held") return undefined;
  if (one.facts.kind === "application") return desiredApplicationRecord(one);
  const target = recordTarget(one.facts);
  if (target === undefined) return undefined;
  const { columns, problems } = toUserForm(one.userId, one.user.resource, mapping);
  return {
    desired: {
      directoryId: one.userId,
      // The row of a deleted user is disabled and otherwise left as the users of the CRM know it. R146
      columns: one.user.deletedAt === undefined ? columns : {},
      enabled: target.enabled,
      mode: target.mode,
      // Roles and mode are kept while a user is disabled. R148
      roles: target.enabled && one.kept === undefined ? one.roles.map(toRecordRole) : undefined,
    },
    // The problem stays visible until a mode is chosen.
    problems: [...problems.map(({ detail }) => detail), ...modeProblems(one.record)],
    chosenMode: one.record?.chosenMode,
  };
}

/**
 * Returns the desired row of a person who should become non-interactive although no place is left: Read-Write, with a
 * problem until a mode is chosen. R121
 * @param problem - why
 */
export function desiredRecordWithoutPlace(
  one: UserInInstance,
  mapping: Mapping,
  problem: RecordProblem,
): DesiredRecord | undefined {
  const mode = "readWrite";
  const aim = desiredRecordOf({ ...one, facts: { ...one.facts, mode } }, mapping);
  return aim && { ...aim, chosenMode: mode, problems: [...aim.problems, problem] };
}

function toRecordRole({ roleId: id, name }: UserInInstance["roles"][number]): RecordRole {
  return { id, name };
}

/** A row before and after the change. */
export interface Applied {
  readonly row: InstanceUser;
  readonly difference: UserDifference | undefined;
}

/** The event of a record in the audit trail. */
export type RecordAction = "record.created" | "record.enabled" | "record.disabled" | "record.changed";

/** The new state of a record. */
export interface Outcome {
  readonly record: RecordValues;
  /** The previous state; undefined for a new record. */
  readonly before: UserRecord | undefined;
  readonly action: RecordAction;
  /** When the record was disabled, if the person's access is restored and needs a new invitation. R087 */
  readonly invitationRequiredSince: number | undefined;
  /** The id of a record whose row was deleted in the instance and which this record replaces. */
  readonly replaces: string | undefined;
}

/**
 * Returns the new state of a record after its row was updated; undefined if nothing changed. Pure. R018
 * @param cause - the cause of the request
 * @param now - UTC milliseconds
 */
export function outcomeOf(
  one: UserInInstance,
  aim: DesiredRecord,
  { row, difference }: Applied,
  cause: string,
  now: number,
): Outcome | undefined {
  const { record } = one;
  const after: AppliedState = {
    enabled: aim.desired.enabled,
    mode: aim.desired.mode,
    columns: { ...row.columns, ...difference?.columns },
    roles: aim.desired.roles ?? difference?.roles ?? row.roles,
    problems: aim.problems,
    chosenMode: aim.chosenMode,
  };
  const { reasons } = decisionOf(withApplied(one, after.enabled));
  // A program's record exists before the instance's own row.
  const isKnown = record?.id === row.id && record.syncedAt !== undefined;
  if (isKnown && isSame(record, after, reasons)) return undefined;
  const userName = one.user.resource["userName"];
  const name = typeof userName === "string" ? userName : "";
  const isSameReasons = record !== undefined && record.reasons.join() === reasons.join();
  const disabledAt = after.enabled ? undefined : (record?.disabledAt ?? now);
  return {
    record: {
      ...after,
      id: row.id,
      modeSince: record?.mode === after.mode ? record.modeSince : now,
      instanceId: one.instance.id,
      userId: one.userId,
      kind: one.facts.kind,
      name,
      disabledAt,
      reasons,
      reasonsSince: isSameReasons ? record.reasonsSince : now,
      reasonsCause: isSameReasons ? record.reasonsCause : cause,
      syncedAt: now,
    },
    before: record,
    action: actionOf(record, after.enabled),
    replaces: record === undefined || record.id === row.id ? undefined : record.id,
    invitationRequiredSince: after.enabled ? disabledSince(one, now) : undefined,
  };
}

/** Returns when the record was disabled, if a new invitation must be accepted. */
function disabledSince({ facts, record, isInvitedAgain }: UserInInstance, now: number): number | undefined {
  if (!isInvitedAgain || facts.invitation === "accepted") return undefined;
  return record?.disabledAt ?? now;
}

interface AppliedState {
  readonly enabled: boolean;
  readonly mode: AccessMode;
  readonly columns: Readonly<Record<string, string | null>>;
  readonly roles: readonly RecordRole[];
  readonly problems: readonly RecordProblem[];
  readonly chosenMode: AccessMode | undefined;
}

interface ComparedState extends Omit<AppliedState, "mode"> {
  readonly mode: RecordMode;
}

function isSame(record: UserRecord, after: AppliedState, reasons: readonly Reason[]): boolean {
  return isDeepStrictEqual(comparable(record), comparable(after)) && record.reasons.join() === reasons.join();
}

function comparable({ enabled, mode, chosenMode, columns, roles, problems }: ComparedState): unknown {
  return [enabled, mode, chosenMode, columns, roles.map(({ id }) => id).sort(), problems];
}

/** Returns the user as it is once the row shows the desired state. */
function withApplied(one: UserInInstance, enabled: boolean): UserInInstance {
  return {
    ...one,
    facts: { ...one.facts, everSynced: true, sync: "done" },
    record: one.record && { ...one.record, enabled },
  };
}

function actionOf(record: UserRecord | undefined, enabled: boolean): RecordAction {
  if (record === undefined) return "record.created";
  if (record.enabled !== enabled) return enabled ? "record.enabled" : "record.disabled";
  return "record.changed";
}
