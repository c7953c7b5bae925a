import { FILLING_MEMBERS, groupId, userId } from "../names.js";
import { type Directory, GROUPS_PER_SIZE, groupNumber, settleMemberCounts } from "../seed.js";
import type { Scenario } from "./scenario.js";
import { WRITE_AIM } from "./writes.js";

/** Takes the members out again that were added to the groups of one size. */
async function removeAddedMembers(directory: Directory): Promise<void> {
  const { db, tenantId, groupSizes } = directory;
  const last = groupNumber(groupSizes.length - 1, GROUPS_PER_SIZE - 1);
  await db.write.raw(
    "delete from group_members where tenant_id = ? and group_id between ? and ? and member_id < ?",
    [tenantId, groupId(groupNumber(0, 0)), groupId(last), userId(FILLING_MEMBERS)],
  );
  await settleMemberCounts(directory);
}

function addMember(directory: Directory, sizeIndex: number, size: number): Scenario {
  let number = 0;
  return {
    name: `member-${size}`,
    title: `add 1 member to a group of ${size.toLocaleString("en-US")}`,
    write: true,
    readsFirst: false,
    status: 204,
    answer: "none",
    aim: WRITE_AIM,
    expects: () => "",
    prepare: async () => {
      number = 0;
    },
    next: () => {
      const user = 1 + Math.floor(number / GROUPS_PER_SIZE);
      if (user > directory.users) return undefined;
      const group = groupId(groupNumber(sizeIndex, number++));
      const body = {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [{ op: "add", path: "members", value: [{ value: userId(user) }] }],
      };
      return {
        method: "PATCH",
        path: `/Groups/${group}`,
        body: JSON.stringify(body),
        values: [group, userId(user)],
      };
    },
    reset: () => removeAddedMembers(directory),
  };
}

/** One more member for groups of each size. */
export function memberScenarios(directory: Directory): Scenario[] {
  return directory.groupSizes.map((size, index) => addMember(directory, index, size));
}
