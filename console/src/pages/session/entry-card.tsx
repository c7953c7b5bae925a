import { type ReactNode, useEffect } from "react";
import icon from "../../app/icon.svg";
import styles from "./sign-in.module.css";

/** The card of a page for who is not signed in. */
export function EntryCard({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.title = `${title} · Usher`;
  }, [title]);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src={icon} alt="" width={24} height={24} /> Usher admin center
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
