/** Token of the connection that the load generator uses. */
export const BENCH_TOKEN = "bench-token-0123456789-0123456789-0123456789";

/** First number of users that are made for one measurement; all above it are removed behind it. */
export const TRANSIENT_USERS = 9_000_000;

/** First number of the ids that fill the large groups; no user has them. */
export const FILLING_MEMBERS = 5_000_000;

/** Beginning of the ids of seeded users; the number follows in twelve digits. Sorts before the ids made now. */
export const USER_ID_PREFIX = "01900000-0000-7000-8000-";

/** Beginning of the ids of seeded groups; sorts before those of users. */
export const GROUP_ID_PREFIX = "018f0000-0000-7000-8000-";

/** Digits of the number within an id. */
export const ID_DIGITS = 12;

/** Digits of the number within a mark. */
export const MARK_DIGITS = 7;

/** The id of a seeded user. */
export function userId(n: number): string {
  return USER_ID_PREFIX + String(n).padStart(ID_DIGITS, "0");
}

/** The id of a seeded group. */
export function groupId(n: number): string {
  return GROUP_ID_PREFIX + String(n).padStart(ID_DIGITS, "0");
}

/**
 * A text of constant length that stands in all values by which a resource differs from its like: replacing it, and
 * the id, makes one out of the other. `u` for users, `g` for groups, `n` for new users, `x` for new values.
 */
export function mark(kind: "u" | "g" | "n" | "x", n: number): string {
  return kind + String(n).padStart(MARK_DIGITS, "0");
}

/** A user as an identity provider sends one; the attributes and their sizes are those of a well-kept directory. */
export function userBody(name: string): object {
  return {
    schemas: [
      "urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ],
    userName: `${name}@bench.example`,
    externalId: `ext-${name}`,
    name: { formatted: `Zoë ${name} Müller`, familyName: `Müller-${name}`, givenName: "Zoë" },
    displayName: `Zoë Müller ${name}`,
    title: "Regional Sales Manager",
    preferredLanguage: "de-CH",
    timezone: "Europe/Zurich",
    active: true,
    emails: [
      { value: `${name}@bench.example`, type: "work", primary: true },
      { value: `${name}@home.example`, type: "home" },
    ],
    phoneNumbers: [
      { value: "+41 44 555 01 00", type: "work" },
      { value: "+41 79 555 01 00", type: "mobile" },
    ],
    addresses: [
      {
        type: "work",
        streetAddress: "Bahnhofstrasse 1",
        locality: "Zürich",
        region: "ZH",
        postalCode: "8001",
        country: "CH",
      },
    ],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
      employeeNumber: `e-${name}`,
      costCenter: "4130",
      organization: "Bench Industries",
      division: "Theme Park",
      department: "Tour Operations",
    },
  };
}

/** A group without members as an identity provider sends one. */
export function groupBody(name: string): object {
  return { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: `Group ${name}` };
}
