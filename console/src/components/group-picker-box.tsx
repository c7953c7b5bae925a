import type { ReactNode } from "react";
import { api, body } from "../api/client";
import type { GroupPickerProps } from "./group-picker";
import { PickerBox, type PickerItem } from "./picker-box";

/** A box that finds groups as one types. */
export function GroupPickerBox(props: GroupPickerProps): ReactNode {
  return <PickerBox {...props} kind="groups" placeholder="Name of the group" find={findGroups} />;
}

async function findGroups(q: string): Promise<PickerItem[]> {
  const { value } = await body(api.GET("/admin/v1/groups", { params: { query: { q, limit: 8 } } }));
  return value.map(({ id, displayName, memberCount }) => ({
    id,
    text: displayName,
    label: `${displayName}: ${memberCount} ${memberCount === 1 ? "member" : "members"}`,
  }));
}
