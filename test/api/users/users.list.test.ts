import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, ENTERPRISE, errorOf, LIST_RESPONSE, type ScimClient } from "../../support/scim-client.js";

const PEOPLE = [
  {
    userName: "ann@example.com",
    externalId: "E-1",
    name: { givenName: "Ann", familyName: "Adams" },
    displayName: "Ann Adams",
    title: "100% Manager",
    active: true,
    emails: [
      { value: "ann@work.example", type: "work", primary: true },
      { value: "ann@home.example", type: "home" },
    ],
    [ENTERPRISE]: { department: "Sales", employeeNumber: "10" },
  },
  {
    userName: "Bob@Example.com",
    externalId: "e-1",
    name: { givenName: "Bob", familyName: "Brown" },
    displayName: "bob brown",
    title: "100 Manager_x",
    active: false,
    emails: [{ value: "bob@home.example", type: "work" }],
    [ENTERPRISE]: { department: "Research and Development", employeeNumber: "9" },
  },
  { userName: "carla", displayName: 'Carla "CC" \\o/', name: { familyName: "Émile" }, active: true },
  {
    userName: "dörte",
    roles: [{ value: "admin", primary: true }],
    [ENTERPRISE]: { manager: { value: "m-1" } },
  },
];

describe.each(DATABASES)("GET /Users on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeAll(async () => {
    scim = await app.connect();
    for (const person of PEOPLE) await scim.createUser(person);
  });

  const namesBy = async (query: string): Promise<string[]> => {
    const { body } = await scim.get(`/Users?${query}`);
    return (body.Resources ?? []).map((user: { userName: string }) =>
      user.userName.slice(0, 1).toLowerCase(),
    );
  };
  const foundBy = async (filter: string) =>
    (await namesBy(`filter=${encodeURIComponent(filter)}`)).sort().join("");

  it("answers a ListResponse with true numbers [RFC 7644 §3.4.2]", async () => {
    const answer = await scim.get("/Users?startIndex=2&count=2");

    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/scim+json");
    expect(answer.body).toEqual({
      schemas: [LIST_RESPONSE],
      totalResults: 4,
      startIndex: 2,
      itemsPerPage: 2,
      Resources: [expect.objectContaining({ schemas: [CORE_USER, ENTERPRISE] }), expect.anything()],
    });
  });

  it.each([
    ['userName eq "ANN@EXAMPLE.COM"', "a"],
    ['USERNAME Eq "bob@example.com"', "b"],
    [`${CORE_USER}:userName eq "carla"`, "c"],
    ['userName eq "do\u0308rte"', "d"],
    ['externalId eq "e-1"', "b"],
    ['userName ne "carla"', "abd"],
    ['title ne "x"', "abcd"],
    ['userName sw "ANN"', "a"],
    ['userName ew "example.com"', "ab"],
    ['title co "100%"', "a"],
    ['title co "manager_"', "b"],
    ['displayName co "\\"CC\\" \\\\o"', "c"],
    ['displayName eq "Carla \\u0022cc\\u0022 \\\\o/"', "c"],
    ['displayName sw ""', "abc"],
    ['name.familyName eq "ÉMILE"', "c"],
    ['name.familyName gt "b"', "bc"],
    ['name.familyName le "brown"', "ab"],
    ["active eq true", "ac"],
    ['active eq "False"', "b"],
    ["active pr", "abc"],
    ["not (active pr)", "d"],
    ["active eq null", "d"],
    ["title ne null", "ab"],
    ["name pr", "abc"],
    ["emails pr", "ab"],
    ['emails eq "ANN@home.example"', "a"],
    ['emails.value ew "home.example"', "ab"],
    ['emails.type eq "work" and emails.value ew "home.example"', "ab"],
    ['emails[type eq "work" and value ew "home.example"]', "b"],
    ['emails[type eq "work" and value ew "home.example"] or userName eq "carla"', "bc"],
    ['emails[not (type eq "work")]', "a"],
    ['not (emails[type eq "home"])', "bcd"],
    ['emails[type eq "work"].value eq "ann@work.example"', "a"],
    ['emails[primary eq true].value co "work"', "a"],
    ['roles[primary eq "True"]', "d"],
    [`${ENTERPRISE}:department eq "research and development"`, "b"],
    [`not (${ENTERPRISE}:department eq "Research and Development")`, "acd"],
    [`${ENTERPRISE}:manager eq "m-1"`, "d"],
    [`${ENTERPRISE}:employeeNumber gt "10"`, "b"],
    ['department eq "Sales"', "a"],
    ['manager.value eq "m-1"', "d"],
    [`schemas eq "${ENTERPRISE}"`, "abd"],
    ['userName eq "ann@example.com" or userName eq "carla" and active eq false', "a"],
    ['(userName eq "ann@example.com" or userName eq "carla") and active eq true', "ac"],
    ['((userName sw "a") or ((userName sw "c") and (not (title pr))))', "ac"],
    ["not(title pr)", "cd"],
    ['not (userName sw "a" or userName sw "b")', "cd"],
    ["not (active eq true and title pr)", "bcd"],
    ['meta.created gt "2001-01-01T00:00:00Z"', "abcd"],
    ['meta.lastModified lt "2001-01-01T00:00:00+02:00"', ""],
    ['meta.resourceType eq "User"', "abcd"],
    ['id eq "nobody"', ""],
  ])("finds with %s the users %j [RFC 7644 §3.4.2.2]", async (filter, found) => {
    expect(await foundBy(filter)).toBe(found);
  });

  it.each([
    "userName eq",
    "userName",
    'userName eq "a" and',
    'and userName eq "a"',
    'userName xx "a"',
    '(userName eq "a"',
    'userName eq "a")',
    'noSuch eq "a"',
    "noSuch pr",
    "active gt true",
    'active eq "maybe"',
    'emails[type eq "work"',
    'meta.created gt "yesterday"',
    'title pr "x"',
    "()",
    "",
    'userName eq "a\u0000"',
    'password eq "secret"',
    "password pr",
  ])("answers the filter %j with invalidFilter [RFC 7644 §3.4.2.2]", async (filter) => {
    expect(errorOf(await scim.get(`/Users?filter=${encodeURIComponent(filter)}`))).toBe("400 invalidFilter");
  });

  it("reads + and %20 as a space and leaves %2B a plus", async () => {
    await expect(namesBy("filter=userName+eq+%22carla%22")).resolves.toEqual(["c"]);
    await expect(namesBy("filter=userName%20eq%20%22a%2Bb%22")).resolves.toEqual([]);
  });

  it.each([
    ["sortBy=userName", "abcd"],
    ["sortBy=userName&sortOrder=descending", "dcba"],
    ["sortBy=USERNAME&sortOrder=Ascending", "abcd"],
    ["sortBy=name.familyName", "abcd"],
    ["sortBy=name.familyName&sortOrder=descending", "dcba"],
    [`sortBy=${ENTERPRISE}:department&sortOrder=ascending&count=2`, "ba"],
    [`sortBy=${ENTERPRISE}:employeeNumber&count=2`, "ab"],
    ["sortBy=emails&count=2", "ab"],
    ["sortBy=emails.value&sortOrder=descending&startIndex=3", "ba"],
    ["sortBy=meta.created", "abcd"],
  ])(
    "sorts by %s into %j, users without a value last, or first [RFC 7644 §3.4.2.3]",
    async (query, order) => {
      expect((await namesBy(query)).join("")).toBe(order);
    },
  );

  it("lists by default in an order that stays, page by page", async () => {
    const pages = await Promise.all([1, 2, 3, 4, 5].map((start) => namesBy(`startIndex=${start}&count=1`)));

    expect(pages.flat()).toEqual(await namesBy(""));
    expect(new Set(pages.flat()).size).toBe(4);
  });

  it.each([
    ["count=0", 1, 0],
    ["count=-5", 1, 0],
    ["startIndex=0", 1, 4],
    ["startIndex=-7&count=3", 1, 3],
    ["startIndex=4&count=10", 4, 1],
    ["startIndex=5", 5, 0],
    ["startIndex=1000000&count=10", 1_000_000, 0],
    ["count=100000", 1, 4],
    ["count=", 1, 4],
  ])("answers %s with startIndex %i and %i users [RFC 7644 §3.4.2.4]", async (query, startIndex, items) => {
    const { body } = await scim.get(`/Users?${query}`);

    expect(body).toMatchObject({ totalResults: 4, startIndex, itemsPerPage: items });
    expect(body.Resources ?? []).toHaveLength(items);
  });

  it.each(["count=many", "startIndex=1.5", "sortOrder=sideways&sortBy=userName", "count=1&count=2"])(
    "answers %s with invalidValue",
    async (query) => {
      expect(errorOf(await scim.get(`/Users?${query}`))).toBe("400 invalidValue");
    },
  );

  it("counts what a filter finds, not what a page shows", async () => {
    const filter = encodeURIComponent("active pr");
    const { body } = await scim.get(`/Users?filter=${filter}&startIndex=2&count=1`);

    expect(body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
  });

  it("shows of each user what attributes or excludedAttributes leave [RFC 7644 §3.9]", async () => {
    const some = await scim.get("/Users?sortBy=userName&count=1&attributes=name.familyName");
    const rest = await scim.get(`/Users?excludedAttributes=meta,emails,name,${ENTERPRISE}&count=1`);

    expect(some.body.Resources).toEqual([
      { schemas: [CORE_USER, ENTERPRISE], id: expect.any(String), name: { familyName: "Adams" } },
    ]);
    expect(rest.body.Resources[0]).toEqual(expect.not.objectContaining({ emails: expect.anything() }));
    expect(rest.body.Resources[0].userName).toBeDefined();
  });

  it("ignores parameters it does not know [RFC 7644 §3.4.2]", async () => {
    expect((await scim.get("/Users?aadOptscim062020&debug=1&")).body.totalResults).toBe(4);
  });
});

describe.each(DATABASES)("the page size on %s", (database) => {
  const limits = {
    maxPageSize: 5,
    defaultPageSize: 3,
    bodyLimit: 100_000,
    bulkMaxOperations: 1000,
    countLimit: 0,
    cursorTimeout: 3600,
  };
  const app = useTestApp(database, { limits });

  it("has a default and a maximum, which the configuration tells [RFC 7644 §3.4.2.4]", async () => {
    const scim = await app.connect();
    await scim.createUsers("u", 7);

    expect((await scim.get("/Users")).body).toMatchObject({ totalResults: 7, itemsPerPage: 3 });
    expect((await scim.get("/Users?count=100")).body).toMatchObject({ totalResults: 7, itemsPerPage: 5 });
    expect((await scim.search("/Users", { count: 100 })).body.Resources).toHaveLength(5);
    expect((await scim.search("", { count: 100 })).body.Resources).toHaveLength(5);
    expect((await scim.get("/ServiceProviderConfig")).body.filter.maxResults).toBe(5);
  });
});

describe.each(DATABASES)("a limit of what is counted on %s", (database) => {
  const limits = {
    maxPageSize: 1000,
    defaultPageSize: 2,
    countLimit: 4,
    bodyLimit: 100_000,
    bulkMaxOperations: 1000,
    cursorTimeout: 3600,
  };
  const app = useTestApp(database, { limits });

  it("keeps totalResults exact up to it, and above what was read beyond it", async () => {
    const scim = await app.connect();
    await scim.createUsers("u", 7);
    const totalOf = async (query: string): Promise<number> =>
      (await scim.get(`/Users?${query}`)).body.totalResults;
    const sought = `filter=${encodeURIComponent('userName sw "u"')}`;

    expect(await totalOf(sought)).toBe(4);
    expect(await totalOf(`${sought}&startIndex=4`)).toBe(6);
    expect(await totalOf(`${sought}&startIndex=6`)).toBe(7);
    expect(await totalOf(`${sought}&count=7`)).toBe(7);
    expect(await totalOf(`${sought}&count=0`)).toBe(4);
    expect(await totalOf(`filter=${encodeURIComponent('userName eq "nobody"')}`)).toBe(0);
    expect(await totalOf("")).toBe(7);
  });
});
