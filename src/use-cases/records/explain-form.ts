import { getInstance } from "../../access/instances.js";
import { type FormField, formFields } from "../../crm/form/form-fields.js";
import { findRecord, type UserRecord } from "../../crm/records/records.js";
import { findOwned } from "../../directory/resources/ownership.js";
import { findUserResource } from "../../directory/users/stored-users.js";
import type { Context } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import type { Resource } from "../../schema/model.js";
import { findConnectionName } from "../../tenants/connections.js";
import { findAttributeCauses, type NamedCause } from "../access/find-causes.js";

/** A row of the form, and the last change of what its value depends on. */
export interface CausedField extends FormField {
  readonly changedBy: NamedCause | undefined;
}

/** The user form of a user, with where each value comes from. */
export interface ExplainedForm {
  readonly userId: string;
  readonly resource: Resource;
  /** The connection that created the user or was handed it, also that of an administrator. */
  readonly connection: { readonly id: string; readonly name: string | undefined } | undefined;
  readonly fields: readonly CausedField[];
  /** The user's record in the instance asked for; undefined if there is none. */
  readonly record: UserRecord | undefined;
}

/**
 * Explains the user form of a user, in a constant number of statements.
 * @param instance - id or name of the instance whose record is wanted; undefined for none
 * @throws AppError `notFound`
 */
export async function explainForm(
  { db, viewer, mapping, now }: Pick<Context, "db" | "viewer" | "mapping" | "now">,
  userId: string,
  instance: string | undefined,
): Promise<ExplainedForm> {
  const { tenantId } = viewer;
  const place = instance === undefined ? undefined : await getInstance(db.read, tenantId, instance);
  const owned = userId.includes("\0") ? undefined : await findOwned(db.read, tenantId, "User", userId);
  const user = owned && (await findUserResource(db.read, tenantId, owned.id));
  if (user === undefined) throw await userNotFound(db.read, tenantId, userId);
  const fields = formFields(user.resource, mapping);
  const attributes = [...new Set(fields.flatMap((field) => field.attributes))];
  const causes = await findAttributeCauses(db.read, tenantId, user.id, attributes, now());
  const { connection_id: id = null } = owned ?? {};
  return {
    userId: user.id,
    resource: user.resource,
    connection: id === null ? undefined : { id, name: await findConnectionName(db.read, tenantId, id) },
    fields: fields.map((field) => ({ ...field, changedBy: newestOf(field, causes) })),
    record: place && (await findRecord(db.read, tenantId, place.id, user.id)),
  };
}

function newestOf(
  { attributes }: FormField,
  causes: ReadonlyMap<string, NamedCause>,
): NamedCause | undefined {
  return attributes
    .flatMap((name) => causes.get(name) ?? [])
    .reduce<NamedCause | undefined>(
      (newest, one) => (newest === undefined || one.id > newest.id ? one : newest),
      undefined,
    );
}
