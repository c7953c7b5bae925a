import type { AccessMode } from "../../access/access-facts.js";

/** A security role of a record. */
export interface RecordRole {
  readonly id: string;
  readonly name: string;
}

/** A user row of an instance as its connector reads it. */
export interface InstanceUser {
  /** The instance's own id of the row. */
  readonly id: string;
  /** The id of the person in the directory; undefined for a row without one. */
  readonly directoryId: string | undefined;
  /** By Dataverse column, including columns outside the mapping. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly enabled: boolean;
  readonly mode: AccessMode;
  readonly roles: readonly RecordRole[];
}

/** The desired state of a person's row in an instance. */
export interface DesiredUser {
  /** The id for a new row; undefined if the instance chooses it. */
  readonly id?: string | undefined;
  readonly directoryId: string;
  /** For a program: the id of the registered app. R128 */
  readonly applicationId?: string | undefined;
  /** By Dataverse column. Absent columns stay unchanged. R020 */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly enabled: boolean;
  readonly mode: AccessMode;
  /** Undefined leaves the roles unchanged, as for a disabled row. R148 */
  readonly roles: readonly RecordRole[] | undefined;
}

/** The difference between a row and its desired state. Undefined members stay unchanged. */
export interface UserDifference {
  readonly columns?: Readonly<Record<string, string | null>>;
  readonly enabled?: boolean;
  readonly mode?: AccessMode;
  readonly roles?: readonly RecordRole[];
}

/**
 * The interface to an instance. Each call is idempotent and may be repeated. A call that takes longer than a minute
 * must fail.
 */
export interface Connector {
  /** Returns the rows of people by directory id, in whatever state they are. R147 */
  find(directoryIds: readonly string[]): Promise<ReadonlyMap<string, InstanceUser>>;
  /** Creates the row of a person, or returns the existing one. */
  create(desired: DesiredUser): Promise<InstanceUser>;
  /**
   * Creates many rows at once, if the instance supports it; by directory id. After a failure they are created one by
   * one.
   */
  createMany?(desired: readonly DesiredUser[]): Promise<ReadonlyMap<string, InstanceUser>>;
  /** Applies a difference to a row. */
  update(row: InstanceUser, difference: UserDifference): Promise<void>;
}

/** The instance rejected a call permanently. It is not tried again: a person has to look at it. */
export class RefusedByInstance extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "RefusedByInstance";
    this.code = code;
  }
}

function roleIds(roles: readonly RecordRole[]): string {
  return roles
    .map(({ id }) => id)
    .sort()
    .join();
}

/** Returns the difference between a row and its desired state; undefined if there is none. R018, R019 */
export function differenceOf(row: InstanceUser, desired: DesiredUser): UserDifference | undefined {
  const columns = Object.entries(desired.columns).filter(
    ([name, value]) => (row.columns[name] ?? null) !== value,
  );
  const difference: UserDifference = {
    ...(columns.length > 0 && { columns: Object.fromEntries(columns) }),
    ...(row.enabled !== desired.enabled && { enabled: desired.enabled }),
    ...(row.mode !== desired.mode && { mode: desired.mode }),
    ...(desired.roles !== undefined &&
      roleIds(row.roles) !== roleIds(desired.roles) && { roles: desired.roles }),
  };
  return Object.keys(difference).length === 0 ? undefined : difference;
}
