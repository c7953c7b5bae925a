import type { ReactNode } from "react";
import { Page } from "../../components/page";
import { Tabs } from "../../components/tabs";
import { Trail } from "./trail";
import { Verify } from "./verify";

/** What has changed, who did it, and that nobody has altered the trail since. */
export function AuditPage(): ReactNode {
  return (
    <Page
      title="Audit"
      lead="Every change: who made it, when, through what, and the values before and after."
    >
      <Tabs
        base="/audit"
        tabs={[
          { id: "trail", label: "Trail", content: <Trail /> },
          { id: "verify", label: "Verify", content: <Verify /> },
        ]}
      />
    </Page>
  );
}
