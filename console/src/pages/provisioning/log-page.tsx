import { Badge, Button, Input, Select, Switch } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { useLive } from "../../app/live";
import { numberText } from "../../app/numbers";
import { useUrlState } from "../../app/url-state";
import { AppLink } from "../../components/app-link";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { useList } from "../../components/use-list";
import { useConnections } from "./connections";
import { LogEntryDetails } from "./log-entry-details";
import { type LogEntry, operationText, statusText } from "./log-words";
import styles from "./provisioning.module.css";

const OPERATIONS = [
  "create",
  "read",
  "replace",
  "patch",
  "delete",
  "search",
  "bulk",
  "discovery",
  "other",
] as const;

const STATUSES = [
  { value: "", label: "Any status" },
  { value: "2xx", label: "Succeeded" },
  { value: "400-599", label: "Failed" },
  { value: "401", label: "Not authenticated (401)" },
  { value: "409", label: "Conflict (409)" },
  { value: "429", label: "Too many (429)" },
  { value: "5xx", label: "Errors of the server (5xx)" },
];

const TIMES = [
  { value: "", label: "Any time" },
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
];

/** What providers have sent and were answered, newest first, as it happens. */
export function LogPage(): ReactNode {
  const [state, change] = useUrlState();
  const [isLive, setIsLive] = useState(true);
  const queries = useQueryClient();
  const { cursor } = state;
  const query = {
    ...given("connection", state["connection"]),
    ...given("status", state["status"]),
    ...given("requestId", state["requestId"]),
    ...given("resourceId", state["resourceId"]),
    ...given("since", state["since"]),
    ...given(
      "operation",
      OPERATIONS.find((operation) => operation === state["operation"]),
    ),
  };
  const list = useList<LogEntry>(["provisioning-log", query], (page) =>
    body(api.GET("/admin/v1/provisioning-log", { params: { query: { ...query, ...page } } })),
  );
  useLive(
    ["provisioning"],
    () => void queries.invalidateQueries({ queryKey: ["provisioning-log"] }),
    isLive && cursor === undefined,
  );
  const open = list.rows?.find(({ id }) => id === state["entry"]);
  const isFiltered = Object.keys(query).length > 0;
  return (
    <Page
      title="Provisioning log"
      crumbs={[{ label: "Provisioning", to: "/provisioning" }]}
      lead="What providers have asked for, and what they were answered. Reads that succeed are counted by the minute, unless the connection is watched."
      commands={[{ label: "Refresh", onClick: () => list.onRetry?.(), shortcut: "r" }]}
      beside={
        <Switch
          label="Live"
          checked={isLive}
          disabled={cursor !== undefined}
          onChange={(_event, { checked }) => setIsLive(checked)}
        />
      }
    >
      <Filters />
      <div className={open === undefined ? undefined : styles.split}>
        <DataTable
          {...list}
          label="Requests of providers"
          exported={{ path: "/provisioning-log", query }}
          columns={COLUMNS}
          rowId={({ id }) => id}
          onOpen={({ id }) => change({ entry: id }, { replace: true })}
          empty={isFiltered ? <NothingFound /> : <NothingYet />}
        />
        {open !== undefined && (
          <LogEntryDetails entry={open} onClose={() => change({ entry: undefined }, { replace: true })} />
        )}
      </div>
    </Page>
  );
}

function given<Name extends string, Value extends string>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined || value === "" ? {} : ({ [name]: value } as { [Key in Name]: Value });
}

const COLUMNS: readonly Column<LogEntry>[] = [
  { id: "time", header: "Time", width: "11rem", cell: (entry) => <TimeButton entry={entry} /> },
  {
    id: "status",
    header: "Status",
    width: "11rem",
    cell: ({ status, code }) => (
      <Badge appearance="tint" color={status < 400 ? "success" : status < 500 ? "warning" : "danger"}>
        {statusText(status, code)}
      </Badge>
    ),
  },
  { id: "operation", header: "Request", cell: (entry) => <span>{operationText(entry)}</span> },
  {
    id: "connection",
    header: "Connection",
    width: "12rem",
    cell: ({ connection }) =>
      connection === undefined ? (
        "none"
      ) : (
        <AppLink to={`/provisioning/connections/${encodeURIComponent(connection)}`}>{connection}</AppLink>
      ),
  },
  {
    id: "ignored",
    header: "Ignored",
    width: "12rem",
    cell: ({ ignored = [] }) => ignored.join(", "),
  },
  {
    id: "duration",
    header: "ms",
    width: "5rem",
    align: "end",
    cell: ({ durationMs }) => numberText(Math.round(durationMs)),
  },
];

function TimeButton({ entry: { id, time } }: { readonly entry: LogEntry }): ReactNode {
  const [{ entry: open }, change] = useUrlState();
  return (
    <Button
      appearance="transparent"
      size="small"
      className={styles.time}
      aria-expanded={open === id}
      onClick={() => change({ entry: open === id ? undefined : id }, { replace: true })}
    >
      <Moment at={time} />
    </Button>
  );
}

function Filters(): ReactNode {
  const [state, change] = useUrlState();
  const connections = useConnections();
  const set = (name: string, value: string): void => {
    change({ [name]: value, cursor: undefined, entry: undefined }, { replace: true });
  };
  const choice = (name: string, label: string, options: readonly { value: string; label: string }[]) => (
    <Select aria-label={label} value={state[name] ?? ""} onChange={(_event, { value }) => set(name, value)}>
      {options.map(({ value, label: text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
  const names = (connections.data?.value ?? []).map(({ name }) => ({ value: name, label: name }));
  return (
    <div className={styles.filters} role="search" aria-label="Filters">
      {choice("connection", "Connection", [{ value: "", label: "Any connection" }, ...names])}
      {choice("status", "Status", STATUSES)}
      {choice("operation", "Operation", [
        { value: "", label: "Any operation" },
        ...OPERATIONS.map((value) => ({ value, label: value })),
      ])}
      {choice("since", "Time", TIMES)}
      <Input
        type="search"
        placeholder="Request id"
        aria-label="Request id"
        value={state["requestId"] ?? ""}
        onChange={(_event, { value }) => set("requestId", value.trim())}
      />
    </div>
  );
}

function NothingYet(): ReactNode {
  return (
    <EmptyState
      title="No provider has spoken yet"
      commands={[{ label: "Connect a provider", to: "/provisioning/connect", isPrimary: true }]}
    >
      Here you see each request of your identity provider, and what became of it.
    </EmptyState>
  );
}

function NothingFound(): ReactNode {
  const [state, change] = useUrlState();
  const clear = (): void => {
    change(Object.fromEntries(Object.keys(state).map((name) => [name, undefined])));
  };
  return <EmptyState title="No requests match" commands={[{ label: "Clear filters", onClick: clear }]} />;
}
