import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useAreas } from "./navigation";

/** How long `g` waits for its second key, in milliseconds. */
const PATIENCE = 1_500;

/** Keys that press the element of the page with this `data-shortcut`. */
const OF_PAGE = ["n", "r", "e"];

interface ShortcutTargets {
  onPalette(): void;
  onHelp(): void;
}

/** Listens to the keys that work on every page. */
export function useShortcuts(targets: ShortcutTargets): void {
  const navigate = useNavigate();
  const areas = useAreas();
  const afterG = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        targets.onPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isCovered()) return;
      const isAfterG = event.timeStamp - afterG.current < PATIENCE;
      afterG.current = 0;
      const area = isAfterG ? areas.find(({ key }) => key === event.key) : undefined;
      if (area !== undefined) void navigate({ to: area.to });
      else if (event.key === "g") afterG.current = event.timeStamp;
      else if (event.key === "?") targets.onHelp();
      else if (event.key === "/") focusSearch(event);
      else if (OF_PAGE.includes(event.key)) {
        document.querySelector<HTMLElement>(`main [data-shortcut="${event.key}"]`)?.click();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [areas, navigate, targets]);
}

/** Puts the focus into the search of the page. */
function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLElement>("main [data-page-search]");
  if (search === null) return;
  event.preventDefault();
  search.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

/** Returns true while a dialog or menu is open over the page, which has the keys for itself. */
function isCovered(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu], dialog[open]") !== null;
}
