import { createRootRoute, createRoute, createRouter, Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { NotFoundPage } from "../pages/session/not-found-page";
import { ErrorPage } from "./error-page";
import { PAGES } from "./pages";
import { Root } from "./root";
import { useMay } from "./session";
import { parseUrlState, printUrlState } from "./url-state";

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage, errorComponent: ErrorPage });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: Start,
});

/** Leads to Home, or who administers nothing to her own account. */
function Start(): ReactNode {
  return <Navigate to={useMay("read") ? "/home" : "/me"} replace />;
}

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
