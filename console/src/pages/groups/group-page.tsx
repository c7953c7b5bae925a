import { MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { Facts } from "../../components/facts";
import styles from "../../components/lines.module.css";
import { relativeTime } from "../../components/moment";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { Tabs, usePathPart } from "../../components/tabs";
import { GroupActions } from "./group-actions";
import { crmOf, type GroupUses, useGroup, useGroupUses } from "./group-api";
import { GroupHistoryTab } from "./group-history";
import { GuardsTab, LicensesTab, TeamsTab } from "./group-uses";
import { MembersTab } from "./members-tab";

const CRUMBS = [{ label: "Groups", to: "/groups" }];

/** One group: its members, and what follows from being one. */
export function GroupPage(): ReactNode {
  const id = usePathPart("id");
  const { data: group, error, refetch } = useGroup(id);
  const { data: uses } = useGroupUses(id);
  if (group === undefined) {
    return (
      <Page title="Group" crumbs={CRUMBS}>
        {error === null ? (
          <Spinner label="Loading the group" />
        ) : (
          <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  const { guards, licenses, roles } = crmOf(group);
  const props = { group, uses };
  return (
    <Page title={group.displayName} windowTitle="Group" crumbs={CRUMBS}>
      <div className={styles.stack}>
        <ProvidedBar uses={uses} />
        <GroupActions group={group} />
      </div>
      <Facts
        facts={[
          ["Members", group.memberCount],
          ["Guards", guards || "No instance"],
          ["Gives the licenses", licenses || "None"],
          ["Gives the security roles", roles || "None"],
        ]}
      />
      <Tabs
        base={`/groups/${encodeURIComponent(id)}`}
        tabs={[
          { id: "members", label: "Members", content: <MembersTab {...props} /> },
          { id: "guards", label: "Guards", content: <GuardsTab {...props} /> },
          { id: "licenses", label: "Licenses", content: <LicensesTab {...props} /> },
          { id: "teams", label: "Teams", content: <TeamsTab {...props} /> },
          { id: "history", label: "History", content: <GroupHistoryTab {...props} /> },
        ]}
      />
    </Page>
  );
}

/** Says which provider keeps the group, if one does. */
function ProvidedBar({ uses }: { readonly uses: GroupUses | undefined }): ReactNode {
  if (uses?.providedBy === undefined) return null;
  const { name = "a connection that is gone", at } = uses.providedBy;
  return (
    <MessageBar layout="multiline">
      <MessageBarBody>
        Members are managed in {name}, which changed the group {relativeTime(at)}. Add and remove them there:
        what you change here lasts until its next change.
      </MessageBarBody>
    </MessageBar>
  );
}
