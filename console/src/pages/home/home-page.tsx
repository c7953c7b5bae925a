import type { ReactNode } from "react";
import { useSession } from "../../app/session";
import { Page } from "../../components/page";

/** Says whether all is well, and what to do next. */
export function HomePage(): ReactNode {
  const { user } = useSession();
  return (
    <Page title="Home" lead={`Signed in as ${user.displayName ?? user.userName}.`}>
      {null}
    </Page>
  );
}
