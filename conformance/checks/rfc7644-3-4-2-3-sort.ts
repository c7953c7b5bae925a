import { check } from "../check.js";
import { type Trial, uniqueName } from "../trial.js";
import type { Json } from "../wire.js";

/** Creates users, one for each set of attributes, and ends the check unless sorting gives them in an order. */
async function sorts(
  t: Trial,
  list: readonly object[],
  query: string,
  expected: readonly number[],
): Promise<void> {
  const prefix = uniqueName("sort");
  const ids: string[] = [];
  for (const attributes of list) {
    ids.push((await t.user({ userName: `${prefix}-${ids.length}`, ...attributes })).id);
  }
  const answer = await t.filter("/Users", `userName sw "${prefix}-"`, `&${query}`);
  t.equal(answer.status, 200, "the status");
  const order = answer.body?.Resources?.map(({ id }: Json) => ids.indexOf(id));
  t.equal(order, expected, `the order by ${query}`);
}

/** Users by displayName, those without one as undefined. */
function named(...names: readonly (string | undefined)[]): object[] {
  return names.map((displayName) => ({ displayName }));
}

/** RFC 7644 §3.4.2.3: sorting. */
export const sortChecks = [
  check(
    "RFC7644-3.4.2.3-a",
    "sorts by the primary value, else the first",
    async (t) => {
      const emails = (first: string, second: string, primary: boolean): object => ({
        emails: [{ value: `${first}@example.com` }, { value: `${second}@example.com`, primary }],
      });
      await sorts(
        t,
        [emails("m", "z", false), emails("z", "a", true), emails("n", "b", false)],
        "sortBy=emails.value",
        [1, 0, 2],
      );
    },
    ["sort"],
  ),
  check(
    "RFC7644-3.4.2.3-a",
    "sorts by a sub-attribute",
    async (t) => {
      const people = ["Lee", "Ali", "Oz"].map((familyName) => ({ name: { familyName } }));
      await sorts(t, people, "sortBy=name.familyName", [1, 0, 2]);
    },
    ["sort"],
  ),
  check(
    "RFC7644-3.4.2.3-b",
    "puts who has no value last, or first when descending",
    async (t) => {
      await sorts(t, named("B", undefined, "A"), "sortBy=displayName", [2, 0, 1]);
      await sorts(t, named("B", undefined, "A"), "sortBy=displayName&sortOrder=descending", [1, 0, 2]);
    },
    ["sort"],
  ),
  check(
    "RFC7644-3.4.2.3-c",
    "sorts ascending unless told otherwise",
    async (t) => {
      await sorts(t, named("C", "A", "B"), "sortBy=displayName", [1, 2, 0]);
      await sorts(t, named("C", "A", "B"), "sortBy=displayName&sortOrder=ascending", [1, 2, 0]);
      await sorts(t, named("C", "A", "B"), "sortBy=displayName&sortOrder=descending", [0, 2, 1]);
    },
    ["sort"],
  ),
  check(
    "RFC7644-3.4.2.3-d",
    "sorts by type, with regard to case where the attribute has it",
    async (t) => {
      await sorts(t, named("b", "A", "C"), "sortBy=displayName", [1, 0, 2]);
      const prefix = uniqueName("x");
      await sorts(
        t,
        ["b", "A", "C"].map((letter) => ({ externalId: `${prefix}${letter}` })),
        "sortBy=externalId",
        [1, 2, 0],
      );
      await sorts(t, [{ active: true }, { active: false }], "sortBy=active", [1, 0]);
    },
    ["sort"],
  ),
];
