import {
  Badge,
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  Select,
  Spinner,
  ToggleButton,
} from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body, changed } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useMay } from "../../app/session";
import { useUrlState } from "../../app/url-state";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { ProblemBar } from "../../components/problem-bar";
import { saveFile } from "../../components/save-file";
import { useList } from "../../components/use-list";
import { JobProgress } from "../jobs/job-progress";
import { type ImportLine, takePasswords, type UserImport } from "./import-api";
import styles from "./import-page.module.css";

type Action = ImportLine["action"];

const ACTIONS: Readonly<
  Record<Action, { readonly label: string; readonly color: "success" | "brand" | "subtle" | "danger" }>
> = {
  create: { label: "Add", color: "success" },
  update: { label: "Change", color: "brand" },
  unchanged: { label: "No change", color: "subtle" },
  refused: { label: "Refused", color: "danger" },
};

const COLUMNS: readonly Column<ImportLine>[] = [
  { id: "userName", header: "Username", cell: ({ userName }) => userName ?? "" },
  { id: "line", header: "Line", cell: ({ line }) => line, align: "end", width: "5rem" },
  {
    id: "action",
    header: "What happens",
    width: "9rem",
    cell: ({ action }) => (
      <Badge appearance="tint" color={ACTIONS[action].color}>
        {ACTIONS[action].label}
      </Badge>
    ),
  },
  {
    id: "detail",
    header: "Details",
    cell: ({ detail, changed: attributes }) => detail ?? attributes?.map(wordOf).join(", ") ?? "",
  },
];

/** The last part of a path: `department`. */
function wordOf(path: string): string {
  return path.split(":").at(-1) ?? path;
}

interface ImportPlanProps {
  readonly id: string;
  /** Reads the file again with other attributes for columns; undefined if the page no longer has the file. */
  readonly onColumns?: (columns: Readonly<Record<string, string>>) => void;
  readonly onAgain: () => void;
}

/** What becomes of each line of a file; then how far the job is. */
export function ImportPlan({ id, onColumns, onAgain }: ImportPlanProps): ReactNode {
  const path = { path: { id } };
  const {
    data: plan,
    error,
    refetch,
  } = useQuery({
    queryKey: ["imports", id],
    queryFn: () => body(api.GET("/admin/v1/imports/{id}", { params: path })),
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (plan === undefined) return <Spinner label="Reading the plan" />;
  return (
    <div className={styles.plan}>
      {plan.jobId === undefined ? (
        <Apply plan={plan} onAgain={onAgain} />
      ) : (
        <Applied id={id} jobId={plan.jobId} />
      )}
      {plan.jobId === undefined && <MatchedColumns plan={plan} onColumns={onColumns} />}
      <Lines plan={plan} />
    </div>
  );
}

/** How many seats the plan needs, and the button that starts it. */
function Apply({ plan, onAgain }: { readonly plan: UserImport; readonly onAgain: () => void }): ReactNode {
  const { id, counts, seats } = plan;
  const mayAdd = useMay("manageUsers");
  const queries = useQueryClient();
  const apply = useMutation({
    mutationFn: () => changed(api.POST("/admin/v1/imports/{id}/apply", { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["imports", id] }),
  });
  const people = counts.create + counts.update;
  return (
    <>
      {seats.map(({ skuId, partNumber, needed, available }) => (
        <MessageBar key={skuId} intent={needed > available ? "warning" : "info"} layout="multiline">
          <MessageBarBody>
            {partNumber}: {needed} {needed === 1 ? "seat" : "seats"} needed, {available} available.
            {needed > available &&
              " The others are added without a license: buy seats first, or try them again later."}
          </MessageBarBody>
        </MessageBar>
      ))}
      {apply.error !== null && <ProblemBar problem={asProblem(apply.error)} />}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabled={!mayAdd || people === 0 || apply.isPending}
          icon={apply.isPending ? <Spinner size="tiny" /> : null}
          onClick={() => apply.mutate()}
        >
          {`Add ${counts.create} and change ${counts.update} users`}
        </Button>
        <Button onClick={onAgain}>Read another file</Button>
      </div>
    </>
  );
}

/** How far the job is, and the passwords. */
function Applied({ id, jobId }: { readonly id: string; readonly jobId: string }): ReactNode {
  const take = useMutation({
    gcTime: 0,
    mutationFn: () => takePasswords(id),
    onSuccess: (lines) => {
      if (lines.length > 0) saveFile("temporary-passwords.txt", "text/plain", [`${lines.join("\n")}\n`]);
    },
  });
  return (
    <section className={styles.section}>
      <h2>Progress</h2>
      <JobProgress id={jobId} />
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          The temporary passwords can be downloaded once, within a day, by whoever added the users. They are
          not shown again; a forgotten one can be reset.
        </MessageBarBody>
      </MessageBar>
      {take.error !== null && <ProblemBar problem={asProblem(take.error)} />}
      <div className={styles.buttons}>
        <Button disabled={take.isPending} onClick={() => take.mutate()}>
          Download the passwords
        </Button>
        <span role="status">
          {take.data !== undefined && `${take.data.length} passwords were downloaded.`}
        </span>
      </div>
    </section>
  );
}

interface MatchedColumnsProps {
  readonly plan: UserImport;
  readonly onColumns: ImportPlanProps["onColumns"];
}

/** Which attribute each column fills. */
function MatchedColumns({ plan, onColumns }: MatchedColumnsProps): ReactNode {
  const { data } = useQuery({
    queryKey: ["user-columns"],
    queryFn: () => body(api.GET("/admin/v1/imports/user-columns")),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const used = new Set(plan.columns.map(({ path }) => path));
  return (
    <section className={styles.section}>
      <h2>Columns</h2>
      <div className={styles.columns}>
        {plan.columns.map(({ name, path = "" }) => (
          <Field key={name} label={name === "" ? "(without a name)" : name}>
            <Select
              value={path}
              disabled={onColumns === undefined}
              onChange={(_event, { value }) => onColumns?.({ [name]: value })}
            >
              <option value="">Left out</option>
              {(data?.value ?? [])
                .filter((column) => column.path === path || !used.has(column.path))
                .map((column) => (
                  <option key={column.path} value={column.path}>
                    {column.title}
                  </option>
                ))}
            </Select>
          </Field>
        ))}
      </div>
    </section>
  );
}

/** The lines of the file, of which a button for each kind shows its own. */
function Lines({ plan: { id, counts } }: { readonly plan: UserImport }): ReactNode {
  const [{ action }, change] = useUrlState();
  const chosen = (Object.keys(ACTIONS) as Action[]).find((one) => one === action);
  const list = useList(["imports", id, "lines", chosen], (page) =>
    body(
      api.GET("/admin/v1/imports/{id}/lines", {
        params: { path: { id }, query: { ...page, ...(chosen && { action: chosen }) } },
      }),
    ),
  );
  return (
    <>
      <div className={styles.buttons} role="group" aria-label="Show lines">
        {(Object.keys(ACTIONS) as Action[]).map((one) => (
          <ToggleButton
            key={one}
            size="small"
            checked={chosen === one}
            onClick={() => change({ action: chosen === one ? undefined : one, cursor: undefined })}
          >
            {`${ACTIONS[one].label} (${counts[one]})`}
          </ToggleButton>
        ))}
      </div>
      <DataTable
        label="Lines"
        columns={COLUMNS}
        rowId={({ line }) => String(line)}
        empty={<EmptyState title="No lines">There is no such line in the file.</EmptyState>}
        {...list}
      />
    </>
  );
}
