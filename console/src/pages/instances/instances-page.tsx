import { Badge } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { HoldBar } from "../../components/hold-bar";
import styles from "../../components/lines.module.css";
import { Page } from "../../components/page";
import { AddInstance } from "./add-instance";
import { type Instance, PURPOSES, useInstances } from "./instance-api";

/** The CRM instances: who guards them, and how many people can enter. */
export function InstancesPage(): ReactNode {
  const { data, error, refetch } = useInstances();
  const { data: counts } = useQuery({
    queryKey: ["instances", "access"],
    queryFn: () => body(api.GET("/admin/v1/reports/access")),
  });
  const accessOf = ({ id }: Instance) => counts?.value.find(({ instance }) => instance.id === id);
  return (
    <Page
      title="Instances"
      lead="Each instance is one CRM organization, with users, units and roles of its own."
    >
      <HoldBar />
      <div className={styles.actions}>
        <AddInstance />
      </div>
      <DataTable
        label="Instances"
        rows={data?.value}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        rowId={({ id }) => id}
        empty={
          <EmptyState title="No instance yet">Add the CRM organization that people sign in to.</EmptyState>
        }
        columns={[
          {
            id: "name",
            header: "Instance",
            cell: ({ name, displayName }) => (
              <AppLink to={`/instances/${name}/overview`}>{displayName}</AppLink>
            ),
          },
          { id: "type", header: "Purpose", cell: ({ type }) => PURPOSES[type] },
          { id: "guard", header: "Guard", cell: (instance) => <GuardBadge instance={instance} /> },
          { id: "can", header: "Can enter", align: "end", cell: (one) => accessOf(one)?.can ?? "–" },
          { id: "waiting", header: "Waiting", align: "end", cell: (one) => accessOf(one)?.waiting ?? "–" },
          { id: "cannot", header: "Cannot", align: "end", cell: (one) => accessOf(one)?.cannot ?? "–" },
        ]}
      />
    </Page>
  );
}

/** Says in a word who may enter. */
export function GuardBadge({ instance }: { readonly instance: Instance }): ReactNode {
  const { guardGroupId, guardMissing, isOpened } = instance;
  if (guardMissing) {
    return (
      <Badge appearance="tint" color="danger">
        The group is gone
      </Badge>
    );
  }
  if (!isOpened) {
    return (
      <Badge appearance="tint" color="warning">
        No license opens it
      </Badge>
    );
  }
  return guardGroupId === undefined ? "Everybody with a license" : "Members of a group";
}
