import { Field, Input, Select } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { ActButton } from "../../components/act-button";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";
import { type InstanceProps, useBusinessUnits } from "./instance-api";
import tree from "./tree.module.css";

type Unit = components["schemas"]["BusinessUnit"];

/** The tree of the business units of an instance. */
export function UnitsTab({ instance }: InstanceProps): ReactNode {
  const { data, error } = useBusinessUnits(instance);
  if (error !== null) return <ProblemBar problem={asProblem(error)} />;
  const units = data?.value ?? [];
  return (
    <>
      <div className={styles.actions}>
        <AddUnit instance={instance} units={units} />
      </div>
      <Branch units={units} parentId={undefined} instance={instance} />
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
            <RemoveUnit unit={unit} units={units} instance={instance} />
          </div>
          <Branch units={units} parentId={unit.id} instance={instance} />
        </li>
      ))}
    </ul>
  );
}

function useUnitsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["instances"] });
}

function AddUnit({ instance, units }: InstanceProps & { readonly units: readonly Unit[] }): ReactNode {
  const [name, setName] = useState("");
  const [parent, setParent] = useState("");
  const changed = useUnitsChanged();
  const add = async (): Promise<void> => {
    await api.POST("/admin/v1/instances/{instance}/business-units", {
      params: { path: { instance: instance.name } },
      body: { name, ...(parent !== "" && { parent }) },
    });
    await changed();
  };
  return (
    <ActButton label="Add a business unit" action="manageInstances" verb="Add" isPrimary onConfirm={add}>
      <div className={styles.stack}>
        <Field label="Name" required>
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Field label="Below">
          <Select value={parent} onChange={(_event, { value }) => setParent(value)}>
            {units.map(({ id, path, parentId }) => (
              <option key={id} value={parentId === undefined ? "" : id}>
                {path}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </ActButton>
  );
}

interface RemoveUnitProps extends InstanceProps {
  readonly unit: Unit;
  readonly units: readonly Unit[];
}

function RemoveUnit({ unit, units, instance }: RemoveUnitProps): ReactNode {
  const changed = useUnitsChanged();
  if (unit.parentId === undefined) return null;
  const hasUnits = units.some(({ parentId }) => parentId === unit.id);
  const remove = async (): Promise<void> => {
    await api.DELETE("/admin/v1/instances/{instance}/business-units/{unit}", {
      params: { path: { instance: instance.name, unit: unit.id } },
    });
    await changed();
  };
  return (
    <ActButton
      label="Delete"
      action="manageInstances"
      disabledBecause={hasUnits ? "There are units below it: delete those first" : undefined}
      onConfirm={remove}
    >
      The business unit {unit.path} is deleted. It must have no people and no teams.
    </ActButton>
  );
}
