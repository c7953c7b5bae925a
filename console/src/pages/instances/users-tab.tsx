import { Badge, Field, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { useUrlState } from "../../app/url-state";
import { REASON_NAMES } from "../../components/access-words";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { PersonLink } from "../../components/person-link";
import { SearchField } from "../../components/search-field";
import { useList } from "../../components/use-list";
import type { InstanceProps } from "./instance-api";

const VIEWS = {
  all: "All users",
  enabled: "Enabled users",
  disabled: "Disabled users",
  withoutRole: "Users without a role",
  administrative: "Administrative users",
  nonInteractive: "Non-interactive users",
  application: "Application users",
  stub: "Stub users",
} as const;
type View = keyof typeof VIEWS;

function isView(text: string | undefined): text is View {
  return text !== undefined && Object.hasOwn(VIEWS, text);
}

/** The user table of an instance, by views. */
export function UsersTab({ instance: { name } }: InstanceProps): ReactNode {
  const [{ view: wanted, q }, change] = useUrlState();
  const view = isView(wanted) ? wanted : "all";
  const query = { view, ...(q !== undefined && { q }) };
  const list = useList(["instances", name, "users", query], (page) =>
    body(
      api.GET("/admin/v1/instances/{instance}/users", {
        params: { path: { instance: name }, query: { ...query, ...page } },
      }),
    ),
  );
  return (
    <>
      <div className={styles.filters}>
        <Field label="View">
          <Select value={view} onChange={(_event, { value }) => change({ view: value, cursor: undefined })}>
            {Object.entries(VIEWS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <SearchField label="User name begins with" />
      </div>
      <DataTable
        {...list}
        label={VIEWS[view]}
        rowId={({ id }) => id}
        empty={<EmptyState title="No users match">Choose another view, or clear the search.</EmptyState>}
        columns={[
          {
            id: "name",
            header: "Full Name",
            cell: ({ userId, fields }) =>
              userId === null ? (
                (fields.fullName ?? "–")
              ) : (
                <PersonLink
                  id={userId}
                  displayName={fields.fullName ?? undefined}
                  userName={fields.userName ?? undefined}
                  tab="crm"
                />
              ),
          },
          { id: "userName", header: "User Name", cell: ({ fields }) => fields.userName ?? "–" },
          { id: "title", header: "Title", cell: ({ fields }) => fields.title ?? "–" },
          {
            id: "enabled",
            header: "Status",
            cell: ({ enabled }) => (
              <Badge appearance="tint" color={enabled ? "success" : "informative"}>
                {enabled ? "Enabled" : "Disabled"}
              </Badge>
            ),
          },
          { id: "mode", header: "Access Mode", cell: ({ accessMode }) => accessMode },
          {
            id: "roles",
            header: "Security Roles",
            cell: ({ roles }) => roles.map((role) => role.name).join(", ") || "None",
          },
          {
            id: "reasons",
            header: "Why",
            cell: ({ reasons }) => reasons.map((code) => REASON_NAMES[code]).join(", ") || "–",
          },
        ]}
      />
    </>
  );
}
