import { Field, Select } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { previewOperations } from "../../api/preview-operations";
import { useUrlState } from "../../app/url-state";
import { EmptyState } from "../../components/empty-state";
import { GroupPicker } from "../../components/group-picker";
import { Impact } from "../../components/impact";
import { Page } from "../../components/page";
import { useInstances, useSkus } from "../users/user-api";
import styles from "./access-page.module.css";
import { AsOf } from "./as-of";
import { CHANGES, type ChangeKind, type Choice, operationsOf } from "./what-if";

const KINDS = Object.keys(CHANGES) as ChangeKind[];

/** What if …? Who would lose and who would gain access by a change, without making it. */
export function WhatIfPage(): ReactNode {
  const [state, change] = useUrlState();
  const { data: skus = [] } = useSkus();
  const { data: instances = [] } = useInstances();
  const kind = KINDS.find((one) => one === state["change"]);
  const asks: readonly Choice[] = kind === undefined ? [] : CHANGES[kind].asks;
  const sku = skus.find(({ id }) => id === state["sku"]);
  const instance = instances.find(({ name }) => name === state["instance"])?.id;
  const choices: typeof state = { ...state, instance };
  const isComplete = kind !== undefined && asks.every((one) => choices[one] !== undefined);
  const operations = isComplete ? operationsOf(kind, choices, sku?.instances) : undefined;
  const asked = (one: Choice, control: ReactNode): ReactNode => (asks.includes(one) ? control : null);
  return (
    <Page
      title="What if …"
      lead="Who would lose and who would gain access by a change. Nothing is changed here."
      crumbs={[{ label: "Why can't she sign in?", to: "/access" }]}
    >
      <div className={styles.question}>
        <Field label="What if">
          <Select value={kind ?? ""} onChange={(_event, { value }) => change({ change: value })}>
            <option value="">Choose a change</option>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {CHANGES[one].label}
              </option>
            ))}
          </Select>
        </Field>
        {asked("sku", <SkuChoice value={state["sku"]} onChange={(id) => change({ sku: id })} />)}
        {asked(
          "instance",
          <InstanceChoice value={state["instance"]} onChange={(id) => change({ instance: id })} />,
        )}
        {asked(
          "role",
          <RoleChoice
            instance={state["instance"]}
            value={state["role"]}
            onChange={(id) => change({ role: id })}
          />,
        )}
        {asked("group", <GroupChoice value={state["group"]} onChange={(id) => change({ group: id })} />)}
        <AsOf
          label={asks.includes("at") ? "Until" : "At a later moment"}
          at={state["at"]}
          onChange={(at) => change({ at }, { replace: true })}
        />
      </div>
      {operations === undefined ? (
        <EmptyState title="Choose a change">
          A guard, a license or a role touches many people at once. Here you see who they are before you make
          it.
        </EmptyState>
      ) : (
        <Impact
          id={["what-if", operations, state["at"]]}
          preview={previewOperations(operations, state["at"])}
        />
      )}
    </Page>
  );
}

interface ChoiceProps {
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

interface OptionsProps extends ChoiceProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

function OptionField({ label, value, onChange, options }: OptionsProps): ReactNode {
  return (
    <Field label={label}>
      <Select value={value ?? ""} onChange={(_event, data) => onChange(data.value || undefined)}>
        <option value="">Choose</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function InstanceChoice(props: ChoiceProps): ReactNode {
  const { data = [] } = useInstances();
  const options = data.map(({ name, displayName }) => ({ id: name, name: displayName }));
  return <OptionField label="Instance" options={options} {...props} />;
}

function SkuChoice(props: ChoiceProps): ReactNode {
  const { data = [] } = useSkus();
  const options = data.map(({ id, displayName }) => ({ id, name: displayName }));
  return <OptionField label="License" options={options} {...props} />;
}

function RoleChoice({
  instance,
  ...props
}: ChoiceProps & { readonly instance: string | undefined }): ReactNode {
  const { data = [] } = useQuery({
    queryKey: ["roles", instance, "names"],
    queryFn: async () => {
      const params = { path: { instance: instance ?? "" } };
      return (await body(api.GET("/admin/v1/instances/{instance}/security-roles", { params }))).value;
    },
    enabled: instance !== undefined,
  });
  const options = data.filter(({ isManaged }) => !isManaged);
  return <OptionField label="Security role" options={options} {...props} />;
}

function GroupChoice({ value, onChange }: ChoiceProps): ReactNode {
  const { data } = useQuery({
    queryKey: ["groups", "one", value],
    queryFn: () => body(api.GET("/admin/v1/groups/{id}", { params: { path: { id: value ?? "" } } })),
    enabled: value !== undefined,
  });
  const label = data === undefined ? "Group" : `Group: ${data.displayName}`;
  return <GroupPicker label={label} onPick={({ id }) => onChange(id)} />;
}
