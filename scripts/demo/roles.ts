import { type Account, check } from "./provider.js";
import { administer, INSTANCE, type Story } from "./story.js";

/** What a role allows, as the admin API writes it. */
interface Privilege {
  readonly verb: string;
  readonly table: string;
  readonly level: string;
}

/** The id of a security role of the instance. */
export async function roleId(story: Story, name: string): Promise<string> {
  const path = `/instances/${INSTANCE}/security-roles`;
  const { value } = await administer<{ value: { id: string; name: string }[] }>(story, "GET", path, 200);
  const role = value.find((candidate) => candidate.name === name);
  if (role === undefined) throw new Error(`The instance has no role called ${name}.`);
  return role.id;
}

/** Gives people exactly one security role, all of them at once. */
export async function giveRole(story: Story, accounts: readonly Account[], name: string): Promise<void> {
  const body = { userIds: accounts.map(({ id }) => id), roleIds: [await roleId(story, name)] };
  const path = `/instances/${INSTANCE}/role-assignments`;
  const { value } = await administer<{ value: { added: string[] }[] }>(story, "POST", path, 200, body);
  check(
    "the roles that were added",
    value.map(({ added }) => added),
    accounts.map(() => [name]),
  );
}

/** How far each privilege of a role reaches; `none` where it has none. */
export async function readRole(story: Story, name: string): Promise<(verb: string, table: string) => string> {
  const path = `/instances/${INSTANCE}/security-roles/${await roleId(story, name)}`;
  const { privileges } = await administer<{ privileges: Privilege[] }>(story, "GET", path, 200);
  return (verb, table) =>
    privileges.find((privilege) => privilege.verb === verb && privilege.table === table)?.level ?? "none";
}
