import type { ReactNode } from "react";
import { EmptyState } from "../../components/empty-state";
import { Page } from "../../components/page";

/** What stands at an address without a page. */
export function NotFoundPage(): ReactNode {
  return (
    <Page title="Page not found">
      <EmptyState
        title="There is no page at this address"
        commands={[{ label: "Go to Home", to: "/home", isPrimary: true }]}
      >
        Check the address, or look for the page with Ctrl K.
      </EmptyState>
    </Page>
  );
}
