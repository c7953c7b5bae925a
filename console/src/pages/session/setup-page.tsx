import type { ReactNode } from "react";
import { EntryCard } from "./entry-card";

/** Makes the first administrator, with the link that the first start prints. */
export function SetupPage(): ReactNode {
  return (
    <EntryCard title="Set up Usher">
      <p>Open the link that the server printed at its first start.</p>
    </EntryCard>
  );
}
