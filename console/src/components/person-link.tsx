import type { ReactNode } from "react";
import { AppLink } from "./app-link";

interface PersonLinkProps {
  /** Undefined where there is no person. */
  readonly id: string | undefined;
  readonly userName?: string | undefined;
  readonly displayName?: string | undefined;
  /** The part of the user's page that it leads to. */
  readonly tab?: string;
}

/** The name of a person, which leads to her page. */
export function PersonLink({ id, userName, displayName, tab = "account" }: PersonLinkProps): ReactNode {
  if (id === undefined) return "–";
  return <AppLink to={`/users/${encodeURIComponent(id)}/${tab}`}>{displayName ?? userName ?? id}</AppLink>;
}
