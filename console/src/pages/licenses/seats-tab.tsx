import { Badge, Field, Select } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { api, body, changed } from "../../api/client";
import { useUrlState } from "../../app/url-state";
import { ActButton } from "../../components/act-button";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Moment } from "../../components/moment";
import { PersonLink } from "../../components/person-link";
import { useSelection } from "../../components/selection";
import { useList } from "../../components/use-list";
import { JobProgress } from "../jobs/job-progress";
import { type Sku, useLicensesChanged } from "./license-api";
import { BuySeats } from "./pool-actions";

type Status = "active" | "held" | "error" | "released";
const STATUS: Readonly<Record<Status, string>> = {
  active: "Assigned",
  held: "Held for an invitation",
  error: "Waits for a seat",
  released: "Released",
};
const COLORS = { active: "success", held: "informative", error: "warning", released: "subtle" } as const;

interface SeatsProps {
  readonly sku: Sku;
}

function useSeats({ id }: Sku, status: Status | undefined) {
  return useList(["licenses", id, "seats", status], (page) =>
    body(
      api.GET("/admin/v1/licenses/{sku}/seats", {
        params: { path: { sku: id }, query: { ...page, ...(status !== undefined && { status }) } },
      }),
    ),
  );
}

/** The people who have, hold or wait for a seat; the seats of those who are marked are reclaimed together. */
export function SeatsTab({ sku }: SeatsProps): ReactNode {
  const [{ status: chosen }, change] = useUrlState();
  const status = Object.keys(STATUS).find((one): one is Status => one === chosen);
  const list = useSeats(sku, status);
  const selection = useSelection(status ?? "");
  return (
    <>
      <div className={styles.filters}>
        <Field label="Status">
          <Select
            value={status ?? ""}
            onChange={(_event, { value }) => change({ status: value, cursor: undefined })}
          >
            <option value="">All</option>
            {Object.entries(STATUS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Reclaim sku={sku} ids={[...selection.ids]} onStart={() => selection.select([])} />
      </div>
      <DataTable
        {...list}
        label="Seats"
        exported={{ path: `/licenses/${sku.id}/seats`, query: { status } }}
        selection={selection}
        rowId={({ id }) => id}
        rowName={({ displayName, userName, id }) => displayName ?? userName ?? id}
        empty={<EmptyState title="No seats match">Assign the license to people.</EmptyState>}
        columns={[
          { id: "person", header: "Person", cell: (seat) => <PersonLink {...seat} tab="licenses" /> },
          { id: "userName", header: "User name", cell: ({ userName }) => userName ?? "–" },
          {
            id: "status",
            header: "Status",
            cell: (seat) => (
              <Badge appearance="tint" color={COLORS[seat.status]}>
                {STATUS[seat.status]}
              </Badge>
            ),
          },
          { id: "since", header: "Since", cell: ({ since }) => <Moment at={since} /> },
          { id: "sources", header: "Asked for by", cell: ({ sources }) => sources.join(", ") || "–" },
        ]}
      />
    </>
  );
}

interface ReclaimProps extends SeatsProps {
  readonly ids: readonly string[];
  readonly onStart: () => void;
}

/** Takes the seats of several people back, as a job. */
function Reclaim({ sku: { id, displayName }, ids, onStart }: ReclaimProps): ReactNode {
  const [job, setJob] = useState<string>();
  const refresh = useLicensesChanged();
  const start = async (): Promise<void> => {
    const made = await changed(
      api.POST("/admin/v1/jobs", {
        body: { kind: "removeLicenses", params: { sku: id }, userIds: [...ids] },
      }),
    );
    setJob(made.id);
    onStart();
  };
  return (
    <>
      <ActButton
        label="Reclaim seats"
        action="assignLicenses"
        verb="Reclaim"
        disabledBecause={ids.length === 0 ? "Select people first" : undefined}
        onConfirm={start}
      >
        {ids.length === 1 ? "1 person loses" : `${ids.length} people lose`} {displayName}, and the access that
        only this license opens. The seats become free at once. A license that a group gives stays.
      </ActButton>
      {job !== undefined && <JobProgress id={job} onEnd={() => void refresh()} />}
    </>
  );
}

/** The people who wait for a seat, in the order in which they get one. */
export function WaitingTab({ sku, waiting }: SeatsProps & { readonly waiting: number }): ReactNode {
  const list = useSeats(sku, "error");
  return (
    <>
      {waiting > 0 && (
        <div className={styles.actions}>
          <BuySeats key={waiting} sku={sku} waiting={waiting} />
        </div>
      )}
      <DataTable
        {...list}
        label="People who wait for a seat"
        exported={{ path: `/licenses/${sku.id}/seats`, query: { status: "error" } }}
        rowId={({ id }) => id}
        empty={
          <EmptyState title="Nobody waits for a seat">
            Whoever asks for this license gets a seat at once.
          </EmptyState>
        }
        columns={[
          { id: "person", header: "Person", cell: (seat) => <PersonLink {...seat} tab="licenses" /> },
          { id: "userName", header: "User name", cell: ({ userName }) => userName ?? "–" },
          { id: "since", header: "Waits since", cell: ({ since }) => <Moment at={since} /> },
          { id: "sources", header: "Asked for by", cell: ({ sources }) => sources.join(", ") || "–" },
        ]}
      />
    </>
  );
}
