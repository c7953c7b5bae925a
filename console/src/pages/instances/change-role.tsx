import { Field, Input, Textarea } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { api, changed } from "../../api/client";
import type { components } from "../../api/schema";
import { useUrlState } from "../../app/url-state";
import { ActButton } from "../../components/act-button";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { useConfirm } from "../../components/use-confirm";
import { type InstanceProps, useBusinessUnits, useInstancesChanged } from "./instance-api";
import { UnitSelect } from "./units-tab";

interface RoleProps extends InstanceProps {
  readonly role: components["schemas"]["SecurityRole"];
}

/** Makes a security role of a copy under a new name, and shows it. */
export function CopyRole({ instance, role }: RoleProps): ReactNode {
  const [name, setName] = useState(`Copy of ${role.name}`);
  const [description, setDescription] = useState(role.description ?? "");
  const [unit, setUnit] = useState(role.businessUnitId);
  const { data: units } = useBusinessUnits(instance);
  const [, change] = useUrlState();
  const refresh = useInstancesChanged();
  const copy = async (): Promise<void> => {
    const made = await changed(
      api.POST("/admin/v1/instances/{instance}/security-roles/{role}/copy", {
        params: { path: { instance: instance.name, role: role.id } },
        body: { name, businessUnit: unit, ...(description !== "" && { description }) },
      }),
    );
    await refresh();
    change({ role: made.id, other: undefined });
  };
  return (
    <ActButton
      label="Copy role"
      action="manageInstances"
      verb="Copy"
      isReady={name.trim() !== ""}
      onConfirm={copy}
    >
      <div className={styles.stack}>
        <Field label="Name" required>
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Field label="Description">
          <Textarea value={description} onChange={(_event, { value }) => setDescription(value)} />
        </Field>
        <UnitSelect label="Business unit" value={unit} units={units?.value ?? []} onChange={setUnit} />
        <p className={styles.quiet}>It has the same privileges, and is there in all business units below.</p>
      </div>
    </ActButton>
  );
}

/** Deletes a role of the organization, and takes it from everybody. */
export function DeleteRole({ instance, role }: RoleProps): ReactNode {
  const [, change] = useUrlState();
  const refresh = useInstancesChanged();
  const { look, confirmed } = useConfirm();
  const path = { instance: instance.name, role: role.id };
  const address = "/admin/v1/instances/{instance}/security-roles/{role}";
  const remove = async (): Promise<void> => {
    await api.DELETE(address, { params: { path, query: confirmed } });
    change({ role: undefined, other: undefined });
    await refresh();
  };
  const preview = (query: PreviewQuery) => look(api.DELETE(address, { params: { path, query } }));
  return (
    <ActButton
      label="Delete role"
      action="manageInstances"
      verb="Delete"
      disabledBecause={role.isManaged ? "Every instance has this role: it cannot be deleted" : undefined}
      typed={role.name}
      onConfirm={remove}
    >
      <div className={styles.stack}>
        <p>{role.name} is taken from everybody who has it, in all business units.</p>
        <Impact id={["role", role.id, "delete"]} preview={preview} />
      </div>
    </ActButton>
  );
}
