import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Input,
} from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { toTarget } from "../components/app-link";
import { useAreas } from "./navigation";
import styles from "./palette.module.css";

/** Something that the palette leads to. */
interface Hit {
  readonly label: string;
  readonly kind: string;
  readonly to: string;
}

/** Returns the pages whose names contain every word. */
function usePageHits(text: string): readonly Hit[] {
  const words = text.toLowerCase().split(/\s+/);
  const places = useAreas().flatMap((area) => [area, ...(area.places ?? [])]);
  const byPath = new Map(places.map(({ label, to }) => [to, { label, kind: "Page", to }]));
  return [...byPath.values()].filter(({ label }) =>
    words.every((word) => label.toLowerCase().includes(word)),
  );
}

/** The palette: a search over everything, steered with the arrow keys. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState("");
  const [current, setCurrent] = useState(0);
  const navigate = useNavigate();
  const hits = usePageHits(text);
  const open = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    onClose();
    void navigate(toTarget(hit.to));
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") open(hits[current]);
    if (step === undefined || hits.length === 0) return;
    event.preventDefault();
    setCurrent((current + step + hits.length) % hits.length);
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>Search</DialogTitle>
          <DialogContent>
            <Input
              className={styles.input}
              autoFocus
              role="combobox"
              aria-label="Search"
              aria-expanded
              aria-controls="palette-hits"
              aria-activedescendant={hits.length > 0 ? `palette-${current}` : undefined}
              contentBefore={<SearchRegular />}
              value={text}
              onKeyDown={onKey}
              onChange={(_event, { value }) => {
                setText(value);
                setCurrent(0);
              }}
            />
            <ul id="palette-hits" role="listbox" aria-label="Results" className={styles.hits}>
              {hits.map((hit, index) => (
                <li
                  key={`${hit.kind} ${hit.to}`}
                  id={`palette-${index}`}
                  role="option"
                  aria-selected={index === current}
                  className={styles.hit}
                  onClick={() => open(hit)}
                >
                  <span>{hit.label}</span>
                  <span className={styles.kind}>{hit.kind}</span>
                </li>
              ))}
            </ul>
            {hits.length === 0 && <p>Nothing matches.</p>}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
