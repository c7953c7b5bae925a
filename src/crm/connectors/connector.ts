import type { AccessMode } from "../../access/access-facts.js";

/** A security role as a record has it. */
export interface RecordRole {
  readonly id: string;
  readonly name: string;
}

/** A user row of an instance as its connector reads it. */
export interface InstanceUser {
  /** The instance's own id of the row. */
  readonly id: string;
  /** Id of the person in the directory; undefined for a row that is nobody's. */
  readonly directoryId: string | undefined;
  /** By Dataverse column; those outside the mapping too. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly enabled: boolean;
  readonly mode: AccessMode;
  readonly roles: readonly RecordRole[];
}

/** What a person's row of an instance is to be. */
export interface DesiredUser {
  /** The id that a new row is to have; undefined lets the instance choose. */
  readonly id?: string | undefined;
  readonly directoryId: string;
  /** Of a program: the id of the registered app. R128 */
  readonly applicationId?: string | undefined;
  /** By Dataverse column; a column that is not named is left as it is. R020 */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly enabled: boolean;
  readonly mode: AccessMode;
  /** Undefined leaves the roles as they are, as those of a disabled row. R148 */
  readonly roles: readonly RecordRole[] | undefined;
}

/** What differs between a row and what it is to be; what is undefined stays. */
export interface UserDifference {
  readonly columns?: Readonly<Record<string, string | null>>;
  readonly enabled?: boolean;
  readonly mode?: AccessMode;
  readonly roles?: readonly RecordRole[];
}

/**
 * How an instance is reached. Each call may be repeated: doing it twice is the same as doing it once. A call that
 * takes longer than a minute must fail.
 */
export interface Connector {
  /** The rows of people, by their directory ids, whatever became of them. R147 */
  find(directoryIds: readonly string[]): Promise<ReadonlyMap<string, InstanceUser>>;
  /** Makes the row of a person, or gives the one that is there. */
  create(desired: DesiredUser): Promise<InstanceUser>;
  /** The same for many at once, where the instance can; by directory id. When it fails they are made one by one. */
  createMany?(desired: readonly DesiredUser[]): Promise<ReadonlyMap<string, InstanceUser>>;
  /** Applies a difference to a row. */
  update(row: InstanceUser, difference: UserDifference): Promise<void>;
}

/** An instance refused for good what was asked: trying again helps nobody, a person has to look. */
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

/** What differs between a row and what it is to be; undefined when nothing does. R018, R019 */
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
