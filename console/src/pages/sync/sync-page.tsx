import { lazy, type ReactNode, Suspense } from "react";
import { HoldBar } from "../../components/hold-bar";
import { Page } from "../../components/page";
import { Tabs } from "../../components/tabs";
import { SyncStatus } from "./sync-status";
import { TasksTab } from "./tasks-tab";
import { WorkflowsTab } from "./workflows-tab";

const SyncCharts = lazy(async () => ({ default: (await import("./sync-charts")).SyncCharts }));

/** Whether the records of the instances are as the directory says. */
export function SyncPage(): ReactNode {
  return (
    <Page title="Synchronization" lead="People's records in the instances follow the directory.">
      <HoldBar />
      <SyncStatus />
      <Suspense>
        <SyncCharts />
      </Suspense>
      <Tabs
        base="/sync"
        tabs={[
          { id: "tasks", label: "Tasks", content: <TasksTab /> },
          { id: "workflows", label: "Workflows", content: <WorkflowsTab /> },
        ]}
      />
    </Page>
  );
}
