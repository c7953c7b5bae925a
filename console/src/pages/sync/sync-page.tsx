import type { ReactNode } from "react";
import { HoldBar } from "../../components/hold-bar";
import { Page } from "../../components/page";
import { Tabs } from "../../components/tabs";
import { SyncStatus } from "./sync-status";
import { TasksTab } from "./tasks-tab";
import { WorkflowsTab } from "./workflows-tab";

/** Whether the records of the instances are as the directory says. */
export function SyncPage(): ReactNode {
  return (
    <Page title="Synchronization" lead="People's records in the instances follow the directory.">
      <HoldBar />
      <SyncStatus />
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
