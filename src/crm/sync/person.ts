import type { AccessMode } from "../../access/access-facts.js";
import { recordTarget } from "../../access/decide.js";
import type { Reason } from "../../access/reasons.js";
import type { RecordMode } from "../access-mode-codes.js";
import type { InstanceUser, RecordRole, UserDifference } from "../connectors/connector.js";
import { decisionOf, type UserInInstance } from "../decision/load-facts.js";
import { type Mapping, toUserForm } from "../form/user-form.js";
import { modeProblems } from "../modes/mode-problems.js";
import type { RecordProblem } from "../record-problems.js";
import type { RecordValues, UserRecord } from "../records/records.js";
import { desiredApplicationRecord } from "./application.js";
import type { DesiredRecord } from "./desired-record.js";

/**
 * What the row of a person in an instance is to be; undefined when there is nothing to do: no row, and no reason to
 * make one. Pure.
 */
export function desiredRecordOf(one: UserInInstance, mapping: Mapping): DesiredRecord | undefined {
  if (one.facts.kind === "application") return desiredApplicationRecord(one);
  const target = recordTarget(one.facts);
  if (target === undefined) return undefined;
  const { columns, problems } = toUserForm(one.userId, one.user.resource, mapping);
  return {
    desired: {
      directoryId: one.userId,
      // What was deleted is only switched off: its row stays as the CRM's people knew it. R146
      columns: one.facts.deleted ? {} : columns,
      enabled: target.enabled,
      mode: target.mode,
      // Roles and mode outlast a time in which somebody is disabled. R148
      roles: target.enabled ? one.roles.map(toRecordRole) : undefined,
    },
    // Why there was no place is told until somebody chooses a mode.
    problems: [...problems.map(({ detail }) => detail), ...modeProblems(one.record)],
    chosenMode: one.record?.chosenMode,
  };
}

/**
 * What the row of a person becomes who was to be non-interactive where there is no place left: Read-Write, with the
 * problem, until somebody chooses a mode. R121
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

/** What was applied to a row: what it was, and what it became. */
export interface Applied {
  readonly row: InstanceUser;
  readonly difference: UserDifference | undefined;
}

/** What happens to a record. */
export type RecordAction = "record.created" | "record.enabled" | "record.disabled" | "record.changed";

/** What a record becomes. */
export interface Outcome {
  readonly record: RecordValues;
  /** What it was; undefined for a new one. */
  readonly before: UserRecord | undefined;
  readonly action: RecordAction;
  /** Since when somebody was disabled who comes back and has to be invited anew; undefined otherwise. R087 */
  readonly invitationRequiredSince: number | undefined;
  /** Id of a record whose row is gone from the instance, so that another one takes its place. */
  readonly replaces: string | undefined;
}

/**
 * What a record becomes after its row was applied; undefined when it is that already, so that nothing is written.
 * Pure. R018
 * @param cause - what asked for it
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
  // That of a program is there ahead of the instance's own row.
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

/** Since when somebody was disabled whose acceptance of a new invitation is waited for. */
function disabledSince({ facts, record }: UserInInstance, now: number): number | undefined {
  if (record === undefined || record.enabled) return undefined;
  const isWaitedFor = facts.invitation !== "none" && facts.invitation !== "accepted";
  if (!isWaitedFor || facts.kind !== "person" || !facts.rules.invitationOnReenable) return undefined;
  return record.disabledAt ?? now;
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
  return comparable(record) === comparable(after) && record.reasons.join() === reasons.join();
}

function comparable({ enabled, mode, chosenMode, columns, roles, problems }: ComparedState): string {
  return JSON.stringify([
    enabled,
    mode,
    chosenMode,
    Object.entries(columns).sort(([left], [right]) => (left < right ? -1 : 1)),
    roles.map(({ id }) => id).sort(),
    problems,
  ]);
}

/** The user as it is once the row shows what was aimed at. */
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
