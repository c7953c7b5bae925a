import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { useTestApp } from "../../../support/app.js";
import { results } from "../../../support/bulk.js";
import { DATABASES } from "../../../support/databases.js";
import { runs } from "../../../support/extent.js";
import type { Answer } from "../../../support/http.js";
import { Kinds } from "../../../support/kinds.js";
import { CORE_GROUP, CORE_USER, CRM_GROUP, CRM_USER, ENTERPRISE } from "../../../support/scim-client.js";

const BADGES = "urn:example:params:scim:contoso:2.0:User";
const GRADES = "urn:ietf:params:scim:schemas:extension:grades:2.0:User";
const COSTS = "urn:example:params:scim:contoso:2.0:Group";
const REGIONS = "urn:ietf:params:scim:schemas:extension:regions:2.0:Group";

const DECLARATIONS: readonly (readonly ["User" | "Group", string, readonly object[]])[] = [
  [
    "User",
    BADGES,
    [
      { name: "badge", type: "string", caseExact: true },
      { name: "link", type: "reference" },
      {
        name: "keys",
        type: "complex",
        multiValued: true,
        subAttributes: [{ name: "value", type: "string" }],
      },
    ],
  ],
  [
    "User",
    GRADES,
    [
      { name: "grade", type: "integer" },
      { name: "note", type: "string", returned: "request" },
    ],
  ],
  ["Group", COSTS, [{ name: "center", type: "string" }]],
  ["Group", REGIONS, [{ name: "region", type: "string", returned: "request" }]],
];

/** An attribute that clients write, the values that it takes, and how a filter finds one. */
interface Field {
  readonly urn: string | undefined;
  readonly name: string;
  readonly values: readonly unknown[];
  readonly filter: (value: unknown) => string;
}

function field(urn: string | undefined, name: string, values: readonly unknown[]): Field {
  const path = urn === undefined ? name : `${urn}:${name}`;
  return { urn, name, values, filter: (value) => `${path} eq ${JSON.stringify(value)}` };
}

const FIELDS: Readonly<Record<"User" | "Group", readonly Field[]>> = {
  User: [
    field(undefined, "title", ["Boss", "Clerk"]),
    field(ENTERPRISE, "department", ["Sales", "Field service"]),
    field(CRM_USER, "calType", ["Professional", "Basic"]),
    field(CRM_USER, "usageLocation", ["DE", "FR"]),
    field(BADGES, "badge", ["B1", "b1"]),
    field(BADGES, "link", ["https://contoso.example/a", "https://contoso.example/b"]),
    {
      ...field(BADGES, "keys", [[{ value: "k1" }], [{ value: "k2" }]]),
      filter: (value) => `${BADGES}:keys[value eq "${(value as { value: string }[])[0]?.value}"]`,
    },
    field(GRADES, "grade", [3, 7]),
    field(GRADES, "note", ["hush", "so so"]),
  ],
  Group: [field(COSTS, "center", ["C1", "C2"]), field(REGIONS, "region", ["north", "south"])],
};

/** What a client wrote last, by the index of the field; undefined is nothing. */
type Written = Map<number, unknown>;

/** What one change writes: of each field one of its values, nothing (null), or no word of it (undefined). */
type Wish = readonly (number | null | undefined)[];

const wishOf = (type: "User" | "Group"): fc.Arbitrary<Wish> =>
  fc.array(fc.constantFrom(undefined, undefined, null, 0, 1, 1), {
    minLength: FIELDS[type].length,
    maxLength: FIELDS[type].length,
  });

const METHODS = ["patch", "patchByPath", "put", "bulk", "merge"] as const;
const DISTURBANCES = [
  "member",
  "license",
  "roles",
  "assignedRoles",
  "mode",
  "defaultMode",
  "active",
  "restore",
  "unit",
  "administrator",
  "invitation",
  "temporaryPassword",
] as const;
const SURROUNDINGS = ["groupLicense", "groupRole", "guard", "sku", "import", "sync"] as const;

const PEOPLE = 3;
const GROUPS = 2;
const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const group = fc.integer({ min: 0, max: GROUPS - 1 });
const method = fc.constantFrom(...METHODS);

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("User" as const),
      who: person,
      method,
      wish: wishOf("User"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("Group" as const),
      who: group,
      method,
      wish: wishOf("Group"),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ disturb: fc.constantFrom(...DISTURBANCES), who: person, on: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ around: fc.constantFrom(...SURROUNDINGS), who: group, on: fc.boolean() }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** A tenant with people and groups who have values of everything, and what was written of them last. */
class Directory {
  readonly crm: Kinds;
  readonly ids: Readonly<Record<"User" | "Group", string[]>> = { User: [], Group: [] };
  readonly written: Readonly<Record<"User" | "Group", Written[]>> = { User: [], Group: [] };

  constructor(crm: Kinds) {
    this.crm = crm;
  }

  async fill(): Promise<void> {
    const { client } = this.crm;
    for (let i = 0; i < PEOPLE; i++) {
      const body = bodyOf("User", i, everything("User", i));
      this.ids.User.push((await client.create("/Users", body)).id);
      this.written.User.push(everything("User", i));
    }
    for (let i = 0; i < GROUPS; i++) {
      const { id } = await client.create("/Groups", bodyOf("Group", i, everything("Group", i)));
      this.ids.Group.push(id);
      this.written.Group.push(everything("Group", i));
    }
  }

  async write({ type, who, method: by, wish }: Extract<Action, { method: unknown }>): Promise<void> {
    const path = `/${type}s/${this.ids[type][who]}`;
    const next: Written = new Map(this.written[type][who]);
    const values: Record<string, unknown> = {};
    const operations = FIELDS[type].flatMap(({ urn, name, values: pool }, index) => {
      const chosen = wish[index];
      if (chosen === undefined) return [];
      const value = chosen === null ? null : pool[chosen];
      if (value === null) next.delete(index);
      else next.set(index, value);
      const target = urn === undefined ? name : `${urn}:${name}`;
      if (urn === undefined) values[name] = value;
      else values[urn] = { ...(values[urn] as object), [name]: value };
      return [value === null ? { op: "remove", path: target } : { op: "replace", path: target, value }];
    });
    if (operations.length === 0) return;
    const { client, admin } = this.crm;
    const patch = { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: operations };
    const send = {
      patch: () => client.patch(path, [{ op: "replace", value: values }]),
      patchByPath: () => client.patch(path, operations),
      put: () => client.put(path, bodyOf(type, who, next)),
      merge: () => admin.patch(path.toLowerCase(), values),
      bulk: async () => {
        const [result] = await results(client, [{ method: "PATCH", path, data: patch }]);
        return { status: Number(result.status), text: JSON.stringify(result) };
      },
    };
    const { status, text } = await send[by]();
    if (status !== 200 && status !== 204) throw new Error(`${by} ${type} was answered ${status}: ${text}`);
    this.written[type][who] = next;
  }

  /** Whatever concerns the person and is none of what clients wrote; a refusal is as good as a success. */
  async disturb({ disturb, who, on }: Extract<Action, { disturb: unknown }>): Promise<Answer> {
    const { client, admin } = this.crm;
    const id = this.ids.User[who] ?? "";
    const patch = (path: string, value: unknown) =>
      client.patch(`/Users/${id}`, [{ op: "replace", path, value }]);
    switch (disturb) {
      case "license":
        return admin.post(`/users/${id}/licenses`, on ? { add: ["CRM"] } : { remove: ["CRM"] });
      case "roles":
        return patch(`${CRM_USER}:securityRoleNames`, on ? "Salesperson" : "none");
      case "assignedRoles": {
        const { body } = await admin.get(`/instances/main/users/${id}/assignable-roles`);
        const role = body.value.find(({ name }: { name: string }) => name === "Sales Manager");
        return admin.put(`/instances/main/users/${id}/roles`, { roleIds: on ? [role.id] : [] });
      }
      case "mode":
        return this.crm.setMode(id, on ? "Non-interactive" : "Read-Write");
      case "defaultMode":
        return patch(`${CRM_USER}:accessMode`, on ? "Read" : "Read-Write");
      case "member": {
        const change = { op: on ? "add" : "remove", path: "members", value: [{ value: id }] };
        return client.patch(`/Groups/${this.ids.Group[0]}`, [change]);
      }
      case "active":
        return patch("active", on);
      case "restore":
        await client.delete(`/Users/${id}`);
        return admin.post(`/deleted-users/${id}/restore`);
      case "unit": {
        const businessUnit = on ? "North" : "main";
        return admin.put(`/instances/main/users/${id}/business-unit`, { businessUnit });
      }
      case "administrator":
        return admin.put(`/users/${id}/administrator-roles`, { roles: on ? ["password"] : [] });
      case "invitation":
        return admin.post("/invitations", { userIds: [id] });
      default:
        // For a provider it is readOnly, and left out.
        return this.crm.set(id, { temporaryPassword: { generate: true } });
    }
  }

  /** Whatever concerns many people at once. */
  async change({ around, who, on }: Extract<Action, { around: unknown }>): Promise<Answer | undefined> {
    const { admin, client, app } = this.crm;
    const id = this.ids.Group[who] ?? "";
    switch (around) {
      case "groupLicense": {
        const licenses = on ? [{ skuPartNumber: "CRM" }] : [];
        const change = { op: "replace", path: `${CRM_GROUP}:licenses`, value: licenses };
        return client.patch(`/Groups/${id}`, [change]);
      }
      case "groupRole": {
        const securityRoles = on ? [{ value: "Salesperson" }] : null;
        return admin.patch(`/groups/${id}`, { [CRM_GROUP]: { securityRoles } });
      }
      case "guard":
        if (!on) return admin.delete("/instances/main/guard");
        return admin.put("/instances/main/guard", { groupId: id });
      case "sku":
        return admin.patch("/licenses/CRM", { displayName: on ? "Customers" : "CRM" });
      case "import": {
        const type = { "Content-Type": "text/csv" };
        return admin.send("POST", "/instances/main/imports", "table,id,owner\na,1,p0\na,2,new@x\n", type);
      }
      default:
        await app.sync();
        return undefined;
    }
  }

  /** Every value that is not as it was written last. */
  async differences(): Promise<unknown[]> {
    const found: unknown[] = [];
    for (const type of ["User", "Group"] as const) {
      const paths = FIELDS[type].map(({ urn, name }) => (urn === undefined ? name : `${urn}:${name}`));
      for (const [index, id] of this.ids[type].entries()) {
        const { body } = await this.crm.client.get(`/${type}s/${id}?attributes=${paths.join(",")}`);
        const shown = await this.crm.client.get(`/${type}s/${id}`);
        if (type === "Group" && shown.body[CRM_GROUP]?.groupType !== "security") found.push(shown.body);
        for (const [at, { urn, name }] of FIELDS[type].entries()) {
          const expected = this.written[type][index]?.get(at);
          for (const answer of [body, shown.body]) {
            if (answer === shown.body && ["note", "region"].includes(name)) continue;
            const value = urn === undefined ? answer[name] : answer[urn]?.[name];
            if (!isDeepStrictEqual(value, expected)) found.push({ type, index, name, value, expected });
          }
        }
      }
    }
    return found;
  }

  /** Every filter that finds others than who has the value. */
  async wrongFilters(): Promise<unknown[]> {
    return [...(await this.wrongFiltersOf("User")), ...(await this.wrongFiltersOf("Group"))];
  }

  private async wrongFiltersOf(type: "User" | "Group"): Promise<unknown[]> {
    const found: unknown[] = [];
    for (const [at, { values, filter }] of FIELDS[type].entries()) {
      for (const value of values) {
        const ids = (await this.crm.client.find(`/${type}s`, filter(value))).map(({ id }) => id);
        const expected = this.ids[type].filter((_, index) =>
          isDeepStrictEqual(this.written[type][index]?.get(at), value),
        );
        if (!isDeepStrictEqual(new Set(ids), new Set(expected)))
          found.push({ filter: filter(value), ids, expected });
      }
    }
    return found;
  }
}

function everything(type: "User" | "Group", which: number): Written {
  return new Map(FIELDS[type].map(({ values }, index) => [index, values[which % values.length]]));
}

/** A whole representation, in which everything that has no value is said to have none. */
function bodyOf(type: "User" | "Group", which: number, written: Written): object {
  const body: Record<string, unknown> = {
    schemas: [type === "User" ? CORE_USER : CORE_GROUP],
    ...(type === "User"
      ? {
          userName: `p${which}`,
          active: true,
          emails: [{ value: `p${which}@contoso.example`, primary: true, type: "work" }],
        }
      : { displayName: `g${which}`, [CRM_GROUP]: { groupType: "security" } }),
  };
  for (const [index, { urn, name }] of FIELDS[type].entries()) {
    const value = written.get(index) ?? null;
    if (urn === undefined) body[name] = value;
    else body[urn] = { ...(body[urn] as object), [name]: value };
  }
  return body;
}

describe.each(DATABASES)("what is stored of people and groups on %s", (database) => {
  const app = useTestApp(database);

  async function start(): Promise<Directory> {
    const crm = await Kinds.start(app);
    const declare = DECLARATIONS.map(([resourceType, id, attributes]) =>
      crm.admin.post("/extension-schemas", { resourceType, schema: { id, attributes } }),
    );
    expect((await Promise.all(declare)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const name of ["North", "South"]) await crm.admin.post("/instances/main/business-units", { name });
    const directory = new Directory(crm);
    await directory.fill();
    return directory;
  }

  it("stays whatever is done to them, each once", async () => {
    const directory = await start();
    const refused: string[] = [];
    for (const on of [true, false]) {
      for (const around of SURROUNDINGS) {
        const answer = await directory.change({ around, who: 0, on });
        if (on && answer && answer.status >= 300) refused.push(`${around}: ${answer.text}`);
        expect(await directory.differences()).toEqual([]);
      }
      for (const disturb of DISTURBANCES) {
        const answer = await directory.disturb({ disturb, who: 0, on });
        if (on && answer.status >= 300) refused.push(`${disturb}: ${answer.text}`);
        await app.sync();
        expect(await directory.differences()).toEqual([]);
      }
      expect(await directory.wrongFilters()).toEqual([]);
    }

    expect(refused).toEqual([]);
  }, 120_000);

  it("comes back as it was written last, and filters find it, whatever else happens to them", async () => {
    const directory = await start();
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 6, maxLength: 6 }), async (actions) => {
        for (const one of actions) {
          if ("method" in one) await directory.write(one);
          else if ("disturb" in one) await directory.disturb(one);
          else await directory.change(one);
          expect(await directory.differences()).toEqual([]);
        }
        expect(await directory.wrongFilters()).toEqual([]);
      }),
      { numRuns: runs(3, 10), endOnFailure: true },
    );
  }, 120_000);
});
