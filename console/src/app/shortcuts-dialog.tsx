import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useAreas } from "./navigation";
import styles from "./shortcuts-dialog.module.css";

const EVERYWHERE: readonly (readonly [keys: string, what: string])[] = [
  ["Ctrl K", "Search everything"],
  ["/", "Search on this page"],
  ["n", "New"],
  ["e", "Edit"],
  ["r", "Refresh"],
  ["?", "Keyboard shortcuts"],
  ["Esc", "Close what is on top"],
  ["↑ ↓", "Move in a table"],
  ["Space", "Select the row"],
  ["Enter", "Open the row"],
];

/** Shows all keys. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const areas = useAreas().filter(({ key }) => key !== undefined);
  const rows = [...EVERYWHERE, ...areas.map(({ key, label }) => [`g ${key}`, `Go to ${label}`] as const)];
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogContent>
            <dl className={styles.list}>
              {rows.map(([keys, what]) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
