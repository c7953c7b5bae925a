import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { useUrlState } from "../../app/url-state";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { type InstanceProps, useBusinessUnits, useRoles } from "./instance-api";
import { RolePage } from "./privilege-matrix";
import { UnitSelect } from "./units-tab";

/** The security roles of a business unit, and what each permits. */
export function RolesTab({ instance }: InstanceProps): ReactNode {
  const [{ unit, role }, change] = useUrlState();
  const { data: units } = useBusinessUnits(instance);
  const { data, error, refetch } = useRoles(instance, unit);
  if (role !== undefined) return <RolePage instance={instance} role={role} />;
  return (
    <>
      <div className={styles.filters}>
        <UnitSelect
          label="Business unit"
          value={unit ?? units?.value[0]?.id ?? ""}
          units={units?.value ?? []}
          onChange={(id) => change({ unit: id })}
        />
      </div>
      <DataTable
        label="Security roles"
        rows={data?.value}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        rowId={({ id }) => id}
        empty={<EmptyState title="This business unit has no security role" />}
        columns={[
          {
            id: "name",
            header: "Security role",
            cell: ({ id, name }) => (
              <Button appearance="transparent" size="small" onClick={() => change({ role: id })}>
                {name}
              </Button>
            ),
          },
          { id: "description", header: "Description", cell: ({ description }) => description ?? "–" },
          {
            id: "managed",
            header: "Made by",
            cell: ({ isManaged }) => (isManaged ? "Every instance has it" : "Your organization"),
          },
        ]}
      />
    </>
  );
}
