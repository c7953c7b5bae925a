import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ReactNode } from "react";
import styles from "./conflict-view.module.css";

/** A field that two people have changed. */
export interface Conflict {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

interface ConflictViewProps {
  readonly conflicts: readonly Conflict[];
  /** Drops the own changes, and shows what is stored. */
  readonly onTakeTheirs: () => void;
  /** Saves the own changes over what is stored. */
  readonly onKeepMine: () => void;
}

/** Shows what somebody else has stored meanwhile beside the own changes (412), and lets the person choose. */
export function ConflictView({ conflicts, onTakeTheirs, onKeepMine }: ConflictViewProps): ReactNode {
  return (
    <div className={styles.conflict}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>Somebody has changed this meanwhile</MessageBarTitle> Nothing of yours is saved
          yet.
        </MessageBarBody>
      </MessageBar>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Yours</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map(({ label, mine, theirs }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{mine}</td>
              <td>{theirs}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.buttons}>
        <Button onClick={onTakeTheirs}>Take theirs</Button>
        <Button appearance="primary" onClick={onKeepMine}>
          Keep mine
        </Button>
      </div>
    </div>
  );
}
