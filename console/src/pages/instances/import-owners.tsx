import { Field, Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, changed } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { ActButton } from "../../components/act-button";
import { DataTable } from "../../components/data-table";
import { Facts } from "../../components/facts";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";
import { type InstanceProps, useInstancesChanged } from "./instance-api";

type Result = components["schemas"]["ImportResult"];

/** Sends a CSV file of owners; a dry run changes nothing and answers the same. */
function send(instance: string, file: File, dryRun: "true" | "false"): Promise<Result> {
  return changed(
    api.POST("/admin/v1/instances/{instance}/imports", {
      params: { path: { instance }, query: { dryRun } },
      headers: { "Content-Type": "text/csv" },
      body: file.name,
      bodySerializer: () => file,
    }),
  );
}

/** Imports who owns which rows, from a CSV file; shows before what would follow. */
export function ImportOwners({ instance: { name } }: InstanceProps): ReactNode {
  const [file, setFile] = useState<File>();
  const refresh = useInstancesChanged();
  const { data: plan, error } = useQuery({
    queryKey: ["preview", "owners", name, file?.name, file?.size, file?.lastModified],
    queryFn: () => (file === undefined ? undefined : send(name, file, "true")),
    enabled: file !== undefined,
    gcTime: 0,
    retry: false,
  });
  const run = async (): Promise<void> => {
    if (file === undefined) return;
    await send(name, file, "false");
    setFile(undefined);
    await refresh();
  };
  return (
    <ActButton
      label="Import owners"
      action="manageInstances"
      verb="Import"
      isReady={plan !== undefined && plan.rows + plan.users > 0}
      onConfirm={run}
    >
      <div className={styles.stack}>
        <Field
          label="CSV file"
          hint="With the columns table, id and owner. An owner who is no user becomes a stub user."
        >
          {(field) => (
            <input
              {...field}
              type="file"
              accept=".csv,text/csv"
              onChange={({ target }) => setFile(target.files?.[0])}
            />
          )}
        </Field>
        {error !== null && <ProblemBar problem={asProblem(error)} />}
        {file !== undefined && plan === undefined && error === null && (
          <Spinner size="small" label="Reading the file" />
        )}
        {plan !== undefined && <Plan plan={plan} />}
      </div>
    </ActButton>
  );
}

function Plan({ plan }: { readonly plan: Result }): ReactNode {
  const { rows, rowsOfUsers, users, stubs, errors, errorCount } = plan;
  return (
    <>
      <Facts
        facts={[
          ["Rows whose owner is stored", rows],
          ["Of them rows of users", rowsOfUsers],
          ["Lines about users", users],
          ["New stub users", stubs],
          ["Lines left out", errorCount],
        ]}
      />
      {errors.length > 0 && (
        <DataTable
          label="Lines left out"
          rows={errors}
          rowId={({ line }) => String(line)}
          empty={null}
          columns={[
            { id: "line", header: "Line", cell: ({ line }) => line },
            { id: "detail", header: "Why", cell: ({ detail }) => detail },
          ]}
        />
      )}
    </>
  );
}
