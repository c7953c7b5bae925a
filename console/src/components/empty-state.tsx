import type { ReactElement, ReactNode } from "react";
import { type Command, CommandButton } from "./command-bar";
import styles from "./empty-state.module.css";

interface EmptyStateProps {
  readonly icon?: ReactElement;
  readonly title: string;
  readonly children?: ReactNode;
  readonly commands?: readonly Command[];
}

/** What stands where a list has nothing: nothing yet, with what to do; or nothing found, with "Clear filters". */
export function EmptyState({ icon, title, children, commands = [] }: EmptyStateProps): ReactNode {
  return (
    <div className={styles.empty}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <p className={styles.text}>{children}</p>}
      <div className={styles.commands}>
        {commands.map((command) => (
          <CommandButton key={command.label} {...command} />
        ))}
      </div>
    </div>
  );
}
