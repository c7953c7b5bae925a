import { getInstance } from "../../access/instances.js";
import { listRecords, type UserRecord } from "../../crm/records/records.js";
import { UUID } from "../../db/new-id.js";
import { type ApplicationInput, addApplicationUser } from "../../use-cases/records/add-application-user.js";
import { listSchema, readPage, toPage } from "../pages.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { showWarnings, warningsJson } from "../warnings.js";
import { withTold } from "../with-told.js";
import { NAME, NAMES, UNIT } from "./access-schemas.js";

const TAG = "Application users";
const text = { type: "string" };
const texts = { type: "array", items: text };

const applicationUser: JsonSchema = {
  title: "ApplicationUser",
  type: "object",
  required: ["userId", "recordId", "userName", "applicationId", "roles", "warnings"],
  properties: {
    userId: text,
    recordId: text,
    userName: text,
    applicationId: text,
    roles: texts,
    ...warningsJson(["NO_SECURITY_ROLE", "CUSTOM_ROLE_EXPECTED"]),
  },
};

const listed: JsonSchema = {
  title: "ListedApplicationUser",
  type: "object",
  required: ["id", "userId", "userName", "enabled", "roles", "problems"],
  properties: {
    id: { ...text, description: "Of the record." },
    userId: text,
    userName: text,
    enabled: { type: "boolean" },
    roles: texts,
    problems: texts,
  },
};

function show({ id, userId, name, enabled, roles, problems }: UserRecord): {
  id: string;
  [name: string]: unknown;
} {
  return { id, userId, userName: name, enabled, roles: roles.map((role) => role.name), problems };
}

const properties = {
  applicationId: withTold(NAME, {
    type: "string",
    pattern: UUID.source,
    description: "UUID of the registered app.",
  }),
  displayName: { ...NAME, description: "Needed where the app has no user yet." },
  businessUnit: { ...UNIT, description: "Id, path or name; the root if left out." },
  roles: { ...NAMES, description: "Ids or names of roles of the business unit." },
};

/** Programs in an instance. R128–R135 */
export const applicationUserRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/instances/{instance}/application-users",
    action: "read",
    operationId: "listApplicationUsers",
    tag: TAG,
    summary: "Lists the application users of an instance as they were last synchronized",
    paged: true,
    answers: { 200: listSchema(listed, { paged: true }) },
    async run(call) {
      const { db, viewer } = call.ctx;
      const { limit, after } = readPage(call);
      const { id } = await getInstance(db.read, viewer.tenantId, call.params.instance);
      const page = { after, limit: limit + 1 };
      const records = await listRecords(db.read, viewer.tenantId, id, "application", page);
      return { body: toPage(records.map(show), limit) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances/{instance}/application-users",
    action: "manageInstances",
    inInstance: "administrators",
    operationId: "addApplicationUser",
    tag: TAG,
    summary: "Lets a registered app work in an instance; one that has a user already is registered here too",
    // An app that has a user already needs no name: a client that is not told so sends one.
    body: withTold(
      { type: "object", required: ["applicationId"], properties },
      { type: "object", required: ["applicationId", "displayName"], properties },
    ),
    answers: { 201: applicationUser },
    async run(call) {
      const added = await addApplicationUser(call.ctx, call.params.instance, call.body as ApplicationInput);
      return { body: { ...added, ...showWarnings(added.warnings) } };
    },
  }),
];
