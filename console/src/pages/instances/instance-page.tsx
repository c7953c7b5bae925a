import { Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { HoldBar } from "../../components/hold-bar";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { Tabs, usePathPart } from "../../components/tabs";
import { TasksTab } from "../sync/tasks-tab";
import { ApplicationUsersTab, StubsTab } from "./further-users";
import { GuardTab } from "./guard-tab";
import { PURPOSES } from "./instance-api";
import { GuardBadge } from "./instances-page";
import { OverviewTab } from "./overview-tab";
import { RolesTab } from "./roles-tab";
import { SettingsTab } from "./settings-tab";
import { TeamsTab } from "./teams-tab";
import { UnitsTab } from "./units-tab";
import { UsersTab } from "./users-tab";

const CRUMBS = [{ label: "Instances", to: "/instances" }];

/** One instance: who can enter, its users, guard, units, roles, teams. */
export function InstancePage(): ReactNode {
  const name = usePathPart("instance");
  const {
    data: instance,
    error,
    refetch,
  } = useQuery({
    queryKey: ["instances", "one", name],
    queryFn: () => body(api.GET("/admin/v1/instances/{instance}", { params: { path: { instance: name } } })),
  });
  if (instance === undefined) {
    return (
      <Page title="Instance" crumbs={CRUMBS}>
        {error === null ? (
          <Spinner label="Loading the instance" />
        ) : (
          <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  const props = { instance };
  return (
    <Page
      title={instance.displayName}
      lead={`${instance.name}, ${PURPOSES[instance.type]}`}
      crumbs={CRUMBS}
      beside={<GuardBadge {...props} />}
    >
      <HoldBar />
      <Tabs
        base={`/instances/${encodeURIComponent(name)}`}
        tabs={[
          { id: "overview", label: "Overview", content: <OverviewTab {...props} /> },
          { id: "users", label: "Users", content: <UsersTab {...props} /> },
          { id: "guard", label: "Guard", content: <GuardTab {...props} /> },
          { id: "units", label: "Business units", content: <UnitsTab {...props} /> },
          { id: "roles", label: "Security roles", content: <RolesTab {...props} /> },
          { id: "teams", label: "Teams", content: <TeamsTab {...props} /> },
          {
            id: "applications",
            label: "Application users",
            content: <ApplicationUsersTab {...props} />,
          },
          { id: "stubs", label: "Stub users", content: <StubsTab {...props} /> },
          {
            id: "sync",
            label: "Synchronization",
            content: <TasksTab instance={instance.name} />,
          },
          { id: "settings", label: "Settings", content: <SettingsTab {...props} /> },
        ]}
      />
    </Page>
  );
}
