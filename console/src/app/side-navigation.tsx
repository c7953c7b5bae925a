import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Area, type Place, useAreas } from "./navigation";
import styles from "./side-navigation.module.css";

/** The list of places; those below an area are shown while one is inside of it. */
export function SideNavigation(): ReactNode {
  const areas = useAreas();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const current = longestMatch(
    areas.flatMap((area) => [area, ...(area.places ?? [])]),
    path,
  );
  return (
    <nav aria-label="Main">
      <ul className={styles.list}>
        {areas.map((area) => (
          <AreaItem key={area.to} area={area} current={current} />
        ))}
      </ul>
    </nav>
  );
}

function AreaItem({ area, current }: { readonly area: Area; readonly current: string }): ReactNode {
  const { label, to, icon: Icon, places = [] } = area;
  const isOpen = [to, ...places.map((place) => place.to)].includes(current);
  const target = places[0]?.to ?? to;
  return (
    <li>
      <Link to={target} className={styles.area} {...mark(isOpen && (places.length < 2 || current === to))}>
        <Icon />
        {label}
      </Link>
      {isOpen && places.length > 1 && (
        <ul className={styles.places}>
          {places.map((place) => (
            <li key={place.to}>
              <Link to={place.to} className={styles.place} {...mark(place.to === current)}>
                {place.label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Marks the link of the page that is shown. */
function mark(isCurrent: boolean): { "data-current"?: true } {
  return isCurrent ? { "data-current": true } : {};
}

/** Returns the path of the place that a page belongs to: of `/users/deleted/1`, `/users/deleted`. */
function longestMatch(places: readonly Place[], path: string): string {
  const shown = path.replace(/^\/console/, "");
  const matching = places.map(({ to }) => to).filter((to) => shown === to || shown.startsWith(`${to}/`));
  return matching.sort((a, b) => b.length - a.length)[0] ?? "";
}
