import { Type } from "@sinclair/typebox";
import { ACCESS_MODE_LABELS, ACCESS_MODES, modeOfLabel } from "../../../crm/access-mode-codes.js";
import type { UserRecord } from "../../../crm/records/records.js";
import { changeAccessMode } from "../../../use-cases/records/change-access-mode.js";
import { refersTo } from "../../documented-as.js";
import { choice, flag, text } from "../../json-schema.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";

const label = choice(ACCESS_MODES.map((mode) => ACCESS_MODE_LABELS[mode]));

const modeOfRecord = Type.Object(
  { instanceId: text, userId: text, recordId: text, mode: label, since: timeJson, enabled: flag },
  { title: "AccessModeOfRecord" },
);

function show({ instanceId, userId = "", id, mode, modeSince, enabled }: UserRecord) {
  return {
    instanceId,
    userId,
    recordId: id,
    mode: ACCESS_MODE_LABELS[mode],
    since: toTime(modeSince),
    enabled,
  };
}

/** The routes of access modes of people in one instance. R109–R113, R116, R121–R124 */
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
    body: Type.Object({ mode: refersTo("a license of the user, for some modes", label) }),
    answers: { 200: modeOfRecord },
    async run({ ctx, params, body }) {
      const mode = modeOfLabel(body.mode);
      if (mode === undefined) throw new Error("the schema of the body lists the modes");
      return { body: show(await changeAccessMode(ctx, params.id, params.instance, mode)) };
    },
  }),
];
