import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_USER, type ScimClient } from "../../support/scim-client.js";

/** Clients that race each other. */
const CLIENTS = 100;

/** Changes of different attributes in each round of their race. */
const ATTRIBUTES = [
  "title",
  "nickName",
  "userType",
  "name.givenName",
  "name.familyName",
  "displayName",
  "locale",
  "timezone",
];

const TIME_LIMIT = 60_000;

function statuses(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function race<T>(act: (client: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: CLIENTS }, (_, client) => act(client)));
}

describe.each(DATABASES)(`${CLIENTS} clients at once on %s`, (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  it(
    "add as many members as they are",
    async () => {
      const ids = await scim.createUsers("u", CLIENTS);
      const { id } = await scim.createGroup("g");
      const answers = await race((client) =>
        scim.patch(`/Groups/${id}`, [{ op: "add", path: "members", value: [{ value: ids[client] }] }]),
      );
      const { members } = (await scim.get(`/Groups/${id}`)).body;

      expect(statuses(answers)).toEqual({ 200: CLIENTS });
      expect(new Set(members.map(({ value }: { value: string }) => value))).toEqual(new Set(ids));
    },
    TIME_LIMIT,
  );

  it(
    "with one If-Match change a user once",
    async () => {
      const { id, meta } = await scim.createUser({ userName: "ann" });
      const answers = await race((client) =>
        scim.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: `t${client}` }], {
          "If-Match": meta.version,
        }),
      );

      expect(statuses(answers)).toEqual({ 200: 1, 412: CLIENTS - 1 });
      expect((await scim.get(`/Users/${id}`)).body.meta.version).toBe('W/"2"');
    },
    TIME_LIMIT,
  );

  it(
    "keep every change of every attribute: none overwrites another's",
    async () => {
      const { id } = await scim.createUser({ userName: "ann" });
      const answers = await race((client) => {
        const path = ATTRIBUTES[client % ATTRIBUTES.length] ?? "title";
        return scim.patch(`/Users/${id}`, [{ op: "replace", path, value: `${path} ${client}` }]);
      });
      const { body } = await scim.get(`/Users/${id}`);
      const shown = ATTRIBUTES.map((path) => path.split(".").reduce((at, name) => at?.[name], body));

      expect(statuses(answers)).toEqual({ 200: CLIENTS });
      expect(body.meta.version).toBe(`W/"${CLIENTS + 1}"`);
      expect(shown.map((value: string) => value.split(" ")[0])).toEqual(ATTRIBUTES);
    },
    TIME_LIMIT,
  );

  it(
    "create one user of one userName",
    async () => {
      const answers = await race(() => scim.post("/Users", { schemas: [CORE_USER], userName: "ann" }));

      expect(statuses(answers)).toEqual({ 201: 1, 409: CLIENTS - 1 });
      expect((await scim.get("/Users")).body.totalResults).toBe(1);
    },
    TIME_LIMIT,
  );
});
