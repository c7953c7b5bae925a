import { isDeepStrictEqual } from "node:util";
import type { Scope } from "../../../src/tenants/connection.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { IS_FULL } from "../../support/extent.js";
import type { Answer } from "../../support/http.js";
import { Kinds } from "../../support/kinds.js";
import { CORE_GROUP, CORE_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];
const METHODS = ["POST", "PUT", "PATCH"] as const;
type Method = (typeof METHODS)[number];

const MODES = ["tolerant", "strict"] as const;
const ALL_SCOPES: readonly Scope[][] = [
  ["scim.read"],
  ["scim"],
  ["scim", "scim.applications"],
  ["scim", "scim.adminroles"],
  ["scim", "scim.applications", "scim.adminroles"],
];

/** The tokens that are tried; in a short run those with the fewest and the most scopes. */
const SCOPES = ALL_SCOPES.filter((_, index) => IS_FULL || [0, 1, 4].includes(index));

/** The methods by which a trial is written; in a short run a part of an attribute is written by one of them. */
function methodsFor({ part }: Trial, index: number): readonly Method[] {
  return METHODS.filter((_, at) => part === undefined || IS_FULL || index % METHODS.length === at);
}

/** What names something has to name something that is there: the value of an attribute that its type cannot tell. */
const NAMES: Readonly<Record<string, unknown>> = {
  skuPartNumber: "CRM",
  licenseSkus: "CRM",
  businessUnit: "Root",
  instance: "main",
  securityRoleNames: "Salesperson",
  "securityRoles.value": "Salesperson",
  // Strict connections name security roles of the CRM by it.
  "roles.value": "Salesperson",
  // A password of the policy, a tag of a language, a mail address, an id.
  password: "a good long password 7",
  locale: "de-DE",
  preferredLanguage: "de",
  applicationId: "01890000-0000-7000-8000-0000000000aa",
};

/** Why what a definition allows is refused nevertheless: each needs more than a value. */
const REASONS: readonly (readonly [string, RegExp])[] = [
  ["a mode without a license asks for one first", /LICENSE_REQUIRED_TO_CHANGE_MODE/],
  ["a person never becomes an application user", /userKind is immutable/],
  ["an application user has an application", /APPLICATION_ID_REQUIRED/],
  ["an application belongs to an application user", /applicationId is for application users/],
  ["an element of licenses names a SKU", /element without skuId and skuPartNumber/],
  ["a SKU is named by an id or part number that is there", /UNKNOWN_SKU/],
];

/** One attribute to be written: a simple one, a whole complex one, or one sub-attribute of it. */
interface Trial {
  readonly urn: string | undefined;
  readonly attribute: Json;
  /** Undefined for the whole attribute. */
  readonly part: Json;
  readonly value: unknown;
}

function isWritable({ mutability }: Json): boolean {
  return mutability !== "readOnly";
}

/** Stands in a value for a number of its own. */
const UNIQUE = "#";

/** The values that a definition allows: each canonical one, a few of many, else one of its type. */
function valuesOf(definition: Json, path: string, id: number): unknown[] {
  const known = NAMES[path] ?? NAMES[definition.name];
  if (known !== undefined) return [known];
  const { canonicalValues = [], type } = definition;
  if (canonicalValues.length > 0) {
    return canonicalValues.length > 10 ? [canonicalValues[0], canonicalValues.at(-1)] : canonicalValues;
  }
  const samples: Record<string, unknown> = {
    boolean: true,
    integer: 7,
    decimal: 7.5,
    dateTime: "2026-11-29T10:00:00Z",
    binary: "AQID",
    reference: "https://contoso.example/it",
  };
  return [samples[type] ?? `text ${id} ${UNIQUE}`];
}

function trialsOf(schema: Json, urn: string | undefined, withParts: boolean): Trial[] {
  let id = 0;
  const trials: Trial[] = [];
  for (const attribute of schema.attributes) {
    const list = (value: unknown): unknown => (attribute.multiValued ? [value] : value);
    if (attribute.type !== "complex") {
      for (const value of valuesOf(attribute, attribute.name, id++)) {
        trials.push({ urn, attribute, part: undefined, value: list(value) });
      }
      continue;
    }
    const isTried = (part: Json) => isWritable(part) || !isWritable(attribute);
    const writable = attribute.subAttributes.filter((part: Json) => isTried(part) && part.name !== "$ref");
    const one = (part: Json, value: unknown) => (part.multiValued ? [value] : value);
    const path = (part: Json): string => `${attribute.name}.${part.name}`;
    const first = (part: Json) => one(part, valuesOf(part, path(part), id)[0]);
    const required = writable.filter((part: Json) => part.required);
    const whole = Object.fromEntries(writable.map((part: Json) => [part.name, first(part)]));
    delete whole["skuId"];
    id += 1;
    trials.push({ urn, attribute, part: undefined, value: list(whole) });
    for (const part of withParts ? writable : []) {
      for (const value of valuesOf(part, path(part), id++)) {
        const needed = Object.fromEntries(required.map((other: Json) => [other.name, first(other)]));
        trials.push({ urn, attribute, part, value: list({ ...needed, [part.name]: one(part, value) }) });
      }
    }
  }
  return trials;
}

/** Whether what was written is there: every member of it, with whatever the server adds. */
function holds(shown: unknown, written: unknown): boolean {
  if (Array.isArray(written)) {
    const elements: unknown[] = Array.isArray(shown) ? shown : [];
    return written.every((one) => elements.some((other) => holds(other, one)));
  }
  if (typeof written === "object" && written !== null) {
    return Object.entries(written).every(([name, value]) => holds((shown as Json)?.[name], value));
  }
  return isDeepStrictEqual(shown, written);
}

describe.each(DATABASES)("what /Schemas promises, on %s", (database) => {
  const app = useTestApp(database);
  let tally: Map<string, number>;
  let broken: string[];
  let count = 0;
  beforeEach(() => {
    tally = new Map();
    broken = [];
  });

  async function clientsOf(mode: (typeof MODES)[number]): Promise<[ScimClient, ScimClient]> {
    const crm = await Kinds.start(app);
    const own = await app.secondConnection(crm.client, { mode });
    await crm.admin.post("/instances/main/business-units", { name: "North" });
    return [own, crm.client];
  }

  function bodyOf({ urn, attribute, value }: Trial, type: string): Json {
    const name = `x${count}`;
    const base =
      type === "User"
        ? { schemas: [CORE_USER], userName: name }
        : { schemas: [CORE_GROUP], displayName: name };
    if (urn === undefined) return { ...base, [attribute.name]: value };
    return { ...base, schemas: [...base.schemas, urn], [urn]: { [attribute.name]: value } };
  }

  async function write(client: ScimClient, owner: ScimClient, type: string, trial: Trial, method: Method) {
    const body = bodyOf(trial, type);
    if (method === "POST") return client.post(`/${type}s`, body);
    const fresh = type === "User" ? { userName: `f${count}` } : { displayName: `f${count}` };
    const { id } = await owner.create(`/${type}s`, fresh);
    if (method === "PUT") return client.put(`/${type}s/${id}`, body);
    const { urn, attribute, value } = trial;
    const path = urn === undefined ? attribute.name : `${urn}:${attribute.name}`;
    const answer = await client.patch(`/${type}s/${id}`, [{ op: "replace", path, value }]);
    return answer.status === 204 ? client.get(`/${type}s/${id}`) : answer;
  }

  function judge(trial: Trial, method: Method, answer: Answer, where: string): void {
    const { urn, attribute, part, value } = trial;
    const { status, body, text } = answer;
    const path = [urn === undefined ? "core" : urn.split(":").at(-3), attribute.name, part?.name]
      .filter(Boolean)
      .join(".");
    const note = (kind: string) => tally.set(kind, (tally.get(kind) ?? 0) + 1);
    const fail = (why: string) =>
      broken.push(
        `${where} ${method} ${path} ${JSON.stringify(value).slice(0, 80)}: ${why} ${text.slice(0, 300)}`,
      );
    const shown = urn === undefined ? body?.[attribute.name] : body?.[urn]?.[attribute.name];
    if (!isWritable(attribute)) {
      if (status < 300 && !holds(shown, value)) note("readOnly: ignored");
      else if (status === 400 && body.scimType === "mutability") note("readOnly: refused as readOnly");
      else if (status === 403) note("readOnly: refused as what the token may not do");
      else fail("is readOnly");
      return;
    }
    if (status < 300) {
      const isShown = attribute.returned === "default" || attribute.returned === "always";
      if (isShown && part?.returned !== "never" && !holds(shown, value)) fail("was answered and not done");
      else note("written");
      return;
    }
    const reason = REASONS.find(([, pattern]) => pattern.test(body?.detail ?? ""));
    if (reason === undefined) fail("is refused");
    else note(`refused: ${reason[0]}`);
  }

  it.each(MODES)(
    "is kept for every token of a %s connection",
    async (mode) => {
      for (const scopes of SCOPES) {
        const [connection, owner] = await clientsOf(mode);
        const client = await app.withToken(connection, { scopes });
        const { Resources } = (await client.get("/Schemas")).body;
        const types = (await client.get("/ResourceTypes")).body.Resources;
        for (const { name, schema, schemaExtensions } of types) {
          if (name !== "User" && name !== "Group") continue;
          for (const urn of [schema, ...schemaExtensions.map((extension: Json) => extension.schema)]) {
            const described = Resources.find(({ id }: Json) => id === urn);
            const withParts = scopes.length === 3;
            const trials = trialsOf(described, urn === schema ? undefined : urn, withParts);
            for (const [index, trial] of trials.entries()) {
              for (const method of methodsFor(trial, index)) {
                if (name === "Group" && trial.attribute.name === "members") continue;
                count += 1;
                const value = JSON.parse(JSON.stringify(trial.value).replaceAll(UNIQUE, String(count)));
                const one = { ...trial, value };
                const answer = await write(client, owner, name, one, method);
                judge(one, method, answer, `${mode} ${scopes.join("+")} ${name}`);
              }
            }
          }
        }
      }

      expect(broken).toEqual([]);
      // Nothing is refused for another reason, and each of these is met.
      expect([...tally.keys()].toSorted()).toEqual(
        [
          "written",
          "readOnly: ignored",
          "readOnly: refused as readOnly",
          "readOnly: refused as what the token may not do",
          ...REASONS.map(([reason]) => `refused: ${reason}`),
        ].toSorted(),
      );
    },
    240_000,
  );
});
