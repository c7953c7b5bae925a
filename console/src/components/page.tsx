import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { AppLink } from "./app-link";
import { type Command, CommandBar } from "./command-bar";
import styles from "./page.module.css";

/** A step of the breadcrumb. */
export interface Crumb {
  readonly label: string;
  readonly to: string;
}

interface PageProps {
  readonly title: string;
  /** What the window is called, where the title holds a name of a person: "User". */
  readonly windowTitle?: string;
  /** One line that says what the page is for. */
  readonly lead?: ReactNode;
  /** The pages above this one. */
  readonly crumbs?: readonly Crumb[];
  readonly commands?: readonly Command[];
  /** What stands beside the title: a badge, a state. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page: breadcrumb, title, commands, content. The title gets the focus when the page opens. */
export function Page({ title, windowTitle, lead, crumbs, commands, beside, children }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    document.title = `${windowTitle ?? title} · Usher`;
  }, [title, windowTitle]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [path]);
  return (
    <div className={styles.page}>
      {crumbs !== undefined && <Breadcrumb crumbs={crumbs} title={title} />}
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {beside}
      </div>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {commands !== undefined && commands.length > 0 && <CommandBar commands={commands} />}
      {children}
    </div>
  );
}

function Breadcrumb({
  crumbs,
  title,
}: {
  readonly crumbs: readonly Crumb[];
  readonly title: string;
}): ReactNode {
  return (
    <nav aria-label="Breadcrumb">
      <ol className={styles.crumbs}>
        {crumbs.map(({ label, to }) => (
          <li key={to}>
            <AppLink to={to}>{label}</AppLink>
          </li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  );
}
