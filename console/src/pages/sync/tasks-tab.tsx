import { Badge, Field, Select } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { useUrlState } from "../../app/url-state";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Moment } from "../../components/moment";
import { PersonLink } from "../../components/person-link";
import { useList } from "../../components/use-list";

const STATES = ["waiting", "parked"] as const;

interface TasksTabProps {
  /** The name of the only instance; without, the person chooses. */
  readonly instance?: string;
}

/** The people whose records wait to be synchronized, or were given up. */
export function TasksTab({ instance: only }: TasksTabProps): ReactNode {
  const [{ state: chosen, instance = only }, change] = useUrlState();
  const state = STATES.find((one) => one === chosen);
  const { data: instances } = useQuery({
    queryKey: ["instances", "list"],
    queryFn: () => body(api.GET("/admin/v1/instances")),
  });
  const nameOf = (id: string): string => instances?.value.find((one) => one.id === id)?.displayName ?? id;
  const filters = {
    ...(state !== undefined && { state }),
    ...(instance !== undefined && { instance }),
  } as const;
  const list = useList(["sync", "tasks", filters], (page) =>
    body(api.GET("/admin/v1/sync/tasks", { params: { query: { ...page, ...filters } } })),
  );
  return (
    <>
      <div className={styles.filters}>
        <Field label="State">
          <Select
            value={state ?? ""}
            onChange={(_event, { value }) => change({ state: value, cursor: undefined })}
          >
            <option value="">All</option>
            <option value="waiting">Waiting</option>
            <option value="parked">Parked</option>
          </Select>
        </Field>
        {only === undefined && (
          <Field label="Instance">
            <Select
              value={instance ?? ""}
              onChange={(_event, { value }) => change({ instance: value, cursor: undefined })}
            >
              <option value="">All</option>
              {instances?.value.map(({ id, name, displayName }) => (
                <option key={id} value={name}>
                  {displayName}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      <DataTable
        {...list}
        exported={{ path: "/sync/tasks", query: filters }}
        label="Tasks"
        rowId={({ userId, instanceId }) => `${userId} ${instanceId}`}
        empty={<EmptyState title="Everything is in step">No record waits to be synchronized.</EmptyState>}
        columns={[
          {
            id: "person",
            header: "Person",
            cell: ({ userId, ...one }) => <PersonLink {...one} id={userId} tab="crm" />,
          },
          { id: "instance", header: "Instance", cell: ({ instanceId }) => nameOf(instanceId) },
          {
            id: "state",
            header: "State",
            cell: (task) => (
              <Badge appearance="tint" color={task.state === "parked" ? "danger" : "informative"}>
                {task.state === "parked" ? "Parked" : "Waiting"}
              </Badge>
            ),
          },
          { id: "cause", header: "Cause", cell: ({ cause }) => cause },
          { id: "attempts", header: "Failed tries", align: "end", cell: ({ attempts }) => attempts },
          { id: "asked", header: "Asked for", cell: ({ askedAt }) => <Moment at={askedAt} /> },
          {
            id: "next",
            header: "Next try",
            cell: ({ nextTryAt }) => (nextTryAt === undefined ? "–" : <Moment at={nextTryAt} />),
          },
          { id: "reason", header: "Why it is parked", cell: ({ reason }) => reason ?? "–" },
        ]}
      />
    </>
  );
}
