import type { JsonSchema } from "../../src/admin/json-schema.js";
import type { AdminRoute } from "../../src/admin/route.js";
import { pathsIn } from "../../src/cli/answer-text.js";
import { hasMember, operationOf } from "../../src/cli/call-operation.js";
import type { Command } from "../../src/cli/command.js";
import {
  type OperationCommand,
  type SpecifiedCommand,
  toFilling,
  toMember,
} from "../../src/cli/operation-command.js";
import { commands } from "../../src/cli/run.js";

/** The commands that no operation stands for, and why the admin API has none. */
const OF_OPERATORS: Readonly<Record<string, string>> = {
  serve: "is the server",
  config: "lists what the environment sets",
  migrate: "changes the tables",
  completion: "prints a script",
  "tenant add": "is above all tenants, and an administrator is of one",
  "tenant list": "is above all tenants",
  "admin setup-link": "is for a tenant that nobody administers yet",
  "connection presets": "lists what is built in",
  "invitation accept": "is what the invited user does",
  "user create": "takes what a provisioning client sends, and makes no password",
  "log bodies": "lets personal data into the log",
};

const specs = commands.flatMap((command) => (isSpecified(command) ? [command.spec] : []));

function isSpecified(command: Command): command is SpecifiedCommand {
  return "spec" in command;
}

/** The schemas of what is at a path in what a schema describes; none when there is nothing. */
function schemasAt(schema: JsonSchema | undefined, path: readonly string[]): JsonSchema[] {
  if (schema === undefined) return [];
  const { anyOf, allOf, items, properties, additionalProperties } = schema as Record<string, never>;
  const forms: JsonSchema[] = [anyOf ?? [], allOf ?? []].flat();
  if (forms.length > 0) return forms.flatMap((form) => schemasAt(form, path));
  if (items !== undefined) return schemasAt(items, path);
  const [name, ...rest] = path;
  if (name === undefined) return [schema];
  if (additionalProperties === true && properties === undefined) return [schema];
  return schemasAt(properties?.[name], rest);
}

function answerOf({ answers }: AdminRoute): JsonSchema | undefined {
  return Object.values(answers)[0];
}

/** Paths in the columns and the sentence of a command at which its operation answers nothing. */
function unanswered({ operation, columns, line, operands = {}, options = {} }: OperationCommand): string[] {
  const route = operationOf(operation);
  const answer = answerOf(route);
  const cells = Object.values(columns ?? {}).filter((cell) => typeof cell === "string");
  const inItems = cells.flatMap((cell) => (cell.includes("{") ? pathsIn(cell) : [cell]));
  const sent = [
    ...Object.values(operands).map((operand) => toFilling(operand).fills),
    ...Object.entries(options).map(([name, { fills = toMember(name) }]) => fills),
  ];
  const inAnswer = typeof line === "string" ? pathsIn(line).filter((path) => !sent.includes(path)) : [];
  return [
    ...inItems.filter((path) => schemasAt(answer, ["value", ...path.split(".")]).length === 0),
    ...inAnswer.filter((path) => schemasAt(answer, path.split(".")).length === 0),
  ];
}

/** Operands and options of a command that fill no member of its operation and that none of its functions reads. */
function unsent({ operation, operands = {}, options = {}, members, whole }: OperationCommand): string[] {
  const route = operationOf(operation);
  const finders = [...Object.values(operands).map(toFilling), ...Object.values(options)];
  if (members !== undefined || whole !== undefined || finders.some(({ find }) => find !== undefined))
    return [];
  const fillings = [
    ...Object.entries(operands).map(([name, operand]) => [name, toFilling(operand).fills] as const),
    ...Object.entries(options).map(([name, { fills = toMember(name) }]) => [name, fills] as const),
  ];
  return fillings
    .filter(([, member]) => member === undefined || !isTaken(route, member))
    .map(([name]) => name);
}

/** Whether a member is of the request; a body that takes SCIM resources is open. */
function isTaken(route: AdminRoute, member: string): boolean {
  return hasMember(route, member) || route.body?.["additionalProperties"] === true;
}

describe("commands", () => {
  it("call operations that the admin API has, and are of operators alone only where a reason is given", () => {
    const called = commands.flatMap(({ operations = [] }) => operations);
    const own = commands.filter(({ operations = [] }) => operations.length === 0).map(({ name }) => name);

    expect(called.map((operation) => operationOf(operation).operationId)).toEqual(called);
    expect(own.sort()).toEqual(Object.keys(OF_OPERATORS).sort());
  });

  it.each(specs.map((spec) => [spec.name, spec] as const))("%s sends what its operation takes", (_, spec) => {
    expect(unsent(spec)).toEqual([]);
  });

  it.each(specs.map((spec) => [spec.name, spec] as const))(
    "%s shows what its operation answers",
    (_, spec) => {
      expect(unanswered(spec)).toEqual([]);
    },
  );

  it("would notice a name that the operation does not know", () => {
    const spec = { name: "x", summary: "x", operation: "buySeats" };

    expect(unsent({ ...spec, options: { seat: { value: "N", doc: "x" } } })).toEqual(["seat"]);
    expect(unanswered({ ...spec, line: "{partNumbr} has {purchased}" })).toEqual(["partNumbr"]);
    expect(unanswered({ ...spec, operation: "listSkus", columns: { sku: "partNumbr", id: "id" } })).toEqual([
      "partNumbr",
    ]);
  });
});
