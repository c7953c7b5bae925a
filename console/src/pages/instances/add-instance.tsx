import { Checkbox, Field, Input, Select } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body, changed } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { GroupPicker } from "../../components/group-picker";
import styles from "../../components/lines.module.css";
import { type Instance, PURPOSES, purposeOf, useInstancesChanged } from "./instance-api";

const NEW = { name: "", displayName: "", type: "sandbox" as Instance["type"], guard: "" };

/** Adds an instance: its name and purpose, who may enter, and which licenses open it. */
export function AddInstance(): ReactNode {
  const [draft, setDraft] = useState(NEW);
  const [skus, setSkus] = useState<ReadonlySet<string>>(new Set());
  // What a problem with the guard or a license leaves behind, so that the next try goes on from there.
  const [made, setMade] = useState<Instance>();
  const refresh = useInstancesChanged();
  const set = (changes: Partial<typeof NEW>): void => setDraft({ ...draft, ...changes });
  const add = async (): Promise<void> => {
    const { name, displayName, type, guard } = draft;
    const instance =
      made ??
      (await changed(
        api.POST("/admin/v1/instances", {
          body: { name: name.trim(), type, ...(displayName.trim() !== "" && { displayName }) },
        }),
      ));
    setMade(instance);
    for (const sku of skus) await openBy(sku, instance);
    if (guard !== "") {
      const path = { instance: instance.id };
      await api.PUT("/admin/v1/instances/{instance}/guard", { params: { path }, body: { groupId: guard } });
    }
    await refresh();
    setMade(undefined);
    setDraft(NEW);
    setSkus(new Set());
  };
  return (
    <ActButton
      label="Add an instance"
      action="manageInstances"
      verb="Add"
      isPrimary
      isReady={draft.name.trim() !== ""}
      onConfirm={add}
    >
      <div className={styles.stack}>
        <Field label="Name" required hint="Short, as in Salesperson@main. It never changes.">
          <Input value={draft.name} onChange={(_event, { value }) => set({ name: value })} />
        </Field>
        <Field label="Shown as">
          <Input value={draft.displayName} onChange={(_event, { value }) => set({ displayName: value })} />
        </Field>
        <Field label="Purpose">
          <Select value={draft.type} onChange={(_event, { value }) => set({ type: purposeOf(value) })}>
            {Object.entries(PURPOSES).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <GroupPicker
          label="Only direct members of this group may enter (empty: everybody with a license)"
          onPick={({ id }) => set({ guard: id })}
        />
        <OpenedBy skus={skus} onChange={setSkus} />
        <p className={styles.quiet}>
          It gets a root business unit and the default security roles. The records of people follow.
        </p>
      </div>
    </ActButton>
  );
}

/** Has a SKU that opens some instances open one more. */
async function openBy(sku: string, { id }: Instance): Promise<void> {
  const params = { path: { sku } };
  const { instances = [] } = await body(api.GET("/admin/v1/licenses/{sku}", { params }));
  if (instances.length === 0 || instances.includes(id)) return;
  await api.PATCH("/admin/v1/licenses/{sku}", { params, body: { instances: [...instances, id] } });
}

interface OpenedByProps {
  readonly skus: ReadonlySet<string>;
  readonly onChange: (skus: ReadonlySet<string>) => void;
}

/** The licenses that open the instance; those that open all do so without being asked. */
function OpenedBy({ skus, onChange }: OpenedByProps): ReactNode {
  const { data } = useQuery({
    queryKey: ["licenses", "opening"],
    queryFn: () => body(api.GET("/admin/v1/licenses", { params: { query: { limit: 100 } } })),
  });
  if (data === undefined || data.value.length === 0) return null;
  return (
    <fieldset className={styles.choices}>
      <legend>Licenses that open it</legend>
      {data.value.map(({ id, displayName, instances = [] }) => (
        <Checkbox
          key={id}
          label={instances.length === 0 ? `${displayName} (opens all instances)` : displayName}
          disabled={instances.length === 0}
          checked={instances.length === 0 || skus.has(id)}
          onChange={(_event, { checked }) => {
            const next = new Set(skus);
            if (checked === true) next.add(id);
            else next.delete(id);
            onChange(next);
          }}
        />
      ))}
    </fieldset>
  );
}
