import { v7 as uuid } from "uuid";
import { mark, TRANSIENT_USERS, userBody, userId } from "../names.js";
import { addTransientUsers, type Directory, removeTransientUsers } from "../seed.js";
import { type Scenario, spread } from "./scenario.js";

/** Share of the limit that writes should reach. */
export const WRITE_AIM = 0.7;

function createUser(directory: Directory): Scenario {
  let number = 0;
  return {
    name: "create",
    title: "POST a user",
    write: true,
    readsFirst: false,
    status: 201,
    answer: "body",
    aim: WRITE_AIM,
    expects: ({ values }) => `"userName":"${values[0]}@bench.example"`,
    marksOf: ({ values }, answer) => [values[0] ?? "", (JSON.parse(answer) as { id: string }).id],
    next: () => {
      const name = mark("n", ++number);
      // The limits take the id from here; the server makes its own.
      return { method: "POST", path: "/Users", body: JSON.stringify(userBody(name)), values: [name, uuid()] };
    },
    reset: () => removeTransientUsers(directory),
  };
}

function patchUser({ users }: Directory): Scenario {
  const number = spread(users);
  let changes = 0;
  return {
    name: "patch",
    title: "PATCH displayName of a user",
    write: true,
    // A PATCH builds the new row out of the stored one.
    readsFirst: true,
    status: 200,
    answer: "rows",
    aim: WRITE_AIM,
    expects: ({ values }) => `"displayName":"Renamed ${values[2]}"`,
    next: () => {
      const n = number();
      const value = mark("x", ++changes);
      const body = {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [{ op: "replace", path: "displayName", value: `Renamed ${value}` }],
      };
      return {
        method: "PATCH",
        path: `/Users/${userId(n)}`,
        body: JSON.stringify(body),
        values: [userId(n), mark("u", n), value],
      };
    },
  };
}

/**
 * @param pool - users made for one measurement, which ends when all are gone
 */
function deleteUser(directory: Directory, pool: number): Scenario {
  let number = 0;
  return {
    name: "delete",
    title: "DELETE a user",
    write: true,
    readsFirst: false,
    status: 204,
    answer: "none",
    aim: WRITE_AIM,
    expects: () => "",
    prepare: async () => {
      number = 0;
      await addTransientUsers(directory, pool);
    },
    next: () => {
      if (number === pool) return undefined;
      const id = userId(TRANSIENT_USERS + number++);
      return { method: "DELETE", path: `/Users/${id}`, values: [id] };
    },
    reset: () => removeTransientUsers(directory),
  };
}

/** Writes of one user. */
export function writeScenarios(directory: Directory, pool: number): Scenario[] {
  return [createUser(directory), patchUser(directory), deleteUser(directory, pool)];
}
