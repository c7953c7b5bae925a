import type { ReactNode } from "react";
import { codeWords } from "../../api/code-words";
import { useRefusal, useSession } from "../../app/session";
import { EmptyState } from "../../components/empty-state";
import { Page } from "../../components/page";

/** What stands in the place of a page that the person may not see: who may. */
export function NotPermittedPage({
  label,
  action,
}: {
  readonly label: string;
  readonly action: string;
}): ReactNode {
  const { roles } = useSession();
  const own =
    roles.length === 0 ? "You have no administrator role" : `You have ${roles.map(codeWords).join(", ")}`;
  return (
    <Page title={label}>
      <EmptyState
        title="You are not permitted to see this page"
        commands={[{ label: "Go to my account", to: "/me" }]}
      >
        {useRefusal(action)}. {own}. Global administrators grant roles.
      </EmptyState>
    </Page>
  );
}
