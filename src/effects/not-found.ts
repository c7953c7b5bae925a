import { findUnownedRecord } from "../crm/records/records.js";
import { findUnownedRecords, nameKeyOf } from "../crm/records/stubs.js";
import type { Db } from "../db/connect.js";
import { findDeletedUser } from "../directory/resources/tombstones.js";
import { AppError } from "../errors.js";
import { quote } from "../schema/quote.js";
import type { Context } from "./context.js";

/** Creates the error for an unknown id; it does not reveal whether the resource was deleted. */
export function notFound(type: "User" | "Group", id: string): AppError {
  return new AppError("notFound", `${type} "${id.slice(0, 60)}" does not exist`);
}

/** The caller: to a provisioning client a deleted resource is unknown. RFC 7644 §3.6 */
type Client = "administrator" | "scim";

/** Returns the caller of a context. */
export function clientOf({ trigger }: Pick<Context, "trigger">): Client {
  return trigger === "scim" ? "scim" : "administrator";
}

/**
 * Creates the error for an unknown id or userName. It says whether the user does not exist, was deleted, or is an
 * unowned record, which nothing changes. R139
 */
export async function userNotFound(
  db: Db,
  tenantId: string,
  name: string,
  client: Client = "administrator",
): Promise<AppError> {
  const kind = await findUnownedRecord(db, tenantId, name);
  if (kind !== undefined) return nobodys(kind);
  if (client === "scim" || name.includes("\0")) return notFound("User", name);
  const deleted = await findDeletedUser(db, tenantId, name);
  if (deleted !== undefined) {
    return new AppError(
      "USER_DELETED",
      `the user ${quote(name)} (id ${deleted}) was deleted: restore the user first, while that can be done`,
    );
  }
  const [record] = await findUnownedRecords(db, tenantId, [nameKeyOf(name)]);
  return record === undefined ? notFound("User", name) : nobodys(record.kind);
}

function nobodys(kind: string): AppError {
  if (kind === "system") {
    return new AppError("SYSTEM_USER", "this is a record of the platform itself, which nobody changes");
  }
  return new AppError(
    "STUB_USER",
    "this is a placeholder that an import left, which is never enabled or changed: create the user, then reassign the rows of the stub",
  );
}
