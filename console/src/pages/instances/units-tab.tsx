import { Field, Input, Select, Spinner } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import { asProblem } from "../../api/problem";
import { ActButton } from "../../components/act-button";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";
import { useConfirm } from "../../components/use-confirm";
import { type InstanceProps, type Unit, useBusinessUnits, useInstancesChanged } from "./instance-api";
import tree from "./tree.module.css";

/** The tree of the business units of an instance. */
export function UnitsTab({ instance }: InstanceProps): ReactNode {
  const { data, error, refetch } = useBusinessUnits(instance);
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Spinner label="Loading the business units" />;
  return (
    <>
      <div className={styles.actions}>
        <AddUnit instance={instance} units={data.value} />
      </div>
      <Branch units={data.value} parentId={undefined} instance={instance} />
    </>
  );
}

interface BranchProps extends InstanceProps {
  readonly units: readonly Unit[];
  readonly parentId: string | undefined;
}

function Branch({ units, parentId, instance }: BranchProps): ReactNode {
  const own = units.filter((unit) => unit.parentId === parentId);
  if (own.length === 0) return null;
  return (
    <ul className={tree.branch}>
      {own.map((unit) => (
        <li key={unit.id}>
          <div className={tree.unit}>
            <span>{unit.name}</span>
            <RenameUnit unit={unit} instance={instance} />
            {unit.parentId !== undefined && <MoveUnit unit={unit} units={units} instance={instance} />}
            {unit.parentId !== undefined && <RemoveUnit unit={unit} instance={instance} />}
          </div>
          <Branch units={units} parentId={unit.id} instance={instance} />
        </li>
      ))}
    </ul>
  );
}

interface UnitSelectProps {
  readonly label: string;
  readonly value: string;
  readonly units: readonly Unit[];
  readonly onChange: (id: string) => void;
}

/** A list box of business units, by their paths. */
export function UnitSelect({ label, value, units, onChange }: UnitSelectProps): ReactNode {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_event, { value: id }) => onChange(id)}>
        {units.map(({ id, path }) => (
          <option key={id} value={id}>
            {path}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function AddUnit({ instance, units }: InstanceProps & { readonly units: readonly Unit[] }): ReactNode {
  const [name, setName] = useState("");
  const [parent, setParent] = useState(units[0]?.id ?? "");
  const refresh = useInstancesChanged();
  const add = async (): Promise<void> => {
    await api.POST("/admin/v1/instances/{instance}/business-units", {
      params: { path: { instance: instance.name } },
      body: { name, parent },
    });
    await refresh();
    setName("");
  };
  return (
    <ActButton
      label="Add a business unit"
      action="manageInstances"
      verb="Add"
      isPrimary
      isReady={name.trim() !== ""}
      onConfirm={add}
    >
      <div className={styles.stack}>
        <Field label="Name" required>
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <UnitSelect label="Below" value={parent} units={units} onChange={setParent} />
      </div>
    </ActButton>
  );
}

interface UnitProps extends InstanceProps {
  readonly unit: Unit;
}

/** Returns the calls that change a unit, with a preview of each. */
function useUnit({ unit, instance }: UnitProps) {
  const refresh = useInstancesChanged();
  const { look, confirmed } = useConfirm();
  const path = { instance: instance.name, unit: unit.id };
  const address = "/admin/v1/instances/{instance}/business-units/{unit}";
  const now = { path, query: confirmed };
  return {
    change: (change: { name?: string; parent?: string }) =>
      api.PATCH(address, { params: now, body: change }).then(refresh),
    remove: () => api.DELETE(address, { params: now }).then(refresh),
    lookAtMove: (parent: string) => (query: PreviewQuery) =>
      look(api.PATCH(address, { params: { path, query }, body: { parent } })),
    lookAtRemoval: (query: PreviewQuery) => look(api.DELETE(address, { params: { path, query } })),
  };
}

function RenameUnit(props: UnitProps): ReactNode {
  const { unit } = props;
  const [name, setName] = useState(unit.name);
  const { change } = useUnit(props);
  return (
    <ActButton
      label="Rename"
      action="manageInstances"
      isSmall
      isReady={name.trim() !== "" && name !== unit.name}
      onConfirm={() => change({ name })}
    >
      <Field label={`New name of ${unit.path}`} required>
        <Input value={name} onChange={(_event, { value }) => setName(value)} />
      </Field>
    </ActButton>
  );
}

function MoveUnit(props: UnitProps & { readonly units: readonly Unit[] }): ReactNode {
  const { unit, units } = props;
  const [parent, setParent] = useState(unit.parentId ?? "");
  const { change, lookAtMove } = useUnit(props);
  const isMoved = parent !== unit.parentId;
  return (
    <ActButton
      label="Move"
      action="manageInstances"
      isSmall
      isReady={isMoved}
      onConfirm={() => change({ parent })}
    >
      <div className={styles.stack}>
        <p>
          {unit.path} and all below it get the security roles of the units above the new place. People keep
          theirs.
        </p>
        <UnitSelect label="Below" value={parent} units={units} onChange={setParent} />
        {isMoved && <Impact id={["unit", unit.id, parent]} preview={lookAtMove(parent)} />}
      </div>
    </ActButton>
  );
}

function RemoveUnit(props: UnitProps): ReactNode {
  const { unit } = props;
  const { remove, lookAtRemoval } = useUnit(props);
  return (
    <ActButton label="Delete" action="manageInstances" isSmall onConfirm={remove}>
      <div className={styles.stack}>
        <p>The business unit {unit.path} is deleted, with its copies of the security roles.</p>
        <Impact id={["unit", unit.id, "delete"]} preview={lookAtRemoval} />
      </div>
    </ActButton>
  );
}
