import { type TUnsafe, Type } from "@sinclair/typebox";
import { getInstance, listInstances } from "../../../access/instances.js";
import { toEtag } from "../../../effects/precondition.js";
import {
  describeTenantSettings,
  findAllSettings,
  findOwnSettings,
  SETTING_NAMES,
  type SettingName,
  type TenantSettingInfo,
} from "../../../tenants/settings.js";
import { changeSettings, versionOfSettings } from "../../../use-cases/tenants/settings.js";
import { documentedAs } from "../../documented-as.js";
import { choice, type JsonSchema, text } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";

const tag = "Settings";
const TYPES = ["string", "number", "boolean"] as const;
const value = Type.Unsafe<string | number | boolean>({ type: TYPES });

const setting = Type.Object(
  {
    name: choice(SETTING_NAMES, { type: "string" }),
    value: { ...value, description: "The value in force." },
    default: value,
    expected: Type.String({ description: "The valid values." }),
    perInstance: Type.Boolean({ description: "Whether an instance may differ from its tenant." }),
    meaning: text,
    values: Type.Optional(Type.Array(text, { description: "The values to choose from, if it is a choice." })),
    differsIn: Type.Optional(
      Type.Array(Type.Object({ id: text, name: text, value }), {
        description: "Of the tenant: the instances that have another value.",
      }),
    ),
    inherited: Type.Optional(
      Type.Boolean({ description: "Of an instance: whether the value is that of its tenant." }),
    ),
  },
  { title: "Setting" },
);

/** The schema of settings by name. */
function valuesOf(
  some: readonly TenantSettingInfo[],
  type: (one: TenantSettingInfo) => JsonSchema,
): TUnsafe<Readonly<Record<string, string | number | boolean | null>>> {
  const properties = some.map((one): [string, JsonSchema] => [
    one.name,
    { ...type(one), description: `${one.meaning} It is ${one.expected}.` },
  ]);
  return Type.Unsafe({
    type: "object",
    description: "Values by name; null puts a setting back to its default.",
    properties: Object.fromEntries(properties),
  });
}

/** Returns the schema of all settings, or of those that an instance can override. */
function choicesOf(isOffered: (setting: TenantSettingInfo) => boolean) {
  const described = describeTenantSettings();
  return documentedAs(
    valuesOf(described, () => ({ type: [...TYPES, "null"] })),
    valuesOf(described.filter(isOffered), ({ json }) => ({ anyOf: [json, { type: "null" }] })),
  );
}

async function list({ db, viewer }: AdminContext, instanceId?: string) {
  const settingsOf = await findAllSettings(db.read, viewer.tenantId);
  const inForce = settingsOf(instanceId ?? "");
  const instances = instanceId === undefined ? await listInstances(db.read, viewer.tenantId) : [];
  const differing = (name: SettingName) =>
    instances
      .map(({ id, displayName }) => ({ id, name: displayName, value: settingsOf(id)[name] }))
      .filter((other) => other.value !== inForce[name]);
  const own = instanceId && (await findOwnSettings(db.read, viewer.tenantId, instanceId));
  const described = describeTenantSettings().filter(
    ({ perInstance }) => instanceId === undefined || perInstance,
  );
  return {
    body: {
      value: described.map(({ name, default: fallback, expected, perInstance, meaning, values }) => ({
        name,
        value: inForce[name],
        default: fallback,
        expected,
        perInstance,
        meaning,
        values,
        ...(own ? { inherited: !own.has(name) } : { differsIn: differing(name) }),
      })),
    },
    headers: { ETag: toEtag(versionOfSettings(inForce)) },
  };
}

async function instanceIdOf({ db, viewer }: AdminContext, name: string): Promise<string> {
  return (await getInstance(db.read, viewer.tenantId, name)).id;
}

function textsOf(
  chosen: Readonly<Record<string, string | number | boolean | null>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(chosen).map(([name, one]) => [name, one === null ? undefined : String(one)]),
  );
}

/** The routes of settings. docs/access.md */
export const settingRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/settings",
    action: "manageServer",
    operationId: "listSettings",
    sends: ["ETag"],
    tag,
    summary: "Lists the settings of the tenant: value, default, meaning and the instances that differ",
    answers: { 200: listSchema(setting) },
    run: ({ ctx }) => list(ctx),
  }),
  adminRoute({
    method: "patch",
    path: "/settings",
    action: "manageServer",
    operationId: "changeSettings",
    conditional: true,
    sends: ["ETag"],
    tag,
    summary: "Changes settings of the tenant, all that are named or none",
    body: choicesOf(() => true),
    answers: { 200: listSchema(setting) },
    async run({ ctx, body, precondition }) {
      await changeSettings(ctx, "", textsOf(body), precondition);
      return list(ctx);
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{id}/settings",
    action: "manageServer",
    operationId: "listInstanceSettings",
    sends: ["ETag"],
    tag,
    summary: "Lists the settings in which an instance, by id or name, may differ from its tenant",
    answers: { 200: listSchema(setting) },
    run: async ({ ctx, params }) => list(ctx, await instanceIdOf(ctx, params.id)),
  }),
  adminRoute({
    method: "patch",
    path: "/instances/{id}/settings",
    action: "manageServer",
    operationId: "changeInstanceSettings",
    conditional: true,
    sends: ["ETag"],
    tag,
    summary: "Changes settings of an instance, all or none; null resets one to the tenant's value",
    body: choicesOf(({ perInstance }) => perInstance),
    answers: { 200: listSchema(setting) },
    async run({ ctx, params, body, precondition }) {
      const id = await instanceIdOf(ctx, params.id);
      await changeSettings(ctx, id, textsOf(body), precondition);
      return list(ctx, id);
    },
  }),
];
