import { findUnownedRecord } from "../crm/records/records.js";
import { findUnownedRecords, nameKeyOf } from "../crm/records/stubs.js";
import type { Db } from "../db/connect.js";
import { findDeletedUser } from "../directory/resources/tombstones.js";
import { AppError } from "../errors.js";
import { quote } from "../schema/quote.js";
import type { Context } from "./context.js";

/** No resource of this type has the id; the same words whether it never existed or was deleted. */
export function notFound(type: "User" | "Group", id: string): AppError {
  return new AppError("notFound", `${type} "${id.slice(0, 60)}" does not exist`);
}

/** Who asks: to a provisioning client what was deleted is gone. RFC 7644 §3.6 */
type Client = "administrator" | "scim";

/** Who asks in a context. */
export function clientOf({ trigger }: Pick<Context, "trigger">): Client {
  return trigger === "scim" ? "scim" : "administrator";
}

/**
 * What is said where there is no user of an id or userName: that there is none, that it was deleted, or that it is a
 * record of an instance which is nobody's and which nothing changes. R139
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
