import { Combobox, Field, Option } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { api, body } from "../api/client";
import type { UserPickerProps } from "./user-picker";

/** A box that finds people as one types. */
export function UserPickerBox({ label, initialText = "", onPick, onName }: UserPickerProps): ReactNode {
  const [text, setText] = useState(initialText);
  const q = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ["users", "pick", q],
    queryFn: () => body(api.GET("/admin/v1/users", { params: { query: { q, limit: 8 } } })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const users = q === "" ? [] : (data?.value ?? []);
  return (
    <Field label={label}>
      <Combobox
        freeform
        data-page-search
        autoComplete="off"
        placeholder="Name, user name or e-mail address"
        value={text}
        selectedOptions={[]}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key, currentTarget }) => {
          const isOnOption = currentTarget.getAttribute("aria-activedescendant") !== null;
          if (key === "Enter" && !isOnOption && text.trim() !== "") onName?.(text.trim());
        }}
        onOptionSelect={(_event, { optionValue }) => {
          const user = users.find(({ id }) => id === optionValue);
          if (user === undefined) return;
          setText(user.userName);
          onPick({ id: user.id, userName: user.userName });
        }}
      >
        {users.map(({ id, userName, displayName }) => (
          <Option key={id} value={id} text={userName}>
            {typeof displayName === "string" ? `${displayName} (${userName})` : userName}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
