import { Link as FluentLink } from "@fluentui/react-components";
import { useLinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useHasPage } from "../app/has-page";
import { parseUrlState } from "../app/url-state";

interface AppLinkProps {
  /** A path below /console, with its query: `/users?view=blocked`. */
  readonly to: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Splits an address into what the router takes. */
export function toTarget(address: string): { to: string; search: never } {
  const [path = "", query = ""] = address.split("?");
  return { to: path, search: parseUrlState(query) as never };
}

/** A link to another page of the console; text where there is no such page. */
export function AppLink({ to, className, children }: AppLinkProps): ReactNode {
  const hasPage = useHasPage();
  const { href, onClick, onMouseEnter, onFocus } = useLinkProps(toTarget(to));
  if (!hasPage(to)) return <span className={className}>{children}</span>;
  return (
    <FluentLink {...{ href, onClick, onMouseEnter, onFocus }} className={className}>
      {children}
    </FluentLink>
  );
}
