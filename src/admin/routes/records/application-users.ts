import { Type } from "@sinclair/typebox";
import { getInstance } from "../../../access/instances.js";
import { listRecords, type UserRecord } from "../../../crm/records/records.js";
import { UUID } from "../../../db/new-id.js";
import { addApplicationUser } from "../../../use-cases/records/add-application-user.js";
import { documentedAs } from "../../documented-as.js";
import { flag, type Shown, text } from "../../json-schema.js";
import { NAME, NAMES, UNIT } from "../../names.js";
import { pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { showWarnings, warningsJson } from "../../warnings.js";

const TAG = "Application users";
const texts = Type.Array(text);

const applicationUser = Type.Object(
  {
    userId: text,
    recordId: text,
    userName: text,
    applicationId: text,
    roles: texts,
    ...warningsJson(["NO_SECURITY_ROLE", "CUSTOM_ROLE_EXPECTED"]),
  },
  { title: "ApplicationUser" },
);

const listed = Type.Object(
  {
    id: { ...text, description: "Of the record." },
    userId: text,
    userName: text,
    enabled: flag,
    roles: texts,
    problems: texts,
  },
  { title: "ListedApplicationUser" },
);

function show({ id, userId = "", name, enabled, roles, problems }: UserRecord): Shown<typeof listed> {
  return { id, userId, userName: name, enabled, roles: roles.map((role) => role.name), problems };
}

const application = Type.Object({
  applicationId: documentedAs(NAME, {
    type: "string",
    pattern: UUID.source,
    description: "UUID of the registered app.",
  }),
  displayName: Type.Optional({ ...NAME, description: "Needed where the app has no user yet." }),
  businessUnit: Type.Optional({ ...UNIT, description: "Id, path or name; the root if left out." }),
  roles: Type.Optional({ ...NAMES, description: "Ids or names of roles of the business unit." }),
});

/** The routes of application users. R128–R135 */
export const applicationUserRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/instances/{instance}/application-users",
    action: "read",
    operationId: "listApplicationUsers",
    tag: TAG,
    summary: "Lists the application users of an instance as they were last synchronized",
    paged: true,
    answers: { 200: pageSchema(listed) },
    async run(call) {
      const { db, viewer } = call.ctx;
      const { limit, after } = readPage(call.query);
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
    summary:
      "Adds the application user of a registered app to an instance, and creates it if the app has none",
    // The name is optional for an app with a user; clients that do not know this send one.
    body: documentedAs(application, { ...application, required: ["applicationId", "displayName"] }),
    answers: { 201: applicationUser },
    async run(call) {
      const added = await addApplicationUser(call.ctx, call.params.instance, call.body);
      return { body: { ...added, ...showWarnings(added.warnings) } };
    },
  }),
];
