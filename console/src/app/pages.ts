import { lazyRouteComponent } from "@tanstack/react-router";

/** Each page of the console: its path below /console, and the component that is loaded when somebody goes there. */
export const PAGES = {
  "/home": lazyRouteComponent(() => import("../pages/home/home-page"), "HomePage"),
};
