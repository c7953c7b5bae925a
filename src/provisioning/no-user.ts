import { findNobodysRecord } from "../crm/records.js";
import type { Db } from "../db/connect.js";
import { AppError } from "../errors.js";

/** No resource of this type has the id; the same words whether it never existed or was deleted. */
export function notFound(type: "User" | "Group", id: string): AppError {
  return new AppError("notFound", `${type} "${id.slice(0, 60)}" does not exist`);
}

/**
 * What is said where there is no user of an id: that there is none, or that it is a record of an instance which is
 * nobody's and which nothing changes. crm.md R139, 4.6
 */
export async function noUser(db: Db, tenantId: string, id: string): Promise<AppError> {
  const kind = await findNobodysRecord(db, tenantId, id);
  if (kind === undefined) return notFound("User", id);
  if (kind === "system") {
    return new AppError(
      "mutability",
      "SYSTEM_USER: this is a record of the platform itself, which nobody changes",
    );
  }
  return new AppError(
    "mutability",
    "STUB_USER: this is a placeholder that an import left, which is never enabled or changed: create the user, then reassign the rows of the stub",
  );
}
