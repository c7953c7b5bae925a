import type { ReactNode } from "react";
import { AppLink } from "./app-link";
import styles from "./card.module.css";

interface CardProps {
  readonly title: string;
  /** The page that shows more of it. */
  readonly to?: string;
  /** Whether it takes the whole width. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A part of a page in a frame of its own. */
export function Card({ title, to, isWide = false, children }: CardProps): ReactNode {
  return (
    <section className={styles.card} data-wide={isWide || undefined}>
      <h2 className={styles.title}>{to === undefined ? title : <AppLink to={to}>{title}</AppLink>}</h2>
      {children}
    </section>
  );
}

/** The cards of a page, in as many columns as fit. */
export function CardGrid({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={styles.grid}>{children}</div>;
}
