import { lazyRouteComponent } from "@tanstack/react-router";

/** Each page of the console: its path below /console, and the component that is loaded when somebody goes there. */
export const PAGES = {
  "/home": lazyRouteComponent(() => import("../pages/home/home-page"), "HomePage"),
  "/access": lazyRouteComponent(() => import("../pages/access/access-page"), "AccessPage"),
  "/access/what-if": lazyRouteComponent(() => import("../pages/access/what-if-page"), "WhatIfPage"),
  "/access/reasons": lazyRouteComponent(() => import("../pages/access/reasons-page"), "ReasonsPage"),
  "/instances/$instance/application-users/new": lazyRouteComponent(
    () => import("../pages/users/application-user-page"),
    "ApplicationUserPage",
  ),
  "/users": lazyRouteComponent(() => import("../pages/users/users-page"), "UsersPage"),
  "/users/new": lazyRouteComponent(() => import("../pages/users/add-user-page"), "AddUserPage"),
  "/users/import": lazyRouteComponent(() => import("../pages/users/import-page"), "ImportPage"),
  "/users/invitations": lazyRouteComponent(
    () => import("../pages/users/invitations-page"),
    "InvitationsPage",
  ),
  "/users/deleted": lazyRouteComponent(() => import("../pages/users/deleted-users-page"), "DeletedUsersPage"),
  "/users/administrators": lazyRouteComponent(
    () => import("../pages/users/administrators-page"),
    "AdministratorsPage",
  ),
  "/jobs": lazyRouteComponent(() => import("../pages/jobs/jobs-page"), "JobsPage"),
  "/users/$id": lazyRouteComponent(() => import("../pages/users/user-page"), "UserPage"),
  "/users/$id/$tab": lazyRouteComponent(() => import("../pages/users/user-page"), "UserPage"),
  "/users/$id/mode": lazyRouteComponent(() => import("../pages/users/mode-page"), "ModePage"),
  "/provisioning": lazyRouteComponent(
    () => import("../pages/provisioning/connections-page"),
    "ConnectionsPage",
  ),
  "/provisioning/connect": lazyRouteComponent(
    () => import("../pages/provisioning/connect-page"),
    "ConnectPage",
  ),
  "/provisioning/connections/$name": lazyRouteComponent(
    () => import("../pages/provisioning/connection-page"),
    "ConnectionPage",
  ),
  "/provisioning/log": lazyRouteComponent(() => import("../pages/provisioning/log-page"), "LogPage"),
  "/groups": lazyRouteComponent(() => import("../pages/groups/groups-page"), "GroupsPage"),
  "/groups/$id": lazyRouteComponent(() => import("../pages/groups/group-page"), "GroupPage"),
  "/groups/$id/$tab": lazyRouteComponent(() => import("../pages/groups/group-page"), "GroupPage"),
  "/instances": lazyRouteComponent(() => import("../pages/instances/instances-page"), "InstancesPage"),
  "/instances/$instance": lazyRouteComponent(
    () => import("../pages/instances/instance-page"),
    "InstancePage",
  ),
  "/instances/$instance/$tab": lazyRouteComponent(
    () => import("../pages/instances/instance-page"),
    "InstancePage",
  ),
  "/licenses": lazyRouteComponent(() => import("../pages/licenses/licenses-page"), "LicensesPage"),
  "/licenses/$sku": lazyRouteComponent(() => import("../pages/licenses/pool-page"), "PoolPage"),
  "/licenses/$sku/$tab": lazyRouteComponent(() => import("../pages/licenses/pool-page"), "PoolPage"),
  "/sync": lazyRouteComponent(() => import("../pages/sync/sync-page"), "SyncPage"),
  "/sync/$tab": lazyRouteComponent(() => import("../pages/sync/sync-page"), "SyncPage"),
  "/audit": lazyRouteComponent(() => import("../pages/audit/audit-page"), "AuditPage"),
  "/audit/$tab": lazyRouteComponent(() => import("../pages/audit/audit-page"), "AuditPage"),
  "/settings": lazyRouteComponent(() => import("../pages/settings/settings-page"), "SettingsPage"),
  "/settings/$tab": lazyRouteComponent(() => import("../pages/settings/settings-page"), "SettingsPage"),
  "/me": lazyRouteComponent(() => import("../pages/me/me-page"), "MePage"),
};
