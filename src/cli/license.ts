import type { AdminContext } from "../admin/route.js";
import { AppError } from "../errors.js";
import { BILLING_CYCLES } from "../licensing/pool.js";
import { carryOutReduction } from "../use-cases/licenses/reduce-seats.js";
import { type Answer, cellsOf, objectsAt, sentenceOf, textAt } from "./answer-text.js";
import { callOperation, callUseCase, listOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { operationCommand } from "./operation-command.js";
import { asOperator, type OperatorContext } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";
import { wholeNumber } from "./values.js";

/** The maximum number of seats of a SKU. */
const MAX_SEATS = 999_999_999;

const SEATS = { value: "NUMBER", doc: "how many seats", read: wholeNumber(0, MAX_SEATS) } as const;
const USER = { value: "USER", doc: "the user, by id or userName" } as const;

const POOL =
  "SKU {partNumber} ({id}): {purchased} seats, {assigned} assigned, {held} held, {available} available";

/** The maximum number of movements in `usher license ledger`. */
const MAX_MOVEMENTS = 1000;

const LEDGER_COLUMNS = {
  time: "at",
  movement: "movement",
  user: "userId",
  seats: "seats",
  cause: "cause",
  actor: "{actor.kind} {actor.id}",
} as const;

/** `usher license …`. */
export const licenseCommands: readonly Command[] = [
  operationCommand({
    name: "license add",
    summary: "Add a SKU with its included seats",
    operation: "addSku",
    operands: { PART_NUMBER: "partNumber" },
    options: {
      seats: { ...SEATS, required: true, fills: "purchased" },
      name: { value: "TEXT", doc: "its display name; the part number if not given", fills: "displayName" },
      id: { value: "UUID", doc: "its id; generated if not given" },
      "offer-minimum": { ...SEATS, doc: "the fewest seats that the offer allows; 0 if not given" },
      cycle: {
        choices: BILLING_CYCLES,
        doc: "how often it is billed; monthly if not given",
        fills: "billingCycle",
      },
      instance: {
        value: "ID",
        doc: "an instance that it opens; may be repeated; all if not given",
        repeat: true,
        fills: "instances",
      },
    },
    line: POOL,
  }),
  operationCommand({
    name: "license list",
    summary: "List the SKUs with their seats",
    operation: "listSkus",
    add: async (ctx, answer) => ({ value: await withReductions(ctx, objectsAt(answer, "value")) }),
    columns: {
      sku: "partNumber",
      name: "displayName",
      purchased: "purchased",
      assigned: "assigned",
      held: "held",
      available: "available",
      "to be reduced": reductionText,
      "next cycle": "nextCycleAt",
      id: "id",
    },
  }),
  operationCommand({
    name: "license buy",
    summary: "Buy seats; users who wait for one get it",
    operation: "buySeats",
    operands: { SKU: "sku" },
    options: { seats: { ...SEATS, read: wholeNumber(1, MAX_SEATS), required: true } },
    add: withReduction,
    line: poolText,
  }),
  {
    name: "license reduce",
    summary: "Ask for fewer seats from the next cycle date on, or carry out what was asked for",
    operands: ["SKU"],
    options: {
      to: { ...SEATS, doc: "the number of seats to keep" },
      "carry-out": { conflicts: ["to", "withdraw"], doc: "carry out the reduction that was asked for" },
      withdraw: { conflicts: ["to"], doc: "withdraw the reduction" },
      ...CHANGE_OPTIONS,
      ...TENANT_OPTION,
    },
    operations: ["requestReduction", "withdrawReduction"],
    async run(call) {
      const sku = await asOperator(call, async (ctx) => withReduction(ctx, await reduce(call, ctx)));
      call.print(sku, poolText(sku));
    },
  },
  operationCommand({
    name: "license delete",
    summary: "Delete a SKU that nobody has, holds or waits for, and that no group assigns",
    operation: "removeSku",
    operands: { SKU: "sku" },
    line: "Deleted SKU {partNumber}[; no SKU opens these instances any longer: {instancesWithoutSku}]",
  }),
  changeLicense("assign", "add", "Assign a seat to a user"),
  changeLicense("remove", "remove", "Take a user's seat away"),
  operationCommand({
    name: "license reassign",
    summary: "Move a seat from one user to another in one step",
    operation: "reassignLicense",
    operands: { SKU: "sku" },
    options: {
      from: { ...USER, doc: "the user who has the seat, by id or userName", required: true },
      to: { ...USER, doc: "the user who gets it, by id or userName", required: true },
    },
    add: withReduction,
    line: poolText,
  }),
  {
    name: "license ledger",
    summary: "Show the movements of a SKU's seats, newest first",
    operands: ["SKU"],
    options: { user: { ...USER, doc: "only of this user, by id or userName" }, ...TENANT_OPTION },
    operations: ["listSeatMovements", "listSeatMovementsOfUser"],
    run: showLedger,
  },
  {
    name: "license report",
    summary: "Show pools that run out, users who wait, and seats of users who cannot sign in",
    options: TENANT_OPTION,
    operations: ["reportLicenses"],
    async run(call) {
      const report = await asOperator(call, (ctx) => callOperation(ctx, "reportLicenses", {}));
      const rows = Object.keys(report).flatMap((finding) =>
        objectsAt(report, finding).map((item) => ({ finding, details: detailsOf(item) })),
      );
      call.printTable(rows, [report]);
    },
  },
];

function changeLicense(verb: string, member: string, summary: string): Command {
  return operationCommand({
    name: `license ${verb}`,
    summary,
    operation: "changeLicenses",
    operands: { SKU: { fills: member, read: (sku) => [sku] } },
    options: { user: { ...USER, required: true, fills: "id" } },
    columns: { sku: "skuPartNumber", status: "status", error: "error", group: "assignedByGroup" },
  });
}

/** Carries out a reduction; only operators can, so the admin API has no operation for it. R052 */
async function reduce(call: Call, ctx: OperatorContext): Promise<Answer> {
  const sku = call.operand;
  if (call.flag("withdraw")) return callOperation(ctx, "withdrawReduction", { sku });
  if (call.flag("carry-out")) {
    await callUseCase(ctx, `carryOutReduction ${sku}`, (inner) => carryOutReduction(inner, sku));
    return callOperation(ctx, "getSku", { sku });
  }
  const purchased = call.value("to");
  if (purchased === undefined)
    throw new AppError("invalidValue", "--to, --carry-out or --withdraw must be given");
  return callOperation(ctx, "requestReduction", { sku, purchased });
}

async function withReductions(ctx: AdminContext, skus: readonly Answer[]): Promise<Answer[]> {
  const shown: Answer[] = [];
  for (const sku of skus) shown.push(await withReduction(ctx, sku));
  return shown;
}

/** Adds the open reduction of a SKU, if there is one. */
async function withReduction(ctx: AdminContext, sku: Answer): Promise<Answer> {
  if (sku["pendingPurchased"] === undefined) return sku;
  const reductions = await listOperation(ctx, "listReductions", { sku: sku["id"] }, 1000);
  const open = reductions.find(({ state }) => state === "requested" || state === "scheduled");
  return open === undefined ? sku : { ...sku, reduction: open };
}

function poolText(sku: Answer): string {
  const reduction = reductionText(sku);
  return sentenceOf(POOL, sku) + (reduction === "" ? "" : `, ${reduction}`);
}

/**
 * Describes the future of a pool: a requested reduction takes effect after an operator has carried it out. R052, R055
 */
function reductionText({ reduction }: Answer): string {
  if (reduction === undefined) return "";
  const [target, effectiveAt] = [textAt(reduction, "target"), textAt(reduction, "effectiveAt")];
  return effectiveAt === ""
    ? `${target} asked for; '--carry-out' carries that out`
    : `${target} from ${effectiveAt} on`;
}

async function showLedger(call: Call): Promise<void> {
  const user = call.text("user");
  const movements = await asOperator(call, async (ctx) => {
    const { id: skuId } = await callOperation(ctx, "getSku", { sku: call.operand });
    if (user === undefined)
      return listOperation(ctx, "listSeatMovements", { sku: call.operand }, MAX_MOVEMENTS);
    const all = await listOperation(ctx, "listSeatMovementsOfUser", { id: user }, MAX_MOVEMENTS);
    return all.filter((movement) => movement["skuId"] === skuId);
  });
  call.printTable(
    movements.map((movement) => cellsOf(LEDGER_COLUMNS, movement)),
    movements,
  );
}

function detailsOf(item: Answer): string {
  return Object.entries(item)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}
