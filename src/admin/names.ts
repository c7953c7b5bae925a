import { Type } from "@sinclair/typebox";
import { nameJson, refersTo } from "./with-told.js";

/** A name that somebody gives; what it may be is checked by the use-case. */
export const NAME = Type.String({ minLength: 1, maxLength: 200 });

/** The name of an instance, of which `Role@instance` is made. */
export const INSTANCE_NAME = Type.String({
  pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$",
});

/** The name of a business unit; paths have slashes. */
export const UNIT_NAME = nameJson(NAME, 160, "/");

/** The name of a team. */
export const TEAM_NAME = nameJson(NAME, 160);

/** The name of a security role; lists of roles have separators. */
export const ROLE_NAME = nameJson(NAME, 100, ";@{");

/** A SCIM group that is there. */
export const GROUP = refersTo("group", NAME);

/** A business unit that is there, by id, path or name. */
export const UNIT = refersTo("businessUnit", { ...NAME, description: "Id, path or name." });

/** Ids or names, each once. */
export const NAMES = Type.Array(refersTo("what the list is of", NAME), { maxItems: 1000 });
