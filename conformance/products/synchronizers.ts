import { BULK_REQUEST, GROUP, PATCH_OP, USER } from "../urns.js";
import type { Json } from "../wire.js";
import { demand, idInLocation, idOf, mustHaveMembers, type Player, type Product } from "./product.js";

const user = (userName: string, more: object = {}) => ({
  schemas: [USER],
  externalId: `ext-${userName}`,
  userName,
  name: { givenName: userName, familyName: "Lovelace" },
  displayName: `${userName} Lovelace`,
  active: true,
  emails: [{ value: `${userName}@contoso.com`, type: "work", primary: true }],
  ...more,
});

const patchOf = (...operations: object[]) => ({ schemas: [PATCH_OP], Operations: operations });

/** All that a client sees of an endpoint, page by page, each as long as the one before was. */
async function listAll(player: Player, endpoint: string): Promise<Json[]> {
  const all: Json[] = [];
  for (let startIndex = 1; ; ) {
    const page = await player.must(200, "GET", `${endpoint}?startIndex=${startIndex}&count=1000`);
    const { itemsPerPage, totalResults, Resources = [] } = page.body;
    demand(itemsPerPage === Resources.length, "itemsPerPage is to be what came", page);
    all.push(...Resources);
    startIndex += itemsPerPage;
    if (itemsPerPage === 0 || startIndex > totalResults) return all;
  }
}

/** Lists everything, makes what it lacks, and deletes what it does not know by externalId. */
export const pocketId: Product = {
  id: "pocketid",
  name: "Pocket ID 2.9.0",
  client: "pocketid",
  habits: { "User-Agent": "pocket-id/2.9.0" },
  async play(player) {
    demand(
      (await listAll(player, "/Users")).length === 0,
      "others' people are hidden",
      await player.send("GET", "/Users"),
    );
    const id = idOf(await player.must(201, "POST", "/Users", user("ada")));
    const bob = idOf(await player.must(201, "POST", "/Users", user("bob")));
    const group = { schemas: [GROUP], externalId: "g1", displayName: "engines", members: [{ value: id }] };
    const groupId = idOf(await player.must(201, "POST", "/Groups", group));
    for (const one of await listAll(player, "/Users")) {
      const answer = await player.send("GET", `/Users/${one.id}`);
      demand(["ext-ada", "ext-bob"].includes(one.externalId), "each has its externalId", answer);
      demand(!Number.isNaN(Date.parse(one.meta.lastModified)), "meta.lastModified is a date", answer);
    }
    await player.must(200, "PUT", `/Users/${id}`, user("ada", { id, displayName: "Ada King" }));
    const put = { ...group, id: groupId, members: [{ value: id }, { value: bob }] };
    mustHaveMembers(await player.must(200, "PUT", `/Groups/${groupId}`, put), [id, bob]);
    await player.must(204, "DELETE", `/Users/${bob}`);
    demand((await listAll(player, "/Users")).length === 1, "one is left", await player.send("GET", "/Users"));
  },
};

/** Google Workspace's people and groups, made or found. */
export const idpScimSync: Product = {
  id: "idp-scim-sync",
  name: "idp-scim-sync v0.45.1 (Google Workspace)",
  client: "google",
  habits: { Accept: "application/json", "User-Agent": "idp-scim-sync/0.45.1" },
  async play(player) {
    const id = idOf(await player.must(201, "POST", "/Users", user("ada")));
    await player.must(409, "POST", "/Users", user("ada"));
    demand(
      (await player.only("/Users", 'userName eq "ada"')).id === id,
      "create or get",
      await player.send("GET", "/Users"),
    );
    await player.must(200, "PUT", `/Users/${id}`, user("ada", { id, title: "Countess" }));
    const group = { schemas: [GROUP], displayName: "engines@contoso.com", externalId: "g1" };
    const groupId = idOf(await player.must(201, "POST", "/Groups", group));
    await player.must(409, "POST", "/Groups", group);
    await player.only("/Groups", 'displayName eq "engines@contoso.com"');
    const join = patchOf({ op: "add", path: "members", value: [{ value: id }] });
    await player.must([200, 204], "PATCH", `/Groups/${groupId}`, join);
    await player.only("/Groups", `id eq "${groupId}" and members eq "${id}"`);
    const leave = patchOf({ op: "remove", path: "members", value: [{ value: id }] });
    await player.must([200, 204], "PATCH", `/Groups/${groupId}`, leave);
    const gone = await player.must(
      200,
      "GET",
      `/Groups?filter=${encodeURIComponent(`id eq "${groupId}" and members eq "${id}"`)}`,
    );
    demand(gone.body.totalResults === 0, "nobody is a member any longer", gone);
    await player.must(204, "DELETE", `/Groups/${groupId}`);
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};

/** The same for a part of what idp-scim-sync sends. */
export const ssosync: Product = {
  id: "ssosync",
  name: "ssosync v2.6.3 (Google Workspace)",
  client: "google",
  habits: { "User-Agent": "ssosync" },
  async play(player) {
    const id = idOf(await player.must(201, "POST", "/Users", user("ada")));
    await player.only("/Users", 'userName eq "ada"');
    await player.must(200, "PUT", `/Users/${id}`, user("ada", { id, active: false }));
    const groupId = idOf(
      await player.must(201, "POST", "/Groups", { schemas: [GROUP], displayName: "engines" }),
    );
    await player.must(
      [200, 204],
      "PATCH",
      `/Groups/${groupId}`,
      patchOf({ op: "add", path: "members", value: [{ value: id }] }),
    );
    await player.only("/Groups", `id eq "${groupId}" and members eq "${id}"`);
  },
};

/** Reads the configuration first, and members out of the answer to a PATCH. */
export const authentik: Product = {
  id: "authentik",
  name: "authentik, newest",
  client: "authentik",
  habits: { Accept: "application/scim+json", "User-Agent": "authentik" },
  async play(player) {
    const config = await player.must(200, "GET", "/ServiceProviderConfig");
    demand(
      config.body.patch?.supported === true && config.body.bulk?.maxOperations > 0,
      "the configuration",
      config,
    );
    await player.must(404, "GET", "/ServiceProviderConfigs");
    const id = idOf(await player.must(201, "POST", "/Users", user("ada")));
    await player.must(409, "POST", "/Users", user("ada"));
    await player.only("/Users", 'userName eq "ada"');
    const groupId = idOf(
      await player.must(201, "POST", "/Groups", {
        schemas: [GROUP],
        externalId: "g1",
        displayName: "engines",
      }),
    );
    const chunk = patchOf({ op: "add", path: "members", value: [{ value: id }] });
    mustHaveMembers(await player.must(200, "PATCH", `/Groups/${groupId}`, chunk), [id]);
    const named = { id: groupId, schemas: [GROUP], externalId: "g1", displayName: "engines" };
    mustHaveMembers(
      await player.must(200, "PATCH", `/Groups/${groupId}`, patchOf({ op: "replace", value: named })),
      [id],
    );
    const leave = patchOf({ op: "remove", path: "members", value: [{ value: id }] });
    mustHaveMembers(await player.must(200, "PATCH", `/Groups/${groupId}`, leave), []);
    await player.must(404, "PUT", "/Users/01890000-0000-7000-8000-000000000000", user("gone"));
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};

/** Until 2025 it looked for who exists without quotes. */
export const authentik2023: Product = {
  id: "authentik-2023",
  name: "authentik, 2023 to 2025",
  client: "authentik",
  habits: { Accept: "application/scim+json", "User-Agent": "authentik" },
  async play(player) {
    const id = idOf(await player.must(201, "POST", "/Users", user("ada@contoso.com")));
    await player.must(409, "POST", "/Users", user("ada@contoso.com"));
    const found = await player.only("/Users", "userName eq ada@contoso.com");
    demand(found.id === id, "the look-up finds the user", await player.send("GET", "/Users"));
    await player.must(200, "PUT", `/Users/${id}`, user("ada@contoso.com", { id, title: "Countess" }));
  },
};

/** One bulk with names of groups in bulkIds, and ids cut out of `location`. */
export const nextcloud: Product = {
  id: "nextcloud",
  name: "Nextcloud scim_client ca2750a",
  client: "nextcloud",
  habits: { Accept: "application/scim+json" },
  async play(player) {
    const look = encodeURIComponent('externalId eq "ada" or userName eq "ada"');
    demand(
      (await player.must(200, "GET", `/Users?filter=${look}`)).body.totalResults === 0,
      "nobody yet",
      await player.send("GET", "/Users"),
    );
    const group = { schemas: [GROUP], externalId: "Sales & Team", displayName: "Sales & Team" };
    const bulk = await player.must(200, "POST", "/Bulk", {
      schemas: [BULK_REQUEST],
      Operations: [
        { method: "POST", path: "/Users", bulkId: "User:ada", data: user("ada", { externalId: "ada" }) },
        { method: "POST", path: "/Users", bulkId: "User:bob", data: user("bob", { externalId: "bob" }) },
        {
          method: "POST",
          path: "/Groups",
          bulkId: "Group:Sales & Team",
          data: { ...group, members: [{ value: "bulkId:User:ada" }, { value: "bulkId:User:bob" }] },
        },
      ],
    });
    const statuses = bulk.body.Operations.map(({ status }: Json) => String(status));
    demand(statuses.join() === "201,201,201", "each operation is to be 201", bulk);
    const [ada, bob, groupId] = bulk.body.Operations.map(({ location }: Json) => location.split("/").at(-1));
    await player.only("/Users", 'externalId eq "ada" or userName eq "ada"');
    const events = await player.must(200, "POST", "/Bulk", {
      schemas: [BULK_REQUEST],
      Operations: [
        { method: "PUT", path: `/Users/${ada}`, data: user("ada", { externalId: "ada", active: false }) },
        { method: "PUT", path: `/Groups/${groupId}`, data: { ...group, members: [{ value: bob }] } },
        { method: "DELETE", path: `/Users/${ada}` },
      ],
    });
    const done = events.body.Operations.map(({ status }: Json) => String(status)).join();
    demand(done === "200,200,204", "each event is to be done", events);
    const join = patchOf({ op: "remove", path: `members[value eq "${bob}"]` });
    mustHaveMembers(await player.must(200, "PATCH", `/Groups/${groupId}`, join), []);
  },
};

/** Asks without quotes before each update and delete. */
export const wso2: Product = {
  id: "wso2",
  name: "WSO2 Identity Server, outbound SCIM 2 (client 776d67e)",
  client: "wso2",
  habits: { Accept: "application/scim+json" },
  async play(player) {
    const id = idInLocation(await player.must(201, "POST", "/Users", user("ada")));
    demand(
      (await player.only("/Users", "userName Eq ada")).id === id,
      "the user",
      await player.send("GET", "/Users"),
    );
    await player.must(200, "PUT", `/Users/${id}`, user("ada", { title: "Countess" }));
    const group = { schemas: [GROUP], displayName: "CRM users", members: [{ value: id, display: "ada" }] };
    const groupId = idInLocation(await player.must(201, "POST", "/Groups", group));
    const found = await player.only("/Groups", "displayName Eq CRM users");
    demand(found.id === groupId, "the name has a blank", await player.send("GET", "/Groups"));
    const change = patchOf(
      { op: "remove", path: `members[value eq "${id}"]` },
      { op: "replace", value: { displayName: "CRM people" } },
    );
    const patched = await player.must(200, "PATCH", `/Groups/${groupId}`, change);
    mustHaveMembers(patched, []);
    demand(patched.body.displayName === "CRM people", "the new name", patched);
    await player.only("/Groups", "displayName Eq CRM people");
    await player.must(204, "DELETE", `/Groups/${groupId}`);
    await player.only("/Users", "userName Eq ada");
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};
