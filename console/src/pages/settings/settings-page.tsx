import type { ReactNode } from "react";
import { Page } from "../../components/page";
import { Tabs } from "../../components/tabs";
import { MailTab } from "./mail-tab";
import { ProgramsTab } from "./programs-tab";
import { ServerTab } from "./server-tab";
import { TenantTab } from "./tenant-tab";

/** The settings of the tenant, its mails, the programs that may act in it, and the server. */
export function SettingsPage(): ReactNode {
  return (
    <Page title="Settings" lead="Settings of the whole tenant. An instance may differ in some of them.">
      <Tabs
        base="/settings"
        tabs={[
          { id: "tenant", label: "Tenant", content: <TenantTab /> },
          { id: "mail", label: "Mail", content: <MailTab /> },
          { id: "programs", label: "Tokens and programs", content: <ProgramsTab /> },
          { id: "server", label: "Server", content: <ServerTab /> },
        ]}
      />
    </Page>
  );
}
