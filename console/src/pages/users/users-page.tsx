import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { useMay, useRefusals } from "../../app/session";
import { useUrlState } from "../../app/url-state";
import type { Command } from "../../components/command-bar";
import { DataTable } from "../../components/data-table";
import { countText } from "../../components/data-table-footer";
import { EmptyState } from "../../components/empty-state";
import { Page } from "../../components/page";
import { useSelection } from "../../components/selection";
import { useCursor } from "../../components/use-cursor";
import { BULK_ACTIONS, type BulkAction, type BulkChange } from "./bulk-actions";
import { BulkDialog } from "./bulk-dialog";
import { nameOf, USER_COLUMNS } from "./user-columns";
import { UserFilters } from "./user-filters";
import { selectionOf, useUsers } from "./user-query";

/** Where the browser remembers the hidden columns; it holds no names of people. */
const HIDDEN = "usher.users.hidden";

/** All users who are not deleted, with their licenses and access. */
export function UsersPage(): ReactNode {
  const [state, change] = useUrlState();
  const { announce } = useNotices();
  const { data, error, refetch, isPlaceholderData } = useUsers(state);
  const asked = selectionOf(state);
  const selection = useSelection(JSON.stringify(asked));
  const [action, setAction] = useState<BulkAction>();
  const [hidden, setHidden] = useHidden();
  const navigate = useNavigate();
  const cursors = useCursor(state.cursor, data?.nextCursor);
  const count = countText(data?.count);
  const { sort = "displayName" } = state;
  useEffect(() => {
    if (count !== undefined) announce(`${count} users found`);
  }, [announce, count]);
  const isEmpty = Object.keys(asked).length === 0;
  const users = selection.isAll ? { query: asked } : { userIds: [...selection.ids] };
  return (
    <Page
      title="Active users"
      lead="Everybody whom your providers or you have added, with licenses and access."
      commands={useCommands(selection.isAll || selection.ids.size > 0, setAction, () => void refetch())}
      beside={<ColumnsMenu hidden={hidden} onChange={setHidden} />}
    >
      <UserFilters state={state} change={change} />
      <DataTable
        label="Users"
        columns={USER_COLUMNS.filter(({ id }) => !hidden.includes(id))}
        rows={data?.value}
        rowId={({ id }) => id}
        rowName={nameOf}
        isStale={isPlaceholderData}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        selection={selection}
        sort={{ by: sort.replace(/^-/, ""), isDescending: sort.startsWith("-") }}
        onSort={({ by, isDescending }) => change({ sort: isDescending ? `-${by}` : by, cursor: undefined })}
        onOpen={({ id }) => void navigate({ to: `/users/${id}/account` })}
        paging={{ count, ...cursors }}
        exported={{ path: "/users", query: { ...asked, include: "licenses,administratorRoles,source" } }}
        empty={isEmpty ? <NobodyYet /> : <EmptyState title="No users match">Clear some filters.</EmptyState>}
      />
      {action !== undefined && (
        <BulkDialog
          key={action}
          action={action}
          users={users}
          count={
            selection.isAll
              ? `all ${count ?? ""} that match`
              : selection.ids.size === 1
                ? "1 user"
                : `${selection.ids.size} users`
          }
          onClose={() => setAction(undefined)}
        />
      )}
    </Page>
  );
}

function NobodyYet(): ReactNode {
  const mayConnect = useMay("manageServer");
  const mayAdd = useMay("manageUsers");
  return (
    <EmptyState
      title="No users yet"
      commands={[
        ...(mayConnect
          ? [{ label: "Connect a provider", to: "/provisioning/connect", isPrimary: true }]
          : []),
        ...(mayAdd ? [{ label: "Add a user by hand", to: "/users/new" }] : []),
      ]}
    >
      Users come from your provider, or you add them by hand.
    </EmptyState>
  );
}

/** The commands of the page, and those of the selection. */
function useCommands(
  isSelected: boolean,
  onAction: (action: BulkAction) => void,
  onRefresh: () => void,
): readonly Command[] {
  const refusalOf = useRefusals();
  const bulk = (Object.entries(BULK_ACTIONS) as [BulkAction, BulkChange][]).map(
    ([action, { label, needsAction }]): Command => ({
      label,
      onClick: () => onAction(action),
      disabledBecause: refusalOf(needsAction),
    }),
  );
  return [
    {
      label: "Add a user",
      to: "/users/new",
      isPrimary: true,
      shortcut: "n",
      disabledBecause: refusalOf("manageUsers"),
    },
    { label: "Add multiple users", to: "/users/import", disabledBecause: refusalOf("manageUsers") },
    ...(isSelected ? bulk : []),
    { label: "Refresh", onClick: onRefresh, shortcut: "r" },
  ];
}

interface ColumnsMenuProps {
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

function ColumnsMenu({ hidden, onChange }: ColumnsMenuProps): ReactNode {
  const [, ...choosable] = USER_COLUMNS;
  const shown = choosable.map(({ id }) => id).filter((id) => !hidden.includes(id));
  return (
    <Menu
      checkedValues={{ columns: shown }}
      onCheckedValueChange={(_event, { checkedItems }) =>
        onChange(choosable.map(({ id }) => id).filter((id) => !checkedItems.includes(id)))
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle">Columns</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choosable.map(({ id, header }) => (
            <MenuItemCheckbox key={id} name="columns" value={id}>
              {header}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function useHidden(): [readonly string[], (hidden: readonly string[]) => void] {
  const [hidden, setHidden] = useState<readonly string[]>(
    () => localStorage.getItem(HIDDEN)?.split(" ") ?? ["title", "mode"],
  );
  const keep = (next: readonly string[]): void => {
    localStorage.setItem(HIDDEN, next.join(" "));
    setHidden(next);
  };
  return [hidden, keep];
}
