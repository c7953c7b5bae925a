import { Button, Field, Select } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useUrlState } from "../../app/url-state";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { type InstanceProps, useBusinessUnits } from "./instance-api";
import { PrivilegeMatrix } from "./privilege-matrix";

/** The security roles of a business unit, and what each permits. */
export function RolesTab({ instance }: InstanceProps): ReactNode {
  const [{ unit, role }, change] = useUrlState();
  const { data: units } = useBusinessUnits(instance);
  const root = units?.value.find(({ parentId }) => parentId === undefined)?.id;
  const chosen = unit ?? root;
  const { data, error } = useQuery({
    queryKey: ["instances", instance.name, "roles"],
    queryFn: () =>
      body(
        api.GET("/admin/v1/instances/{instance}/security-roles", {
          params: { path: { instance: instance.name } },
        }),
      ),
  });
  if (role !== undefined) {
    return (
      <div className={styles.stack}>
        <div>
          <Button onClick={() => change({ role: undefined })}>All security roles</Button>
        </div>
        <PrivilegeMatrix instance={instance.name} role={role} />
      </div>
    );
  }
  return (
    <>
      <div className={styles.filters}>
        <Field label="Business unit">
          <Select value={chosen ?? ""} onChange={(_event, { value }) => change({ unit: value })}>
            {units?.value.map(({ id, path }) => (
              <option key={id} value={id}>
                {path}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <DataTable
        label="Security roles"
        rows={data?.value.filter(({ businessUnitId }) => businessUnitId === chosen)}
        problem={error === null ? undefined : asProblem(error)}
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
