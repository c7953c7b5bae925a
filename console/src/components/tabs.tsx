import { Tab, TabList } from "@fluentui/react-components";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./tabs.module.css";

/** A part of a page. */
export interface PageTab {
  /** Its name in the address. */
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

/** Returns a part of the path of the page; empty if the path does not have it. */
export function usePathPart(name: string): string {
  const parts: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return parts[name] ?? "";
}

/** The parts of a page, of which the address (`…/$tab`) names one. @param base - the address of the page without it */
export function Tabs({
  base,
  tabs,
}: {
  readonly base: string;
  readonly tabs: readonly PageTab[];
}): ReactNode {
  const navigate = useNavigate();
  const wanted = usePathPart("tab");
  const tab = tabs.find(({ id }) => id === wanted) ?? tabs[0];
  return (
    <>
      <div className={styles.scroll}>
        <TabList
          selectedValue={tab?.id ?? ""}
          onTabSelect={(_event, { value }) =>
            void navigate({ to: `${base}/${String(value)}`, replace: true })
          }
        >
          {tabs.map(({ id, label }) => (
            <Tab key={id} value={id}>
              {label}
            </Tab>
          ))}
        </TabList>
      </div>
      <div className={styles.content} key={tab?.id}>
        {tab?.content}
      </div>
    </>
  );
}
