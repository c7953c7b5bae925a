import { type AdminContext, isChanging } from "../admin/route.js";
import { AppError } from "../errors.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { type Answer, type Cell, cellsOf, objectsAt, sentenceOf } from "./answer-text.js";
import {
  callOperation,
  hasMember,
  listOperation,
  type Members,
  operationOf,
  type Sent,
} from "./call-operation.js";
import type { Call, Command, Option } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { asOperator } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";
import { wholeNumber } from "./values.js";

/** Finds the id for a name. */
export type Finder = (ctx: AdminContext, name: string, call: Call) => Promise<string>;

/** The member of the request that an operand or an option fills. */
export interface Filling {
  /** The member; for an option its name in camelCase if undefined. */
  readonly fills?: string;
  /**
   * Parses the text of an operand; an option has its own parser. @throws AppError `invalidValue` that names the operand
   */
  readonly read?: (text: string, name: string) => unknown;
  readonly find?: Finder;
}

/** The member that an operand fills; without one, `members` or `whole` reads it. */
type Operand = string | Filling;

/** A command that calls one operation of the admin API: the input, and how to show the answer. */
export interface OperationCommand {
  readonly name: string;
  readonly summary: string;
  readonly operation: string;
  /** The member of each operand by name, in order. */
  readonly operands?: Readonly<Record<string, Operand>>;
  readonly options?: Readonly<Record<string, Option & Filling>>;
  /** Further members that do not correspond to single options; undefined ones are omitted. */
  readonly members?: (call: Call, ctx: AdminContext) => Members | Promise<Members>;
  /** The body, if it is not an object of members. */
  readonly whole?: (call: Call) => Sent | Promise<Sent>;
  /** Whether it creates a resource, which belongs to the connection of `--connection`. */
  readonly makesResource?: boolean;
  /** The sentence for people: a template with paths of the answer or the input, or a function. */
  readonly line?: string | ((answer: Answer, call: Call) => string);
  /** The columns of a list for people. */
  readonly columns?: Readonly<Record<string, Cell>>;
  /** Adds the answers of further operations. */
  readonly add?: (ctx: AdminContext, answer: Answer) => Promise<Answer>;
  /** What `--json` prints; if undefined, the answer or the listed items. */
  readonly json?: (answer: Answer, sent: Members, call: Call) => unknown;
  /** The notes besides the warnings of the answer. */
  readonly notes?: (answer: Answer) => readonly string[];
  /** Waits until the work started by the operation has finished. */
  readonly wait?: () => Promise<unknown>;
}

/** `--instance`, for commands on one instance. */
export const INSTANCE_OPTION = {
  instance: { value: "NAME", doc: "the instance, by id or name", default: "main" },
} as const satisfies Record<string, Option>;

/** `--connection`, for commands that create a resource. */
const CONNECTION_OPTION = {
  connection: { value: "NAME", doc: "the connection to which it belongs", default: DEFAULT_NAME },
} as const satisfies Record<string, Option>;

/**
 * `--limit`, for long lists.
 * @param usual - the default number of items
 */
export function limitOption(usual: number, most: number) {
  const read = wholeNumber(1, most);
  return { limit: { value: "NUMBER", doc: "the most items to show", default: usual, read } } as const;
}

/** A command created from an operation. */
export interface SpecifiedCommand extends Command {
  readonly spec: OperationCommand;
}

/** Creates a command from an operation. */
export function operationCommand(spec: OperationCommand): SpecifiedCommand {
  const { name, summary, operation, operands = {}, makesResource = false } = spec;
  const inInstance = operationOf(operation).path.includes("{instance}");
  const isOperand = Object.values(operands).some((operand) => toFilling(operand).fills === "instance");
  return {
    name,
    summary,
    operands: Object.keys(operands),
    options: {
      ...spec.options,
      ...(makesResource && CONNECTION_OPTION),
      ...(inInstance && !isOperand && INSTANCE_OPTION),
      ...(isChanging(operationOf(operation)) && CHANGE_OPTIONS),
      ...TENANT_OPTION,
    },
    operations: [operation],
    spec,
    run: (call) => run(spec, call),
  };
}

async function run(spec: OperationCommand, call: Call): Promise<void> {
  const connection = spec.makesResource === true ? call.text("connection") : undefined;
  const { columns, line = "", json = (answer: Answer) => answer } = spec;
  const { sent, answer } = await asOperator(call, (ctx) => answerTo(spec, call, ctx), connection);
  await spec.wait?.();
  if (columns === undefined) {
    const sentence = typeof line === "string" ? sentenceOf(line, { ...sent, ...answer }) : line(answer, call);
    call.print(json(answer, sent, call), sentence);
  } else {
    const items = objectsAt(answer, "value");
    call.printTable(
      items.map((item) => cellsOf(columns, item)),
      items,
    );
  }
  call.noteAll(answer["warningDetails"]);
  call.noteAll(spec.notes?.(answer));
}

async function answerTo(spec: OperationCommand, call: Call, ctx: AdminContext) {
  const { operation, columns, whole, add = async (_: AdminContext, answer: Answer) => answer } = spec;
  const sent = await membersOf(spec, call, ctx);
  requireChange(spec, sent);
  if (columns === undefined) {
    return { sent, answer: await add(ctx, await callOperation(ctx, operation, sent, await whole?.(call))) };
  }
  const limit = call.value("limit");
  const most = typeof limit === "number" ? limit : Infinity;
  return { sent, answer: await add(ctx, { value: await listOperation(ctx, operation, sent, most) }) };
}

/** @throws AppError `invalidValue` where nothing of a body is given that must not be empty */
function requireChange({ name, operation, whole }: OperationCommand, sent: Members): void {
  const { body } = operationOf(operation);
  if (whole !== undefined || body?.["minProperties"] === undefined) return;
  const given = Object.keys(Object(body["properties"])).filter((member) => sent[member] !== undefined);
  if (given.length > 0) return;
  throw new AppError(
    "invalidValue",
    `There is nothing to change: see 'usher ${name} --help' for the options`,
  );
}

/** Returns the values of operands and options by the members that they fill. */
async function membersOf(spec: OperationCommand, call: Call, ctx: AdminContext): Promise<Members> {
  const { operation, operands = {}, options = {} } = spec;
  const route = operationOf(operation);
  const fillings = [
    ...Object.entries(operands).map(([name, operand], index) => {
      const { read = (text: string) => text, ...filling } = toFilling(operand);
      return { ...filling, value: read(call.operands[index] ?? "", name) };
    }),
    ...Object.entries(options).map(([name, { fills = toMember(name), find }]) => ({
      fills: hasMember(route, fills) ? fills : undefined,
      find,
      value: call.value(name),
    })),
  ];
  const members: Record<string, unknown> = route.path.includes("{instance}")
    ? { instance: call.text("instance") }
    : {};
  for (const { fills, find, value } of fillings) {
    if (fills === undefined) continue;
    members[fills] = find === undefined ? value : await findEach(value, (name) => find(ctx, name, call));
  }
  return { ...members, ...(await spec.members?.(call, ctx)) };
}

async function findEach(value: unknown, find: (name: string) => Promise<string>): Promise<unknown> {
  if (typeof value === "string") return find(value);
  if (!Array.isArray(value)) return value;
  const found: string[] = [];
  for (const name of value) found.push(await find(String(name)));
  return found;
}

/** Returns the member that an operand fills. */
export function toFilling(operand: Operand): Filling {
  return typeof operand === "string" ? { fills: operand } : { ...operand };
}

/** Returns the member that an option fills by its name: `offer-minimum` fills `offerMinimum`. */
export function toMember(option: string): string {
  return option.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
