import {
  AppsListRegular,
  ArrowSyncRegular,
  BuildingRegular,
  ClipboardTaskListLtrRegular,
  DataTrendingRegular,
  HomeRegular,
  KeyRegular,
  PeopleRegular,
  PeopleTeamRegular,
  PersonRegular,
  PlugConnectedRegular,
  SettingsRegular,
  ShieldQuestionRegular,
} from "@fluentui/react-icons";
import { useRouter } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useSession } from "./session";

/** A place of the console that the navigation and the palette lead to. */
export interface Place {
  readonly label: string;
  /** The path below /console. */
  readonly to: string;
  /** The action that one must be permitted to see it; without, every signed-in person sees it. */
  readonly action?: string;
  /** The letter after `g` that leads there. */
  readonly key?: string;
}

/** A place at the first level, with those below it. */
export interface Area extends Place {
  readonly icon: ComponentType;
  readonly places?: readonly Place[];
}

/** What the navigation shows, in its order; a place without a page in pages.ts is left out. */
const AREAS: readonly Area[] = [
  { label: "Home", to: "/home", icon: HomeRegular, action: "read", key: "h" },
  {
    label: "Users",
    to: "/users",
    icon: PeopleRegular,
    action: "read",
    key: "u",
    places: [
      { label: "Active users", to: "/users", action: "read" },
      { label: "Invitations", to: "/users/invitations", action: "read" },
      { label: "Deleted users", to: "/users/deleted", action: "read" },
      { label: "Administrators", to: "/users/administrators", action: "read" },
    ],
  },
  { label: "Groups", to: "/groups", icon: PeopleTeamRegular, action: "read" },
  { label: "Licenses", to: "/licenses", icon: KeyRegular, action: "read", key: "l" },
  {
    label: "Access",
    to: "/access",
    icon: ShieldQuestionRegular,
    action: "read",
    key: "a",
    places: [
      { label: "Why can't she sign in?", to: "/access", action: "read" },
      { label: "Reasons", to: "/access/reasons", action: "read" },
      { label: "What if", to: "/access/what-if", action: "read" },
    ],
  },
  { label: "Instances", to: "/instances", icon: BuildingRegular, action: "read", key: "i" },
  {
    label: "Provisioning",
    to: "/provisioning",
    icon: PlugConnectedRegular,
    action: "manageServer",
    key: "p",
    places: [
      { label: "Connections", to: "/provisioning", action: "manageServer" },
      { label: "Provisioning log", to: "/provisioning/log", action: "manageServer" },
      { label: "Schemas and mapping", to: "/provisioning/schemas", action: "manageServer" },
    ],
  },
  { label: "Synchronization", to: "/sync", icon: ArrowSyncRegular, action: "read" },
  { label: "Jobs", to: "/jobs", icon: AppsListRegular, action: "read" },
  { label: "Audit", to: "/audit", icon: ClipboardTaskListLtrRegular, action: "manageServer" },
  { label: "Reports", to: "/reports", icon: DataTrendingRegular, action: "read" },
  { label: "Settings", to: "/settings", icon: SettingsRegular, action: "manageServer" },
  { label: "My account", to: "/me", icon: PersonRegular },
];

const PLACES: readonly Place[] = AREAS.flatMap((area) => [area, ...(area.places ?? [])]);

/** Returns the place that a page belongs to: that of `/users/deleted/1` is "Deleted users". */
export function placeOf(path: string, places = PLACES): Place | undefined {
  const shown = path.replace(/^\/console/, "");
  const matching = places.filter(({ to }) => shown === to || shown.startsWith(`${to}/`));
  return matching.sort((a, b) => b.to.length - a.to.length)[0];
}

/** Returns the areas that the person may see, each with the places that she may see. */
export function useAreas(): readonly Area[] {
  const { actions } = useSession();
  const { routesByPath } = useRouter();
  const isShown = ({ to, action }: Place): boolean =>
    to in routesByPath && (action === undefined || actions.includes(action));
  return AREAS.flatMap((area) => {
    const places = (area.places ?? []).filter(isShown);
    if (!isShown(area) && places.length === 0) return [];
    return [{ ...area, places }];
  });
}
