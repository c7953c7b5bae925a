import { Field, Input } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { useConfirm } from "../../components/use-confirm";
import { type Group, useGroupsChanged } from "./group-api";

/** Renames a group, or deletes it. */
export function GroupActions({ group }: { readonly group: Group }): ReactNode {
  return (
    <div className={styles.actions}>
      <RenameGroup group={group} />
      <DeleteGroup group={group} />
    </div>
  );
}

function RenameGroup({ group }: { readonly group: Group }): ReactNode {
  const [draft, setDraft] = useState<string>();
  const displayName = draft ?? group.displayName;
  const refresh = useGroupsChanged();
  const rename = async (): Promise<void> => {
    const { version } = group.meta;
    const headers = version === undefined ? {} : { "If-Match": version };
    const params = { path: { id: group.id } };
    await api.PATCH("/admin/v1/groups/{id}", { params, headers, body: { displayName } }).finally(refresh);
    setDraft(undefined);
  };
  return (
    <ActButton
      label="Rename"
      action="manageUsers"
      isReady={displayName.trim() !== "" && displayName !== group.displayName}
      onConfirm={rename}
    >
      <Field label="Name" required>
        <Input value={displayName} onChange={(_event, { value }) => setDraft(value)} />
      </Field>
    </ActButton>
  );
}

function DeleteGroup({ group: { id, displayName } }: { readonly group: Group }): ReactNode {
  const navigate = useNavigate();
  const refresh = useGroupsChanged();
  const { look, confirmed } = useConfirm();
  const path = { id };
  const remove = async (): Promise<void> => {
    await api.DELETE("/admin/v1/groups/{id}", { params: { path, query: confirmed } });
    await navigate({ to: "/groups" });
    await refresh();
  };
  const preview = (query: PreviewQuery) =>
    look(api.DELETE("/admin/v1/groups/{id}", { params: { path, query } }));
  return (
    <ActButton label="Delete group" action="manageUsers" verb="Delete" typed={displayName} onConfirm={remove}>
      <div className={styles.stack}>
        <p>The members stay. They lose the licenses and roles that only this group gives.</p>
        <Impact id={["group", id, "delete"]} preview={preview} />
      </div>
    </ActButton>
  );
}
