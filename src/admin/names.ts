import { Type } from "@sinclair/typebox";
import { nameJson, refersTo } from "./documented-as.js";

/** A name; the use-case checks it. */
export const NAME = Type.String({ minLength: 1, maxLength: 200 });

/** The name of an instance, which is part of `Role@instance`. */
export const INSTANCE_NAME = Type.String({
  pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$",
});

/** The name of a business unit; paths have slashes. */
export const UNIT_NAME = nameJson(NAME, 160, "/");

/** The name of a team. */
export const TEAM_NAME = nameJson(NAME, 160);

/** The name of a security role, without the separators of lists. */
export const ROLE_NAME = nameJson(NAME, 100, ";@{");

/** An existing SCIM group. */
export const GROUP = refersTo("group", NAME);

/** An existing business unit, by id, path or name. */
export const UNIT = refersTo("businessUnit", { ...NAME, description: "Id, path or name." });

/** Unique ids or names. */
export const NAMES = Type.Array(refersTo("what the list is of", NAME), { maxItems: 1000 });
