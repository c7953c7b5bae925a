import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, errorOf, LIST_RESPONSE, type ScimClient } from "../../support/scim-client.js";

/** Headers as Okta's test suite sends them, also with requests that have no body. */
const OKTA = {
  Accept: "application/scim+json",
  "Accept-Charset": "utf-8",
  "Content-Type": "application/scim+json; charset=utf-8",
  "User-Agent": "OKTA SCIM Integration",
};
const OKTA_POST = { "Content-Type": "application/json", Accept: "application/scim+json; charset=utf-8" };

const ADA = {
  schemas: [CORE_USER],
  userName: "ada.lovelace@okta.example",
  name: { givenName: "Ada", familyName: "Lovelace" },
  emails: [{ primary: true, value: "ada.lovelace@okta.example", type: "work" }],
  displayName: "Ada Lovelace",
  active: true,
};

function filter(userName: string): string {
  return `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`;
}

/** Okta's SPEC test for SCIM 2.0: its twelve requests, in its order and with what it asserts. */
describe.each(DATABASES)("Okta's SCIM 2.0 SPEC test on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let seeded: string;
  let created: string;

  beforeAll(async () => {
    scim = await app.connect();
    const { id } = await scim.createUser({
      ...ADA,
      userName: "first@okta.example",
      emails: [{ value: "first@okta.example" }],
    });
    seeded = id;
  });

  it("lists one user with whole numbers and all that Okta reads", async () => {
    const answer = await scim.get("/Users?count=1&startIndex=1", OKTA);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      schemas: [LIST_RESPONSE],
      itemsPerPage: 1,
      startIndex: 1,
      totalResults: 1,
      Resources: [
        {
          id: seeded,
          userName: "first@okta.example",
          name: { givenName: "Ada", familyName: "Lovelace" },
          active: true,
          emails: [{ value: "first@okta.example" }],
        },
      ],
    });
  });

  it("answers that user by its id", async () => {
    const answer = await scim.get(`/Users/${seeded}`, OKTA);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: seeded, userName: "first@okta.example", active: true });
  });

  it("answers a filter on an unknown userName with an empty list", async () => {
    const answer = await scim.get(filter("nobody@okta.example"), OKTA);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ schemas: [LIST_RESPONSE], totalResults: 0 });
  });

  it("answers an unknown id with 404 and an error", async () => {
    expect(errorOf(await scim.get("/Users/010101001010101011001010101011", OKTA))).toBe("404");
  });

  it("finds nobody of a name about to be created", async () => {
    const answer = await scim.get(filter(ADA.userName), OKTA);

    expect(answer.body).toMatchObject({ schemas: [LIST_RESPONSE], totalResults: 0 });
  });

  it("creates a user from application/json", async () => {
    const answer = await scim.post("/Users", ADA, OKTA_POST);
    created = answer.body.id;

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...ADA, id: expect.stringMatching(/\S/) });
  });

  it("shows the created user", async () => {
    const answer = await scim.get(`/Users/${created}`, OKTA);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ userName: ADA.userName, name: ADA.name });
  });

  it("refuses the same user once more with 409", async () => {
    expect(errorOf(await scim.post("/Users", ADA, OKTA_POST))).toBe("409 uniqueness");
  });

  it("finds the user by its name in capitals", async () => {
    const answer = await scim.get(filter(ADA.userName.toUpperCase()), OKTA);

    expect(answer.status).toBe(200);
    expect(answer.body.Resources).toEqual([expect.objectContaining({ id: created })]);
  });

  it("lists groups within 600 ms", async () => {
    const begin = performance.now();
    const answer = await scim.get("/Groups", OKTA);

    expect(answer.status).toBe(200);
    expect(performance.now() - begin).toBeLessThan(600);
  });

  it("answers an Authorization header that is no token with 401 and an error", async () => {
    expect(errorOf(await scim.get(filter(ADA.userName), { ...OKTA, Authorization: "non-token" }))).toBe(
      "401",
    );
  });

  it("answers an unknown id made of digits with 404 and an error", async () => {
    expect(errorOf(await scim.get("/Users/00919288221112222", OKTA))).toBe("404");
  });
});
