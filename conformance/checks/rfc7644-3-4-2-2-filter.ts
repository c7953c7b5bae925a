import { check } from "../check.js";
import { type Trial, uniqueName } from "../trial.js";
import { ENTERPRISE, USER } from "../urns.js";

/** Who sends `emails[type eq "work"].value eq "…"`, and `manager eq "…"`. */
const ENTRA = "Microsoft Entra ID";

/** Three users by letter, whose names have one beginning. */
interface People {
  /** `userName sw "…"`, which finds all three and nobody else. */
  readonly all: string;
  /** The userName of one. */
  readonly name: (letter: string) => string;
  /** Ends the check unless a filter finds these, by letter. */
  readonly finds: (filter: string, letters: string) => Promise<void>;
}

async function people(t: Trial): Promise<People> {
  const prefix = uniqueName("filter");
  const name = (letter: string): string => `${prefix}-${letter}`;
  const letters = new Map<string, string>();
  const add = async (letter: string, attributes: object): Promise<void> => {
    letters.set((await t.user({ userName: name(letter), ...attributes })).id, letter);
  };
  const emails = (work: string, home: string): object[] => [
    { type: "work", value: work, primary: true },
    { type: "home", value: home },
  ];
  await add("a", {
    displayName: "Ann",
    active: true,
    name: { familyName: "Lee" },
    emails: emails("a@w.example", "a@h.example"),
  });
  await add("b", {
    displayName: "Bob",
    active: false,
    name: { familyName: "Lee" },
    emails: emails("b@w.example", "a@w.example"),
  });
  await add("c", { displayName: 'Cem "C" \\ Oz', active: true, nickName: "C", name: { familyName: "Oz" } });
  const finds = async (filter: string, expected: string): Promise<void> => {
    const found = (await t.find("/Users", filter)).map((id) => letters.get(id) ?? "?").toSorted();
    t.equal(found.join(""), expected, `who is found by ${filter}`);
  };
  return { all: `userName sw "${prefix}-"`, name, finds };
}

/** Ends the check unless each filter is refused as no filter. */
async function refusesAll(t: Trial, filters: readonly string[]): Promise<void> {
  for (const filter of filters) t.refused(await t.filter("/Users", filter), 400, "invalidFilter");
}

/** RFC 7644 §3.4.2.2: filters. */
export const filterChecks = [
  check("RFC7644-3.4.2.2-a", "returns what matches and nothing else", async (t) => {
    const { finds, name, all } = await people(t);
    await finds(`userName eq "${name("a")}"`, "a");
    await finds(`${all} and active eq false`, "b");
    await finds(`${all} and name.familyName eq "Lee"`, "ab");
  }),
  check("RFC7644-3.4.2.2-b", "follows the grammar", async (t) => {
    const { finds, name, all } = await people(t);
    await finds(`(${all}) and ((displayName eq "Ann") or (displayName eq "Bob"))`, "ab");
    await finds(`${all} and not (displayName eq "Ann")`, "bc");
    await finds(`${all} and displayName eq "Cem \\"C\\" \\\\ Oz"`, "c");
    await finds(`${all} AND NOT (displayName EQ "Ann") Or userName eq "${name("a")}"`, "abc");
  }),
  check("RFC7644-3.4.2.2-b", "refuses what is no filter", async (t) => {
    await refusesAll(t, [
      "userName",
      "userName eq",
      // Tolerant connections read a text without quotes; WSO2 sends such.
      ...(t.mode === "strict" ? ["userName eq bob"] : []),
      'userName eq "bob" or',
      '(userName eq "bob"',
      'userName eq "bob")',
      'userName "bob"',
      'emails[type eq "work"',
      'userName eq "bob" userName eq "ann"',
      "not userName pr",
    ]);
  }),
  check("RFC7644-3.4.2.2-b", "ends a value path at its bracket", async (t) => {
    const { id } = await t.user({ emails: [{ type: "work", value: "ann@example.com" }] });
    const filter = `id eq "${id}" and emails[type eq "work"].value eq "ann@example.com"`;
    const answer = await t.filter("/Users", filter);
    if (answer.body?.totalResults === 1)
      t.deviates(ENTRA, "a sub-attribute behind the bracket is understood");
    t.refused(answer, 400, "invalidFilter");
  }),
  check("RFC7644-3.4.2.2-c", "knows every operator for strings, in any case", async (t) => {
    const { finds, name, all } = await people(t);
    const cases = [
      [`userName EQ "${name("a")}"`, "a"],
      [`${all} and displayName ne "Ann"`, "bc"],
      [`${all} and displayName co "O"`, "bc"],
      [`${all} and displayName sw "a"`, "a"],
      [`${all} and displayName Ew "nn"`, "a"],
      [`${all} and nickName PR`, "c"],
      [`${all} and displayName gt "Ann"`, "bc"],
      [`${all} and displayName ge "Bob"`, "bc"],
      [`${all} and displayName lt "Bob"`, "a"],
      [`${all} and displayName le "Bob"`, "ab"],
    ] as const;
    for (const [filter, expected] of cases) await finds(filter, expected);
  }),
  check("RFC7644-3.4.2.2-c", "compares dates as dates", async (t) => {
    const { finds, all } = await people(t);
    await finds(`${all} and meta.created gt "2001-01-01T00:00:00Z"`, "abc");
    await finds(`${all} and meta.lastModified ge "2001-01-01T01:00:00+01:00"`, "abc");
    await finds(`${all} and meta.created lt "2001-01-01T00:00:00Z"`, "");
    const { id, meta } = await t.user();
    const otherwise = String(meta.created).replace(/Z$/, "+00:00");
    t.equal(
      await t.find("/Users", `id eq "${id}" and meta.created eq "${otherwise}"`),
      [id],
      "who was created then",
    );
  }),
  check("RFC7644-3.4.2.2-d", "refuses to put booleans and binaries in order", async (t) => {
    await refusesAll(t, ["active gt true", "active le false", 'x509Certificates.value gt "YWI="']);
  }),
  check("RFC7644-3.4.2.2-e", "wants the conditions of a value path of one element", async (t) => {
    const { finds, all } = await people(t);
    await finds(`${all} and emails[type eq "work" and value eq "a@w.example"]`, "a");
    await finds(`${all} and emails[type eq "home" and value eq "a@w.example"]`, "b");
    await finds(`${all} and emails[not (type eq "work") and value co "@h."]`, "a");
    await finds(`${all} and emails.type eq "work" and emails.value eq "a@h.example"`, "a");
  }),
  check("RFC7644-3.4.2.2-f", "binds not before and, and before or", async (t) => {
    const { finds, name, all } = await people(t);
    const [a, b, c] = ["a", "b", "c"].map((letter) => `userName eq "${name(letter)}"`);
    await finds(`${a} or ${b} and displayName eq "Nobody"`, "a");
    await finds(`${b} and displayName eq "Nobody" or ${a}`, "a");
    await finds(`(${a} or ${b}) and displayName eq "Bob"`, "b");
    await finds(`${all} and not (${a} or ${b})`, "c");
    await finds(`${all} and not (${a} and active eq true)`, "bc");
    await finds(`not (${a}) and ${b} or ${c}`, "bc");
  }),
  check("RFC7644-3.4.2.2-g", "is content with one element that matches", async (t) => {
    const { finds, all } = await people(t);
    await finds(`${all} and emails.value eq "a@h.example"`, "a");
    await finds(`${all} and emails.value eq "A@W.EXAMPLE"`, "ab");
    await finds(`${all} and emails co "@h.example"`, "a");
  }),
  check("RFC7644-3.4.2.2-h", "filters complex attributes by sub-attribute", async (t) => {
    const { finds, all } = await people(t);
    await finds(`${all} and name.familyName eq "oz"`, "c");
    await finds(`${all} and name[familyName eq "Lee"]`, "ab");
  }),
  check(
    "RFC7644-3.4.2.2-h",
    "compares no complex attribute as a whole",
    async (t) => {
      const { id } = await t.user();
      const user = await t.user({ schemas: [USER, ENTERPRISE], [ENTERPRISE]: { manager: { value: id } } });
      const answer = await t.filter("/Users", `id eq "${user.id}" and ${ENTERPRISE}:manager eq "${id}"`);
      if (answer.body?.totalResults === 1) t.deviates(ENTRA, "its value is compared");
      t.refused(answer, 400, "invalidFilter");
    },
    ["enterprise"],
  ),
  check("RFC7644-3.4.2.2-i", "compares a default as it was returned", async (t) => {
    const user = await t.user();
    const found = await t.find("/Users", `id eq "${user.id}" and active eq true`);
    t.equal(found, user.active === true ? [user.id] : [], "who is active");
  }),
  check("RFC7644-3.4.2.2-j", "refuses an operator it does not know, with a reason", async (t) => {
    const answer = await t.filter("/Users", 'userName like "bob"');
    t.refused(answer, 400, "invalidFilter");
    t.expect(typeof answer.body.detail === "string" && answer.body.detail !== "", "detail is to say why");
  }),
  check("RFC7644-3.4.2.2-l", "takes what is empty for not present", async (t) => {
    const user = await t.user({ nickName: null, emails: [], name: {} });
    for (const name of ["nickName", "emails", "name", "emails.value", "photos", "addresses.country"]) {
      t.equal(await t.find("/Users", `id eq "${user.id}" and ${name} pr`), [], `who has ${name}`);
    }
    t.equal(await t.find("/Users", `id eq "${user.id}" and userName pr`), [user.id], "who has userName");
  }),
];
