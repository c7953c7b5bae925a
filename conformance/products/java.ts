import { GROUP, PATCH_OP, USER } from "../urns.js";
import type { Answer, Json } from "../wire.js";
import { demand, idOf, mustBeOf, mustHaveMembers, type Player, type Product } from "./product.js";
import { discoverTyped } from "./typed-model.js";

const user = (userName: string) => ({
  schemas: [USER],
  externalId: `ext-${userName}`,
  userName,
  name: { givenName: "Ada", familyName: "Lovelace" },
  emails: [{ value: `${userName}@contoso.com`, primary: true }],
  active: true,
});

const patchOf = (...operations: object[]) => ({ schemas: [PATCH_OP], Operations: operations });

/** Reads what `modify()` gives: null on 204, which callers then use. */
function modified(answer: Answer): Json {
  demand(
    answer.status === 200 && answer.body !== undefined,
    "PATCH is to be answered with the resource",
    answer,
  );
  return answer.body;
}

/** Ping's SDK: typed configuration, `If-Match` with the version, PATCH that must come back. */
export const unboundId: Product = {
  id: "unboundid",
  name: "UnboundID / Ping SCIM 2 SDK 3.2 to 5.0",
  client: "ping",
  habits: { Accept: "application/scim+json, application/json" },
  async play(player) {
    await discoverTyped(player);
    const created = await player.must(201, "POST", "/Users", user("ada"));
    mustBeOf("application/scim+json", created);
    const id = idOf(created);
    const { version } = created.body.meta;
    const title = patchOf({ op: "replace", path: "title", value: "Countess" });
    const match = { "If-Match": version };
    demand(
      modified(await player.must(200, "PATCH", `/Users/${id}`, title, match)).title === "Countess",
      "PATCH",
      created,
    );
    await player.must(412, "PATCH", `/Users/${id}`, title, match);
    await player.only("/Users", 'username Eq "ada"');
    await player.only("/Users", 'emails eq "ada@contoso.com"');
    const group = { schemas: [GROUP], displayName: "Engines", members: [{ value: id }] };
    const groupId = idOf(await player.must(201, "POST", "/Groups", group));
    const bare = patchOf({ op: "remove", path: `members[value eq "${id}"]` });
    const left = await player.must(200, "PATCH", `/Groups/${groupId}`, bare);
    mustHaveMembers(left, []);
    await player.must(204, "DELETE", `/Groups/${groupId}`);
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};

/** midPoint's newer connector asks UnboundID 6.0 for all schemas before anything else. */
export const evolveum: Product = {
  id: "midpoint-scimrest",
  name: "midPoint connector-scimrest with UnboundID 6.0",
  client: "midpoint",
  habits: { Accept: "application/scim+json, application/json" },
  async play(player) {
    await discoverTyped(player, true);
    const id = idOf(await player.must(201, "POST", "/Users", user("ada")));
    await player.must(200, "GET", `/Users?startIndex=1&count=100`);
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};

/** midPoint's older connector names `application/json` in `Content-Type` and nothing in `Accept`. */
export const exclamation: Product = {
  id: "midpoint-scim2",
  name: "midPoint connector-scim2 (Exclamation Labs, b82540f)",
  client: "midpoint",
  habits: { "Content-Type": "application/json", Accept: "" },
  async play(player) {
    const created = await player.must(201, "POST", "/Users", user("ada"));
    const id = idOf(created);
    const taken = await player.must(409, "POST", "/Users", user("ada"));
    // It reads an error only where the type says JSON in this very form.
    demand(
      /application\/json/.test(taken.headers["content-type"] ?? ""),
      "the error is to be application/json",
      taken,
    );
    demand(typeof taken.body?.detail === "string", "the error is to tell why", taken);
    await player.only("/Users", 'userName eq "ada"');
    const group = { schemas: [GROUP], displayName: "CRM users" };
    const groupId = idOf(await player.must(201, "POST", "/Groups", group));
    const joined = patchOf({ op: "add", path: "members", value: [{ value: id }] });
    mustHaveMembers(await player.must(200, "PATCH", `/Groups/${groupId}`, joined), [id]);
    const put = { ...user("ada"), id, displayName: "Ada King" };
    demand(
      (await player.must(200, "PUT", `/Users/${id}`, put)).body.displayName === "Ada King",
      "PUT",
      created,
    );
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};

/** ConnId asks for a token with `grant_type` in the address and the client in the body. */
export const connId: Product = {
  id: "connid",
  name: "ConnId SCIM bundle 1.0.5 (Apache Syncope, midPoint)",
  client: "midpoint",
  setup: { oauthClient: { client_id: "connid", client_secret: "a secret of the client, long enough" } },
  habits: { Accept: "application/scim+json" },
  async play(player) {
    await obtainToken(player, (endpoint) =>
      player.must(
        200,
        "POST",
        `${endpoint}?grant_type=client_credentials`,
        "client_id=connid&client_secret=a+secret+of+the+client%2C+long+enough",
        {
          "Content-Type": "application/x-www-form-urlencoded",
          Authorization: "",
          Accept: "application/json",
        },
      ),
    );
    const id = idOf(await player.must(201, "POST", "/Users", user("ada")));
    const filter = encodeURIComponent('userName eq "ada"');
    const found = await player.must(200, "GET", `/Users?filter=${filter}&startIndex=1&count=1`);
    demand(found.body.Resources[0].id === id, "the filter finds the user", found);
    const off = patchOf({ op: "replace", path: "active", value: false });
    demand(modified(await player.must(200, "PATCH", `/Users/${id}`, off)).active === false, "PATCH", found);
    await player.must(200, "GET", "/Schemas");
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};

/** Gets an access token where the server says, and goes on with it. */
export async function obtainToken(player: Player, ask: (endpoint: string) => Promise<Answer>): Promise<void> {
  const answer = await ask(player.access.variables?.["tokenEndpoint"] ?? "");
  mustBeOf("application/json", answer);
  const { access_token: token, token_type: type, expires_in: seconds } = answer.body ?? {};
  demand(typeof token === "string" && /^bearer$/i.test(type) && seconds > 0, "a bearer token", answer);
  player.authenticate(token);
}
