import type { Account } from "./provider.js";
import { INSTANCE, readCrm, type Story } from "./story.js";

/** A user of the CRM instance as its own table has it. */
export interface UserRecord {
  readonly userId: string | null;
  readonly kind: string;
  readonly enabled: boolean;
  readonly accessMode: string;
  readonly fields: {
    readonly userName: string;
    readonly fullName: string | null;
    readonly title: string | null;
    readonly address: { readonly city: string | null };
  };
  readonly roles: readonly { readonly name: string }[];
  readonly reasons: readonly string[];
}

/** How many users the instance has in each of its views. */
export async function countRecords(story: Story): Promise<Readonly<Record<string, number>>> {
  return (await readCrm<{ users: Record<string, number> }>(story, `/instances/${INSTANCE}`)).users;
}

/** The record of a person. */
export function readRecord(story: Story, { id }: Account): Promise<UserRecord> {
  return readCrm<UserRecord>(story, `/instances/${INSTANCE}/users/${id}`);
}

/** Every record of one of the instance's views. */
export async function listRecords(story: Story, view: string): Promise<UserRecord[]> {
  const path = `/instances/${INSTANCE}/users?limit=1000&view=${view}`;
  return (await readCrm<{ value: UserRecord[] }>(story, path)).value;
}

/** Prints records as the CRM's own list of users. */
export function printRecords({ paper }: Story, records: readonly UserRecord[]): void {
  const rows = records.map(({ fields, enabled, accessMode, roles }) => [
    fields.fullName ?? fields.userName,
    fields.title ?? "",
    enabled ? "yes" : "no",
    accessMode,
    roles.map(({ name }) => name).join(", "),
  ]);
  paper.table(
    [
      { title: "Full Name", width: 20 },
      { title: "Title", width: 22 },
      { title: "Enabled", width: 7 },
      { title: "Access Mode", width: 15 },
      { title: "Security Roles", width: 26, wraps: true },
    ],
    rows,
  );
}
