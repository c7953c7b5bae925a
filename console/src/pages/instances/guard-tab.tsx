import { Field, Select } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { Facts } from "../../components/facts";
import { Impact } from "../../components/impact";
import styles from "../../components/lines.module.css";
import type { InstanceProps } from "./instance-api";

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

function useChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["instances"] });
}

function ChangeGuard({ instance: { name, guardGroupId } }: InstanceProps): ReactNode {
  const [groupId, setGroupId] = useState("");
  const [confirm, setConfirm] = useState<string>();
  const changed = useChanged();
  const { data } = useQuery({
    queryKey: ["groups", "names"],
    queryFn: () =>
      body(api.GET("/admin/v1/groups", { params: { query: { limit: 1000, sortBy: "displayName" } } })),
  });
  const path = { instance: name };
  const preview = async () => {
    const answer = await body(
      api.PUT("/admin/v1/instances/{instance}/guard", {
        params: { path, query: { preview: "true" } },
        body: { groupId },
      }),
    );
    setConfirm("confirm" in answer ? answer.confirm : undefined);
    return answer;
  };
  const set = async (): Promise<void> => {
    const query = confirm === undefined ? {} : { confirm };
    await api.PUT("/admin/v1/instances/{instance}/guard", { params: { path, query }, body: { groupId } });
    await changed();
  };
  return (
    <ActButton
      label="Change the guard"
      action="manageInstances"
      verb="Change"
      typed={name}
      isPrimary
      onConfirm={set}
    >
      <div className={styles.stack}>
        <Field label="Group">
          <Select value={groupId} onChange={(_event, { value }) => setGroupId(value)}>
            <option value="">Choose a group</option>
            {data?.value
              .filter(({ id }) => id !== guardGroupId)
              .map(({ id, displayName }) => (
                <option key={id} value={id}>
                  {displayName}
                </option>
              ))}
          </Select>
        </Field>
        {groupId !== "" && <Impact id={["guard", name, groupId]} preview={preview} />}
      </div>
    </ActButton>
  );
}

function ClearGuard({ instance: { name } }: InstanceProps): ReactNode {
  const changed = useChanged();
  const path = { instance: name };
  const preview = () =>
    body(
      api.DELETE("/admin/v1/instances/{instance}/guard", { params: { path, query: { preview: "true" } } }),
    );
  const clear = async (): Promise<void> => {
    await api.DELETE("/admin/v1/instances/{instance}/guard", { params: { path } });
    await changed();
  };
  return (
    <ActButton label="Open to everybody" action="manageInstances" typed={name} onConfirm={clear}>
      <Impact id={["guard", name, "none"]} preview={preview} />
    </ActButton>
  );
}
