import { listInstances } from "../../access/instances.js";
import { listEndingCredentials, listSilentConnections } from "../../auth/credential-health.js";
import { countParked } from "../../crm/sync/backlog.js";
import { DAY } from "../../db/duration.js";
import { countHolders } from "../../directory/users/administrators.js";
import { countParkedMails } from "../../mail/outbox.js";
import { counted, type HealthCheck, MAX_FINDINGS } from "./health-finding.js";

/** How long before its expiry a credential is reported, in milliseconds. */
const ENDS_SOON = 14 * DAY;

/** How long a connection may be silent, in milliseconds. */
const SILENCE = 7 * DAY;

/** Finds a tenant with a single global administrator. R078 */
export const globalAdministrators: HealthCheck = async ({ db, viewer }) => {
  const count = await countHolders(db.read, viewer.tenantId, "global", { atMost: 2 });
  if (count === 1) {
    return [
      {
        code: "SINGLE_GLOBAL_ADMIN",
        severity: "warning",
        detail: "Only one active user holds 'global'.",
        nextStep: "Assign 'global' to a second person, as a substitute.",
      },
    ];
  }
  if (count > 1) return [];
  return [
    {
      code: "NO_GLOBAL_ADMIN",
      severity: "info",
      detail: "No active user holds 'global': only tokens can administer.",
      nextStep: "Assign 'global' to two people.",
    },
  ];
};

/** Finds parked synchronization tasks. */
export const parkedTasks: HealthCheck = async ({ db, viewer }) => {
  const parked = await countParked(db.read, viewer.tenantId);
  if (parked.length === 0) return [];
  const names = new Map((await listInstances(db.read, viewer.tenantId)).map(({ id, name }) => [id, name]));
  return parked.slice(0, MAX_FINDINGS).map(({ instanceId, tasks, since, reason }) => {
    const instance = names.get(instanceId) ?? instanceId;
    return {
      code: "SYNC_PARKED",
      severity: "error",
      detail: `Synchronization has parked ${counted(tasks, "record", "records")} of the instance "${instance}": ${reason}`,
      nextStep: `See the cause ('usher sync status') and resolve it, then retry ('usher sync retry --instance ${instance}').`,
      since,
      facts: { instanceId, instance, tasks },
    };
  });
};

/** Finds parked mails. */
export const parkedMails: HealthCheck = async ({ db, viewer }) => {
  const { mails, since, error } = await countParkedMails(db.read, viewer.tenantId);
  if (mails === 0) return [];
  return [
    {
      code: "MAILS_GIVEN_UP",
      severity: "error",
      detail: `${counted(mails, "mail is", "mails are")} parked${error === undefined ? "" : `: ${error}`}.`,
      nextStep:
        "Restore the connection to the mail server, then send them again ('usher mail list', 'usher mail retry ID'); those whose content is erased must be created again.",
      since,
      facts: { mails },
    },
  ];
};

/** Finds tokens and secrets that are about to expire. */
export const endingCredentials: HealthCheck = async ({ db, viewer, now }) => {
  const time = now();
  const search = { now: time, until: time + ENDS_SOON, limit: MAX_FINDINGS };
  const ending = await listEndingCredentials(db.read, viewer.tenantId, search);
  return ending.map(({ kind, id, name, connection, expiresAt }) => {
    const end = new Date(expiresAt).toISOString();
    const what = kind === "token" ? `The token "${name}"` : `A secret of the client "${name}"`;
    return {
      code: kind === "token" ? "TOKEN_ENDS_SOON" : "CLIENT_SECRET_ENDS_SOON",
      severity: "warning",
      detail: `${what} of the connection "${connection}" ends at ${end}.`,
      nextStep:
        kind === "token"
          ? `Make another one ('usher token create --connection ${connection}') and enter it at the provider before.`
          : `Add another one ('usher client add-secret ${name}') and enter it at the provider before.`,
      since: expiresAt - ENDS_SOON,
      facts: { id, name, connection, expiresAt: end },
    };
  });
};

/** Finds silent connections. */
export const silentConnections: HealthCheck = async ({ db, viewer, now }) => {
  const time = now();
  const search = { now: time, since: time - SILENCE, limit: MAX_FINDINGS };
  const silent = await listSilentConnections(db.read, viewer.tenantId, search);
  return silent.map(({ id, name, lastHeardAt, createdAt }) => ({
    code: "CONNECTION_SILENT",
    severity: lastHeardAt === undefined ? "info" : "warning",
    detail:
      lastHeardAt === undefined
        ? `The connection "${name}" has never been used.`
        : `The connection "${name}" has sent nothing since ${new Date(lastHeardAt).toISOString()}.`,
    nextStep: `Check at the provider whether provisioning runs and its token is valid ('usher log --connection ${name}' shows the requests); revoke the connection's tokens if it is no longer used.`,
    since: lastHeardAt ?? createdAt,
    facts: { connectionId: id, connection: name },
  }));
};
