import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_GROUP, CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

/** What takes the way in of a System Administrator. */
type Taking = (world: World) => Promise<Answer>;

interface World {
  readonly scim: ScimClient;
  readonly admin: AdminClient;
  readonly crm: Crm;
  readonly ann: string;
  readonly group: string;
}

/** Makes names of what is made twice. */
let made = 0;

const setCrm = (name: string, value: unknown) => (world: World) =>
  world.scim.patch(`/Users/${world.ann}`, [{ op: "replace", path: `${CRM_USER}:${name}`, value }]);
const setMode = (mode: string) => (world: World) =>
  world.admin.put(`/instances/main/users/${world.ann}/access-mode`, { mode });

const DIRECTLY: readonly (readonly [string, Taking])[] = [
  ["the license, by SCIM", setCrm("licenseSkus", "none")],
  [
    "the licenses, by SCIM",
    ({ scim, ann }) => scim.patch(`/Users/${ann}`, [{ op: "remove", path: `${CRM_USER}:licenses` }]),
  ],
  [
    "the license, by an administrator",
    ({ admin, ann }) => admin.post(`/users/${ann}/licenses`, { remove: ["CRM"] }),
  ],
  [
    "the seat, for another person",
    async ({ admin, scim, ann }) => {
      const { id } = await scim.createUser({ userName: `taker${++made}` });
      return admin.post("/licenses/CRM/reassign", { from: ann, to: id });
    },
  ],
  ["the instances of the SKU", ({ admin }) => admin.patch("/licenses/CRM", { instances: ["other"] })],
  ["the mode Read, in the instance", setMode("Read")],
  ["the mode Non-interactive, in the instance", setMode("Non-interactive")],
  ["the mode Read, by default", setCrm("accessMode", "Read")],
  ["the mode Non-interactive, by default", setCrm("accessMode", "Non-interactive")],
  ["an invitation that access waits for", ({ admin, ann }) => admin.post(`/users/${ann}/invitation`)],
  ["the role, by an administrator", ({ crm, ann }) => crm.setRoles(ann, ["Salesperson"])],
  ["the business unit", async ({ crm, ann }) => crm.move(ann, (await crm.addUnit(`North ${++made}`)).id)],
  [
    "the sign-in",
    ({ scim, ann }) => scim.patch(`/Users/${ann}`, [{ op: "replace", path: "active", value: false }]),
  ],
  ["the person", ({ scim, ann }) => scim.delete(`/Users/${ann}`)],
];

const BY_GROUP: readonly (readonly [string, Taking])[] = [
  [
    "a member, by SCIM",
    ({ scim, group, ann }) =>
      scim.patch(`/Groups/${group}`, [{ op: "remove", path: `members[value eq "${ann}"]` }]),
  ],
  [
    "all members, by SCIM",
    ({ scim, group }) => scim.patch(`/Groups/${group}`, [{ op: "remove", path: "members" }]),
  ],
  [
    "a member, by an administrator",
    ({ admin, group, ann }) => admin.post(`/groups/${group}/members`, { remove: [ann] }),
  ],
  [
    "the license of the group",
    ({ scim, group }) => scim.patch(`/Groups/${group}`, [{ op: "remove", path: `${CRM_GROUP}:licenses` }]),
  ],
  ["the group, by SCIM", ({ scim, group }) => scim.delete(`/Groups/${group}`)],
  ["the group, by an administrator", ({ admin, group }) => admin.delete(`/groups/${group}`)],
];

const inShort = (answer: Answer): string =>
  answer.headers["content-type"]?.startsWith("application/scim") === true && answer.status >= 400
    ? `${errorOf(answer)} ${String(answer.body.detail).split(":")[0]}`.trim()
    : problemOf(answer);

describe.each(DATABASES)("the way in of the last System Administrator on %s", (database) => {
  const app = useTestApp(database);
  let world: World;

  const person = async (userName: string, more: object): Promise<string> => {
    const { id } = await world.scim.createUser({ userName, [CRM_USER]: more });
    await world.crm.setRoles(id, ["System Administrator"]);
    return id;
  };

  const open = async (): Promise<World> => {
    const scim = await app.connectToCrm();
    const admin = await app.admin(scim);
    const crm = new Crm(admin);
    await crm.addInstance("other");
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5, instances: ["main"] });
    const group = (await scim.createGroup("Licensed")).id;
    await scim.patch(`/Groups/${group}`, [
      { op: "add", path: `${CRM_GROUP}:licenses`, value: [{ skuPartNumber: "CRM" }] },
    ]);
    return { scim, admin, crm, ann: "", group };
  };
  beforeEach(async () => {
    world = await open();
  });

  const taken = async (take: Taking): Promise<string> => {
    const answer = await take(world);
    return answer.status < 300 ? "taken" : inShort(answer);
  };
  const canAnnSignIn = async (): Promise<boolean> => {
    await app.sync();
    return (await world.admin.get(`/users/${world.ann}/access?instance=main`)).body.value[0].canSignIn;
  };

  it.each(DIRECTLY)("is not taken by %s [R117]", async (_way, take) => {
    world = { ...world, ann: await person("ann", { licenseSkus: "CRM" }) };
    // Who cannot enter does not count, though the role is held.
    await person("without a license", {});
    await app.sync();

    expect(await taken(take)).toMatch(/^409 .*LAST_SYSTEM_ADMINISTRATOR/);
    expect(await canAnnSignIn()).toBe(true);

    await person("bob", { licenseSkus: "CRM" });
    const isForBoth = /SKU/.test(_way);
    expect(await taken(take)).toMatch(isForBoth ? /LAST_SYSTEM_ADMINISTRATOR/ : /^taken$/);
  });

  it.each(BY_GROUP)("is not taken by %s that gives the license [R117]", async (_way, take) => {
    world = { ...world, ann: await person("ann", {}) };
    await world.scim.patch(`/Groups/${world.group}`, [
      { op: "add", path: "members", value: [{ value: world.ann }] },
    ]);
    await app.sync();
    expect(await canAnnSignIn()).toBe(true);

    expect(await taken(take)).toMatch(/^409 .*LAST_SYSTEM_ADMINISTRATOR/);
    expect(await canAnnSignIn()).toBe(true);

    await person("bob", { licenseSkus: "CRM" });
    expect(await taken(take)).toBe("taken");
  });

  it("is not taken by two changes at the same time that each leave the other one", async () => {
    for (let round = 0; round < 4; round++) {
      world = await open();
      const ids = [await person("ann", { licenseSkus: "CRM" }), await person("bob", { licenseSkus: "CRM" })];
      const answers = await Promise.all(
        ids.map((id) => world.admin.post(`/users/${id}/licenses`, { remove: ["CRM"] })),
      );

      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    }
  });
});
