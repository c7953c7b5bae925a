import { listHolds } from "../../crm/kept/holds.js";
import { findConnectionName } from "../../tenants/connections.js";
import { counted, type Finding, type HealthCheck, MAX_FINDINGS } from "./health-finding.js";

/** Finds held changes of connections that wait for a decision. docs/holds.md */
export const openHolds: HealthCheck = async ({ db, viewer }) => {
  const { tenantId } = viewer;
  const findings: Finding[] = [];
  for (const hold of await listHolds(db.read, tenantId, { state: "open", limit: MAX_FINDINGS })) {
    const { id, connectionId, people, startedAt: since } = hold;
    const connection = (await findConnectionName(db.read, tenantId, connectionId)) ?? connectionId;
    const endsAt = new Date(hold.endsAt).toISOString();
    findings.push({
      code: "CHANGES_HELD",
      severity: "error",
      detail: `The connection "${connection}" sent changes that would take access from ${counted(people, "person", "people")}: their effect waits until ${endsAt}.`,
      nextStep: `See who is concerned ('usher hold show ${id}'), then release or discard it ('usher hold release ${id}', 'usher hold discard ${id}').`,
      since,
      facts: { hold: id, connectionId, connection, people, endsAt },
    });
  }
  return findings;
};
