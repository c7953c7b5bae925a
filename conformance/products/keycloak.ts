import { GROUP, PATCH_OP, USER } from "../urns.js";
import { obtainToken } from "./java.js";
import { demand, idOf, mustHaveMembers, type Product } from "./product.js";

const SCIM_SDK = { Accept: "application/scim+json", "User-Agent": "SCIM-SDK/1.30.0" };

const user = (more: object = {}) => ({
  schemas: [USER],
  externalId: "0b4e7c8e-8f0c-4f6e-9d0f-1c2d3e4f5a6b",
  userName: "ada",
  displayName: "Ada Lovelace",
  name: { givenName: "Ada", familyName: "Lovelace" },
  emails: [{ value: "ada@contoso.com", primary: true }],
  active: true,
  ...more,
});

/** The library that the plug-ins use: an answer without a media type is no success to it, 204 included. */
export const scimSdk: Product = {
  id: "scim-sdk",
  name: "SCIM-SDK client 1.30.0",
  client: "keycloak",
  habits: SCIM_SDK,
  async play(player) {
    const id = idOf(await player.must(201, "POST", "/Users", user()));
    const all = await player.must(200, "POST", "/Users/.search");
    demand(all.body.totalResults === 1, "a search without parameters finds all", all);
    await player.must(200, "GET", `/Users/${id}`);
    const gone = await player.must(204, "DELETE", `/Users/${id}`);
    demand(gone.headers["content-type"] !== undefined, "204 is to have a Content-Type", gone);
  },
};

/** The plug-in to recommend: deletes arrive, and its client asks for a token of its own. */
export const pelotech: Product = {
  id: "keycloak-pelotech",
  name: "Keycloak 26.7.3 with pelotech/keycloak-scim 1.0.1 (SCIM-SDK 1.30.0)",
  client: "keycloak",
  setup: { oauthClient: { client_id: "keycloak-plug-in", client_secret: "sec-of-the-plug-in-long-enough" } },
  habits: SCIM_SDK,
  async play(player) {
    const basic = Buffer.from("keycloak-plug-in:sec-of-the-plug-in-long-enough").toString("base64");
    await obtainToken(player, (endpoint) =>
      player.must(200, "POST", endpoint, "grant_type=client_credentials", {
        Authorization: `Basic ${basic}`,
        "Content-Type": "application/x-www-form-urlencoded",
        Accept: "application/json",
      }),
    );
    const config = await player.must(200, "GET", "/ServiceProviderConfig");
    demand(config.body.bulk?.maxOperations > 0, "bulk.maxOperations", config);
    const id = idOf(await player.must(201, "POST", "/Users", user()));
    const put = await player.must(200, "PUT", `/Users/${id}`, user({ id, displayName: "Ada King" }));
    demand(put.body.externalId === user().externalId, "the externalId stays", put);
    // SCIM-SDK writes a boolean as a list of one, or as a text.
    for (const [value, active] of [
      [[false], false],
      ["true", true],
    ] as const) {
      const patch = { schemas: [PATCH_OP], Operations: [{ op: "replace", path: "active", value }] };
      const patched = await player.must(200, "PATCH", `/Users/${id}`, patch);
      demand(patched.body.active === active, `active is to be ${active}`, patched);
    }
    const group = { schemas: [GROUP], displayName: "engines", members: [{ value: id, type: "User" }] };
    const groupId = idOf(await player.must(201, "POST", "/Groups", group));
    const emptied = { schemas: [GROUP], id: groupId, displayName: "engines", members: [] };
    mustHaveMembers(await player.must(200, "PUT", `/Groups/${groupId}`, emptied), []);
    const page = await player.must(200, "GET", "/Users?startIndex=1&count=100");
    demand(page.body.Resources[0].id === id, "the full synchronization reads the first page", page);
    await player.must(204, "DELETE", `/Groups/${groupId}`);
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};

/** Never looks up who is there: an existing user is 409 each time. */
export const mitodl: Product = {
  id: "keycloak-mitodl",
  name: "Keycloak 26.7.3 with mitodl/keycloak-scim 099fbe8",
  client: "keycloak",
  habits: SCIM_SDK,
  async play(player) {
    const id = idOf(await player.must(201, "POST", "/Users", user({ roles: [] })));
    await player.must(409, "POST", "/Users", user({ roles: [] }));
    const change = (Operations: object[]) => ({ schemas: [PATCH_OP], Operations });
    const patched = await player.must(
      200,
      "PATCH",
      `/Users/${id}`,
      change([
        { op: "replace", path: "active", value: "true" },
        { op: "replace", path: "userName", value: "ada" },
        { op: "replace", path: "displayName", value: "Ada King" },
      ]),
    );
    demand(patched.body.displayName === "Ada King" && patched.body.active === true, "PATCH", patched);
    const group = { schemas: [GROUP], externalId: "g1", displayName: "engines", members: [{ value: id }] };
    const groupId = idOf(await player.must(201, "POST", "/Groups", group));
    const none = change([{ op: "remove", path: "members", value: null }]);
    mustHaveMembers(await player.must(200, "PATCH", `/Groups/${groupId}`, none), []);
    mustHaveMembers(await player.must(200, "PUT", `/Groups/${groupId}`, group), [id]);
  },
};

/** Users only; who leaves is deactivated. */
export const littleAuth: Product = {
  id: "keycloak-little-auth",
  name: "Keycloak 26.7.3 with little-auth/keycloak-scim-client 14b4a4f",
  client: "keycloak",
  habits: SCIM_SDK,
  async play(player) {
    const id = idOf(await player.must(201, "POST", "/Users", user()));
    await player.must(200, "PUT", `/Users/${id}`, user({ id, name: { familyName: "King" } }));
    const off = { schemas: [PATCH_OP], Operations: [{ op: "replace", path: "active", value: [false] }] };
    const left = await player.must(200, "PATCH", `/Users/${id}`, off);
    demand(left.body.active === false, "active is to be false", left);
  },
};
