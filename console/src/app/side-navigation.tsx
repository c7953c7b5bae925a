import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Area, placeOf, useAreas } from "./navigation";
import styles from "./side-navigation.module.css";

/** The list of places; those below an area are shown while one is inside of it. */
export function SideNavigation(): ReactNode {
  const areas = useAreas();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const places = areas.flatMap((area) => [area, ...(area.places ?? [])]);
  const current = placeOf(path, places)?.to ?? "";
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
