import { SearchRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import styles from "./search-box.module.css";

/** What looks like a search box in the bar, and opens the palette. */
export function SearchBox({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  return (
    <button type="button" className={styles.box} onClick={onOpen}>
      <SearchRegular />
      <span className={styles.hint}>Search users, groups, licenses, pages</span>
      <kbd className={styles.key}>Ctrl K</kbd>
    </button>
  );
}
