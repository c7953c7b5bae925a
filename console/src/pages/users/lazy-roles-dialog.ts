import { lazy } from "react";

/** Manage User Roles, loaded when it is opened first. */
export const LazyRolesDialog = lazy(() =>
  import("./roles-dialog").then(({ RolesDialog }) => ({ default: RolesDialog })),
);
