import { ENTERPRISE, GROUP, PATCH_OP, SEARCH_REQUEST, USER } from "../urns.js";
import { demand, idOf, mustBeOf, mustHaveMembers, type Player, type Product } from "./product.js";
import { discoverTyped, type Model, mustFit } from "./typed-model.js";

/** scim2-client takes an answer by its status and its media type, and fits it into the model. */
async function exchange(
  player: Player,
  model: Model,
  status: number,
  ...request: [method: string, path: string, body?: unknown]
) {
  const answer = await player.must(status, ...request);
  if (status === 204) return answer;
  mustBeOf("application/scim+json", answer);
  mustFit(model, answer);
  return answer;
}

const ada = {
  schemas: [USER, ENTERPRISE],
  userName: "ada",
  password: "correct horse battery staple",
  name: { formatted: "Ada Lovelace", familyName: "Lovelace", givenName: "Ada" },
  displayName: "Ada Lovelace",
  title: "Countess",
  preferredLanguage: "en",
  active: true,
  emails: [{ value: "ada@contoso.com", type: "work", primary: true }],
  phoneNumbers: [{ value: "+44 20 7946 0000" }],
  addresses: [{ formatted: "12 St James's Square, London", streetAddress: "12 St James's Square" }],
  profileUrl: "https://canaille.example/profile/ada",
  [ENTERPRISE]: { employeeNumber: "1", department: "Engines" },
};

/** Canaille pushes what changes in it, after discovery. */
export const canaille: Product = {
  id: "canaille",
  name: "Canaille 0.3.6 with scim2-client 0.7.5",
  client: "canaille",
  habits: { Accept: "application/scim+json", "User-Agent": "scim2-client/0.7.5" },
  async play(player) {
    const model = await discoverTyped(player);
    const created = await exchange(player, model, 201, "POST", "/Users", ada);
    const id = idOf(created);
    demand(created.body.phoneNumbers?.[0]?.value === ada.phoneNumbers[0]?.value, "the phone stays", created);
    demand(created.body.password === undefined, "no password comes back", created);
    const taken = await player.must(409, "POST", "/Users", ada);
    demand(taken.body?.scimType === "uniqueness", "scimType is to be uniqueness", taken);
    const put = { ...ada, id, title: undefined, displayName: "Ada King" };
    const replaced = await exchange(player, model, 200, "PUT", `/Users/${id}`, put);
    demand(replaced.body.title === undefined && replaced.body.displayName === "Ada King", "PUT", replaced);
    const members = [{ value: id, type: "User", $ref: `${player.access.baseUrl}/Users/${id}` }];
    const group = { schemas: [GROUP], displayName: "Mathematicians", members };
    const made = await exchange(player, model, 201, "POST", "/Groups", group);
    mustHaveMembers(made, [id]);
    const groupId = idOf(made);
    const emptied = { schemas: [GROUP], id: groupId, displayName: "Mathematicians" };
    await exchange(player, model, 200, "PUT", `/Groups/${groupId}`, emptied);
    await exchange(player, model, 204, "DELETE", `/Groups/${groupId}`);
    await exchange(player, model, 204, "DELETE", `/Users/${id}`);
    await player.must(404, "GET", `/Users/${id}`);
  },
};

/** scim2-tester writes by every method and reads each answer with its models, `schemas` in extension objects too. */
export const scim2Tester: Product = {
  id: "scim2-tester",
  name: "scim2-cli 0.6.0 with scim2-tester 0.5.2",
  client: "generic",
  habits: { Accept: "application/scim+json", "User-Agent": "scim2-client/0.13.2" },
  async play(player) {
    const { types } = await discoverWithPages(player);
    demand(
      types.length === 2,
      "users and groups are all that it can write",
      await player.send("GET", "/ResourceTypes"),
    );
    const id = idOf(await player.must(201, "POST", "/Users", ada));
    const shown = await player.must(200, "GET", `/Users/${id}?attributes=userName`);
    demand(shown.body.userName === "ada" && shown.body.id === id, "what was asked for, and the id", shown);
    const patch = {
      schemas: [PATCH_OP],
      Operations: [{ op: "add", path: `${ENTERPRISE}:costCenter`, value: "42" }],
    };
    const patched = await player.must([200, 204], "PATCH", `/Users/${id}`, patch);
    demand(patched.status === 204 || patched.body[ENTERPRISE].costCenter === "42", "PATCH", patched);
    await player.must(200, "GET", "/Users?startIndex=1&count=1");
    const all = await player.must(200, "POST", "/.search", {
      schemas: [SEARCH_REQUEST],
    });
    demand(all.body.totalResults === 1, "the root finds the user alone", all);
    await player.must(404, "GET", `/Schemas/urn:none`);
    await player.must(204, "DELETE", `/Users/${id}`);
  },
};

/** Newer versions have a field for `pagination` and for nothing else that the RFC does not have. */
async function discoverWithPages(player: Player): Promise<{ types: readonly object[] }> {
  const config = await player.must(200, "GET", "/ServiceProviderConfig");
  const known =
    "schemas id externalId meta documentationUri patch bulk filter changePassword sort etag authenticationSchemes pagination".split(
      " ",
    );
  demand(
    Object.keys(config.body).every((name) => known.includes(name)),
    "members of the RFCs alone",
    config,
  );
  const types = await player.must(200, "GET", "/ResourceTypes");
  return { types: types.body.Resources };
}
