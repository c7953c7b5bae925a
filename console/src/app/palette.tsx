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
import styles from "./palette.module.css";
import { type Hit, remember, useHits } from "./palette-hits";

/** The palette: a search over everything, steered with the arrow keys. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState("");
  const [current, setCurrent] = useState(0);
  const navigate = useNavigate();
  const { hits, isBusy } = useHits(text);
  const open = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    onClose();
    remember(hit);
    void navigate(toTarget(hit.to));
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") open(hits[current]);
    if (step === undefined || hits.length === 0) return;
    event.preventDefault();
    setCurrent((current + step + hits.length) % hits.length);
  };
  const change = (value: string): void => {
    setText(value);
    setCurrent(0);
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
              placeholder="A person, group, license, page, request id; or: why ada"
              contentBefore={<SearchRegular />}
              value={text}
              onKeyDown={onKey}
              onChange={(_event, { value }) => change(value)}
            />
            <HitList hits={hits} current={current} isBusy={isBusy} onOpen={open} />
            {hits.length === 0 && <p>{isBusy ? "Searching…" : "Nothing matches."}</p>}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

interface HitListProps {
  readonly hits: readonly Hit[];
  readonly current: number;
  readonly isBusy: boolean;
  readonly onOpen: (hit: Hit) => void;
}

function HitList({ hits, current, isBusy, onOpen }: HitListProps): ReactNode {
  return (
    <ul id="palette-hits" role="listbox" aria-label="Results" aria-busy={isBusy} className={styles.hits}>
      {hits.map((hit, index) => (
        <li
          key={`${hit.kind} ${hit.to}`}
          id={`palette-${index}`}
          role="option"
          aria-selected={index === current}
          className={styles.hit}
          onClick={() => onOpen(hit)}
        >
          <span>{hit.label}</span>
          <span className={styles.kind}>{hit.kind}</span>
        </li>
      ))}
    </ul>
  );
}
