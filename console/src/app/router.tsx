import { createRootRoute, createRoute, createRouter, Navigate } from "@tanstack/react-router";
import { NotFoundPage } from "../pages/session/not-found-page";
import { ErrorPage } from "./error-page";
import { PAGES } from "./pages";
import { Root } from "./root";
import { parseUrlState, printUrlState } from "./url-state";

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage, errorComponent: ErrorPage });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: () => <Navigate to="/home" replace />,
});

const pages = Object.entries(PAGES).map(([path, component]) =>
  createRoute({ getParentRoute: () => root, path, component, errorComponent: ErrorPage }),
);

/** The pages, by address. */
export const router = createRouter({
  routeTree: root.addChildren([start, ...pages]),
  basepath: "/console",
  parseSearch: parseUrlState,
  stringifySearch: printUrlState,
  scrollRestoration: true,
  defaultPreload: "intent",
});
