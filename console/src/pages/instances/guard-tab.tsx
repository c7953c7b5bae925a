import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { Facts } from "../../components/facts";
import { GroupPicker } from "../../components/group-picker";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { useConfirm } from "../../components/use-confirm";
import { type InstanceProps, useInstancesChanged } from "./instance-api";

/** The group that guards an instance, and the change of it, with who would be shut out. */
export function GuardTab({ instance }: InstanceProps): ReactNode {
  const { guardGroupId, guardMissing } = instance;
  const { data: group } = useQuery({
    queryKey: ["groups", "one", guardGroupId],
    queryFn: () => body(api.GET("/admin/v1/groups/{id}", { params: { path: { id: guardGroupId ?? "" } } })),
    enabled: guardGroupId !== undefined && !guardMissing,
  });
  const guard = guardMissing
    ? "The group was deleted, so that hardly anybody enters"
    : guardGroupId === undefined
      ? "None: everybody with a license may enter"
      : (group?.displayName ?? "…");
  return (
    <>
      <Facts
        facts={[
          ["Guard", guard],
          ["Members", group?.memberCount],
        ]}
      />
      <p className={styles.quiet}>
        Direct members of the guard may enter. Members of groups inside it may not.
      </p>
      <div className={styles.actions}>
        <ChangeGuard instance={instance} />
        {guardGroupId !== undefined && <ClearGuard instance={instance} />}
      </div>
    </>
  );
}

function ChangeGuard({ instance: { name } }: InstanceProps): ReactNode {
  const [groupId, setGroupId] = useState("");
  const { look, confirmed } = useConfirm();
  const refresh = useInstancesChanged();
  const path = { instance: name };
  const address = "/admin/v1/instances/{instance}/guard";
  const preview = (query: PreviewQuery) =>
    look(api.PUT(address, { params: { path, query }, body: { groupId } }));
  const set = async (): Promise<void> => {
    await api.PUT(address, { params: { path, query: confirmed }, body: { groupId } });
    await refresh();
  };
  return (
    <ActButton
      label="Change the guard"
      action="manageInstances"
      verb="Change"
      typed={name}
      isPrimary
      isReady={groupId !== ""}
      onConfirm={set}
    >
      <div className={styles.stack}>
        <GroupPicker label="Group whose direct members may enter" onPick={({ id }) => setGroupId(id)} />
        {groupId !== "" && <Impact id={["guard", name, groupId]} preview={preview} />}
      </div>
    </ActButton>
  );
}

function ClearGuard({ instance: { name } }: InstanceProps): ReactNode {
  const { look, confirmed } = useConfirm();
  const refresh = useInstancesChanged();
  const path = { instance: name };
  const address = "/admin/v1/instances/{instance}/guard";
  const preview = (query: PreviewQuery) => look(api.DELETE(address, { params: { path, query } }));
  const clear = async (): Promise<void> => {
    await api.DELETE(address, { params: { path, query: confirmed } });
    await refresh();
  };
  return (
    <ActButton label="Open to everybody" action="manageInstances" typed={name} onConfirm={clear}>
      <Impact id={["guard", name, "none"]} preview={preview} />
    </ActButton>
  );
}
