import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useUrlState } from "../../app/url-state";
import { AppLink } from "../../components/app-link";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { useCursor } from "../../components/use-cursor";
import { JobProgress } from "./job-progress";
import { isOpen, type Job, labelOf, wordsOf } from "./job-words";

const STATES = { selecting: "Starting", running: "Running", done: "Done", canceled: "Stopped" } as const;

const COLUMNS: readonly Column<Job>[] = [
  { id: "kind", header: "Job", cell: (job) => <AppLink to={`/jobs?id=${job.id}`}>{labelOf(job)}</AppLink> },
  { id: "state", header: "State", cell: ({ state }) => STATES[state] },
  { id: "progress", header: "Progress", cell: wordsOf },
  { id: "startedAt", header: "Started", cell: ({ startedAt }) => <Moment at={startedAt} /> },
  {
    id: "endedAt",
    header: "Ended",
    cell: ({ endedAt }) => (endedAt === undefined ? "" : <Moment at={endedAt} />),
  },
];

/** Changes of many users: those that run, and those that ended within 30 days; or one of them. */
export function JobsPage(): ReactNode {
  const [{ id }] = useUrlState();
  return id === undefined ? <JobList /> : <OneJob id={id} />;
}

function JobList(): ReactNode {
  const [{ cursor }, change] = useUrlState();
  const query = cursor === undefined ? {} : { cursor };
  const { data, error, refetch } = useQuery({
    queryKey: ["jobs", query],
    queryFn: () => body(api.GET("/admin/v1/jobs", { params: { query } })),
    refetchInterval: ({ state }) => (state.data?.value.some(isOpen) === true ? 2_000 : false),
  });
  const cursors = useCursor(cursor, data?.nextCursor);
  return (
    <Page
      title="Jobs"
      lead="Changes of many users work behind the page, also after you have left it."
      commands={[{ label: "Refresh", onClick: () => void refetch(), shortcut: "r" }]}
    >
      <DataTable
        label="Jobs"
        columns={COLUMNS}
        rows={data?.value}
        rowId={(job) => job.id}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        onOpen={(job) => change({ id: job.id })}
        paging={cursors}
        empty={
          <EmptyState title="No jobs yet" commands={[{ label: "Go to users", to: "/users" }]}>
            Select users in a list, and change all of them at once.
          </EmptyState>
        }
      />
    </Page>
  );
}

function OneJob({ id }: { readonly id: string }): ReactNode {
  return (
    <Page title="Job" crumbs={[{ label: "Jobs", to: "/jobs" }]}>
      <JobProgress id={id} />
    </Page>
  );
}
