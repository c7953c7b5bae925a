import type { Reason } from "../../access/reasons.js";
import { joinName } from "../../schema/person-name.js";
import { ACCESS_MODE_LABELS } from "../access-mode-codes.js";
import type { RecordRole } from "../connectors/connector.js";
import { type FieldName, type Mapping, toFields, type UserForm } from "../form/user-form.js";
import {
  hasCode,
  RECORD_PROBLEM_CODES,
  type RecordProblem,
  type RecordProblemCode,
} from "../record-problems.js";
import type { UserRecord } from "./records.js";

/** A user of an instance as the CRM shows it: the user form and the data of the record. */
export interface RecordView extends Pick<UserForm, "fields" | "columns"> {
  /** The instance's own id of the record. */
  readonly id: string;
  /** Null for a record without a user. */
  readonly userId: string | null;
  readonly problems: readonly { readonly code: RecordProblemCode; readonly detail: string }[];
  readonly kind: UserRecord["kind"];
  readonly enabled: boolean;
  readonly accessMode: string;
  readonly roles: readonly RecordRole[];
  /** Why access was refused or qualified at the last synchronization. */
  readonly reasons: readonly Reason[];
  /** ISO 8601; null for a record that is never synchronized. */
  readonly lastSyncedAt: string | null;
}

/** What Dataverse stores for a required name that is missing. docs/mapping.md */
const NO_NAME = "#";

/** Returns a record as a user form, whose fields are the columns as they were last applied. Pure. */
export function toRecordView(record: UserRecord, mapping: Mapping): RecordView {
  const { columns } = record;
  return {
    id: record.id,
    userId: record.userId ?? null,
    fields: toFields((name) => fieldOf(record, mapping, name)),
    columns,
    problems: toProblems(record.problems),
    kind: record.kind,
    enabled: record.enabled,
    accessMode: ACCESS_MODE_LABELS[record.mode],
    roles: record.roles,
    reasons: record.reasons,
    lastSyncedAt: record.syncedAt === undefined ? null : new Date(record.syncedAt).toISOString(),
  };
}

/** Returns the value of a row: its column, or the lines of several columns. */
function fieldOf({ columns, name }: UserRecord, mapping: Mapping, field: FieldName): string | null {
  if (field === "fullName") return fullNameOf(columns);
  const row = mapping.rows.find((candidate) => candidate.name === field);
  const parts = (row?.columns ?? []).flatMap((column) => columns[column] ?? []);
  if (parts.length > 0) return parts.join("\n");
  return field === "userName" ? name : null;
}

/** Computes the full name like the platform. A missing name is left out. R023 */
function fullNameOf(columns: UserRecord["columns"]): string | null {
  const names = [columns["firstname"], columns["lastname"]].filter((name) => name !== NO_NAME);
  return joinName(names) ?? null;
}

function toProblems(problems: readonly RecordProblem[]): RecordView["problems"] {
  return problems.flatMap((detail) =>
    RECORD_PROBLEM_CODES.filter((code) => hasCode(detail, code)).map((code) => ({ code, detail })),
  );
}
