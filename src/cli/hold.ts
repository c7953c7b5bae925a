import { HOLD_STATES } from "../crm/kept/holds.js";
import { type Answer, objectsAt, sentenceOf } from "./answer-text.js";
import { listOperation } from "./call-operation.js";
import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";

/** The number of people that are shown. */
const SHOWN = 20;

/** `usher holds` and `usher hold …`: changes of connections whose effect on access waits. docs/holds.md */
export const holdCommands: readonly Command[] = [
  operationCommand({
    name: "holds",
    summary: "List the holds: changes that would take access from many people, and wait",
    operation: "listHolds",
    options: { state: { choices: HOLD_STATES, doc: "only those of a state", value: "STATE" } },
    columns: {
      id: "id",
      state: "state",
      connection: "connection",
      people: "people",
      started: "startedAt",
      ends: "endsAt",
    },
  }),
  operationCommand({
    name: "hold show",
    summary: "Show a hold, and the people whose access it keeps",
    operation: "getHold",
    operands: { ID: "id" },
    add: async (ctx, answer) => ({
      ...answer,
      users: await listOperation(ctx, "listHeldUsers", { id: answer["id"] }, SHOWN),
    }),
    line: describe,
  }),
  operationCommand({
    name: "hold release",
    summary: "Let held changes take effect, and end the exceptions of a discarded hold",
    operation: "releaseHold",
    operands: { ID: "id" },
    json: (_, { id }) => ({ id, state: "released" }),
    line: "Released hold {id}",
  }),
  operationCommand({
    name: "hold release-user",
    summary: "Let held changes take effect for one user",
    operation: "releaseHeldUser",
    operands: { ID: "id", USER: "userId" },
    json: (_, { id, userId }) => ({ id, userId }),
    line: "The changes of hold {id} are in effect for {userId}",
  }),
  operationCommand({
    name: "hold discard",
    summary: "Let people keep their access until the provider sends a change that concerns it again",
    operation: "discardHold",
    operands: { ID: "id" },
    json: (_, { id }) => ({ id, state: "discarded" }),
    line: "Discarded hold {id}: correct these people at the provider, which still has the change",
  }),
];

function describe(hold: Answer): string {
  const users = objectsAt(hold, "users");
  return [
    sentenceOf("Hold {id} of {connection}: {state}, {people} people since {startedAt}, until {endsAt}", hold),
    ...objectsAt(hold, "instances").map((one) => sentenceOf("  {people} in {name}", one)),
    ...users.map((user) => sentenceOf("  {id}[ ({userName})]: {keptAs} in {instances}", user)),
    ...(users.length === SHOWN ? ["  …"] : []),
  ].join("\n");
}
