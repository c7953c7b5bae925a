import { Badge, Spinner, Tab, TabList } from "@fluentui/react-components";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { asProblem } from "../../api/problem";
import { EmptyState } from "../../components/empty-state";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { AccountTab } from "./account-tab";
import { GroupsTab } from "./groups-tab";
import { HistoryTab } from "./history-tab";
import { InvitationTab } from "./invitation-tab";
import { LicensesTab } from "./licenses-tab";
import { nameOf, type User, useUser } from "./user-api";
import { UserCommands } from "./user-commands";
import styles from "./user-page.module.css";

const AccessTab = lazy(() =>
  import("./access-tab").then(({ AccessTab: component }) => ({ default: component })),
);
const CrmTab = lazy(() => import("./crm-tab").then(({ CrmTab: component }) => ({ default: component })));

const TABS: Readonly<Record<string, readonly [label: string, Content: ComponentType<TabProps>]>> = {
  account: ["Account", AccountTab],
  licenses: ["Licenses", LicensesTab],
  groups: ["Groups", GroupsTab],
  access: ["Access", AccessTab],
  crm: ["CRM record", CrmTab],
  invitation: ["Invitation", InvitationTab],
  history: ["History", HistoryTab],
};

/** What a tab of the page gets. */
export interface TabProps {
  readonly user: User;
}

/** One user: account, licenses, groups, access, CRM record, invitation, history. */
export function UserPage(): ReactNode {
  const { id = "", tab = "account" } = useParams({ strict: false }) as { id?: string; tab?: string };
  const navigate = useNavigate();
  const { data: user, error, refetch } = useUser(id);
  const crumbs = [{ label: "Active users", to: "/users" }];
  if (user === undefined) {
    return (
      <Page title="User" crumbs={crumbs}>
        {error === null ? (
          <Spinner label="Loading the user" />
        ) : (
          <Missing error={error} id={id} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  const [, Content] = TABS[tab] ?? ["Account", AccountTab];
  return (
    <Page
      title={nameOf(user)}
      windowTitle="User"
      lead={user.userName}
      crumbs={crumbs}
      beside={user.active === false ? <Badge color="danger">Sign-in blocked</Badge> : null}
    >
      <UserCommands user={user} />
      <TabList
        className={styles.tabs}
        selectedValue={TABS[tab] === undefined ? "account" : tab}
        onTabSelect={(_event, { value }) =>
          void navigate({ to: `/users/${encodeURIComponent(id)}/${String(value)}`, replace: true })
        }
      >
        {Object.entries(TABS).map(([value, [label]]) => (
          <Tab key={value} value={value}>
            {label}
          </Tab>
        ))}
      </TabList>
      <Suspense fallback={<Spinner label="Loading" />}>
        <Content user={user} />
      </Suspense>
    </Page>
  );
}

interface MissingProps {
  readonly error: Error;
  readonly id: string;
  readonly onRetry: () => void;
}

function Missing({ error, id, onRetry }: MissingProps): ReactNode {
  const problem = asProblem(error);
  if (problem.status !== 404) return <ProblemBar problem={problem} onRetry={onRetry} />;
  return (
    <EmptyState
      title={problem.code === "USER_DELETED" ? "This user was deleted" : "There is no such user"}
      commands={[
        { label: "Why can't she sign in?", to: `/access?user=${encodeURIComponent(id)}` },
        { label: "Deleted users", to: "/users/deleted" },
      ]}
    >
      {problem.detail}
    </EmptyState>
  );
}
