import type { ReactNode } from "react";
import { api, body } from "../api/client";
import { PickerBox, type PickerItem } from "./picker-box";
import type { UserPickerProps } from "./user-picker";

/** A box that finds people as one types. */
export function UserPickerBox({ onPick, ...box }: UserPickerProps): ReactNode {
  return (
    <PickerBox
      {...box}
      kind="users"
      placeholder="Name, user name or e-mail address"
      find={findUsers}
      onPick={({ id, text }) => onPick({ id, userName: text })}
    />
  );
}

async function findUsers(q: string): Promise<PickerItem[]> {
  const { value } = await body(api.GET("/admin/v1/users", { params: { query: { q, limit: 8 } } }));
  return value.map(({ id, userName, displayName }) => ({
    id,
    text: userName,
    label: typeof displayName === "string" ? `${displayName} (${userName})` : userName,
  }));
}
