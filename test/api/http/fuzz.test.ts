import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { type Mutator, mutator } from "../../support/mutator.js";
import { CORE_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

/** Another one for each run; a failure tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

const TIME_LIMIT = 120_000;

/** Requests under way at once. */
const CLIENTS = 20;

const FILTERS = [
  'userName eq "ann@x.org" and (title pr or not (active eq true))',
  'emails[type eq "work" and value co "@x.org"] or name.familyName sw "B"',
  'emails[type eq "work"].value eq "a\\"\\\\\\u00e9%_"',
  `${ENTERPRISE}:manager.value eq null or meta.lastModified gt "2011-05-13T04:42:34Z"`,
  'groups.value eq "x" and members pr and id ne "1" and schemas co "urn"',
  "meta.version eq 12 or urn:ietf:params:scim:schemas:extension:crm:2.0:User:licenses[skuId eq 1.5e3]",
];

const PATHS = [
  'emails[type eq "work"].value',
  `${ENTERPRISE}:manager`,
  "name.givenName",
  'addresses[type eq "work" and primary eq "True"].streetAddress',
  'roles[value sw "a"]',
  "urn:ietf:params:scim:schemas:extension:crm:2.0:User:securityRoleNames",
];

const DOCUMENTS = [
  { Operations: [{ op: "Replace", path: "active", value: "False" }] },
  { Operations: [{ op: "add", value: { "name.givenName": "Q", emails: [{ type: "work", value: "a@b" }] } }] },
  {
    Operations: [
      { op: "remove", path: 'emails[type eq "work"]' },
      { op: "replace", path: "roles", value: [] },
    ],
  },
  { Operations: [{ op: "Add", path: `${ENTERPRISE}:manager`, value: "x" }] },
  { Operations: [{ op: "replace", value: { [ENTERPRISE]: { department: null }, title: "" } }] },
].map((document) => ({ schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], ...document }));

const USERS = [
  {
    schemas: [CORE_USER],
    userName: "z",
    emails: [{ value: "z@x.org", primary: true }],
    password: "secret-1",
  },
  {
    schemas: [CORE_USER, ENTERPRISE],
    userName: "y",
    [ENTERPRISE]: { manager: { value: "m" } },
    active: true,
  },
];

const QUERIES = [
  "filter=userName+eq+%22a%22&sortBy=emails.value&sortOrder=descending&startIndex=2&count=5",
  "attributes=userName,name.givenName&excludedAttributes=emails&cursor=&count=3",
  "sortBy=meta.created&cursor=abc",
];

/** Percent-encodes a text; half a character, which no URL can hold, becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

describe.each(DATABASES)("requests out of order on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let user: { id: string };
  let group: { id: string };

  beforeAll(async () => {
    scim = await app.connect();
    user = await scim.createUser({ userName: "ann@x.org", emails: [{ type: "work", value: "ann@x.org" }] });
    group = await scim.createGroup("g", [user.id]);
  });

  /** Sends so many requests, some at once, and says which of them the server failed on or answered in a wrong form. */
  const fuzz = async (
    count: number,
    request: (random: Mutator) => Parameters<ScimClient["send"]>,
  ): Promise<string[]> => {
    const random = mutator(seed);
    const requests = Array.from({ length: count }, () => request(random));
    const wrong: string[] = [];
    const work = async (): Promise<void> => {
      for (let next = requests.pop(); next !== undefined; next = requests.pop()) {
        const answer = await scim.send(...next);
        const isError = answer.status >= 400;
        const isScimError = isError && !errorOf(answer).startsWith("no SCIM error");
        if (answer.status >= 500 || (isError && !isScimError))
          wrong.push(JSON.stringify([next, answer.status, answer.text]));
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, work));
    return wrong;
  };

  it.each([
    [
      "filters",
      runs(300, 4000),
      (random: Mutator) => ["GET", `/Users?filter=${encode(random.text(random.oneOf(FILTERS)))}`] as const,
    ],
    [
      "filters of groups",
      runs(150, 1000),
      (random: Mutator) => ["GET", `/Groups?filter=${encode(random.text(random.oneOf(FILTERS)))}`] as const,
    ],
    [
      "queries",
      runs(150, 1000),
      (random: Mutator) =>
        ["GET", `/Users?${random.text(random.oneOf(QUERIES)).replaceAll(/[^\x21-\x7e]/g, "")}`] as const,
    ],
  ])(
    `never fail the server by mutated %s [seed ${seed}]`,
    async (_, count, request) => {
      expect(await fuzz(count, (random) => [...request(random)])).toEqual([]);
    },
    TIME_LIMIT,
  );

  it(
    `never fail the server by mutated paths, PATCH documents and resources [seed ${seed}]`,
    async () => {
      const change = (random: Mutator): Parameters<ScimClient["send"]> => {
        const path = random.oneOf([`/Users/${user.id}`, `/Groups/${group.id}`]);
        switch (random.below(4)) {
          case 0: {
            const operation = {
              op: "replace",
              path: random.text(random.oneOf(PATHS)),
              value: random.json("x"),
            };
            return ["PATCH", path, { schemas: DOCUMENTS[0]?.schemas, Operations: [operation] }];
          }
          case 1:
            return ["PATCH", path, random.json(random.oneOf(DOCUMENTS))];
          case 2:
            return ["POST", "/Users", random.json(random.oneOf(USERS))];
          default:
            return ["PATCH", path, random.text(JSON.stringify(random.oneOf(DOCUMENTS)))];
        }
      };

      expect(await fuzz(runs(300, 4000), change)).toEqual([]);
      expect((await scim.get(`/Users/${user.id}`)).status).toBe(200);
      expect((await scim.get("/Groups")).status).toBe(200);
    },
    TIME_LIMIT,
  );
});
