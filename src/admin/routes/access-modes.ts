import type { AccessMode } from "../../access/access-facts.js";
import { ACCESS_MODE_LABELS, ACCESS_MODES } from "../../crm/access-mode-codes.js";
import type { UserRecord } from "../../crm/records.js";
import { changeAccessMode } from "../../provisioning/change-access-mode.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { toTime } from "../times.js";
import { refersTo } from "../told.js";

const labels = ACCESS_MODES.map((mode) => ACCESS_MODE_LABELS[mode]);

const modeOfRecord: JsonSchema = {
  title: "AccessModeOfRecord",
  type: "object",
  required: ["instanceId", "userId", "recordId", "mode", "since", "enabled"],
  properties: {
    instanceId: { type: "string" },
    userId: { type: "string" },
    recordId: { type: "string" },
    mode: { enum: labels },
    since: { type: "string", format: "date-time" },
    enabled: { type: "boolean" },
  },
};

function show({ instanceId, userId, id, mode, modeSince, enabled }: UserRecord): Record<string, unknown> {
  return {
    instanceId,
    userId,
    recordId: id,
    mode: ACCESS_MODE_LABELS[mode],
    since: toTime(modeSince),
    enabled,
  };
}

/** Access modes of people in one instance. R109–R113, R116, R121–R124 */
export const accessModeRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "put",
    path: "/instances/{instance}/users/{id}/access-mode",
    action: "manageInstances",
    inInstance: "administrators",
    operationId: "setAccessMode",
    tag: "Access modes",
    summary:
      "Sets the access mode of a person in one instance; System Administrators of the instance may do it too",
    body: {
      type: "object",
      required: ["mode"],
      properties: { mode: refersTo("a license of the user, for some modes", { enum: labels }) },
    },
    answers: { 200: modeOfRecord },
    async run({ ctx, params, body }) {
      const { mode: label } = body as { mode: string };
      const mode = ACCESS_MODES.find((one) => ACCESS_MODE_LABELS[one] === label) as AccessMode;
      return { body: show(await changeAccessMode(ctx, params["id"] ?? "", params["instance"] ?? "", mode)) };
    },
  }),
];
