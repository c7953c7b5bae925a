import type { Context } from "../effects/context.js";
import { tenantContext } from "../effects/tenant-context.js";
import { formerUserId } from "../effects/users/resolve-user.js";
import { AppError } from "../errors.js";
import { listLedger } from "../licensing/ledger.js";
import { availableOf, BILLING_CYCLES } from "../licensing/pool.js";
import { findOpenReduction, findOpenReductions, type Reduction } from "../licensing/reductions.js";
import { reportLicenses } from "../licensing/seat-list.js";
import { getSku, listSkus, type Sku } from "../licensing/skus.js";
import { findTenantSettings } from "../tenants/settings.js";
import { addSku } from "../use-cases/licenses/add-sku.js";
import { changeLicenses, reassignLicense } from "../use-cases/licenses/change-licenses.js";
import { buySeats } from "../use-cases/licenses/change-sku.js";
import { askForReduction, carryOutReduction, takeReductionBack } from "../use-cases/licenses/reduce-seats.js";
import { removeSku } from "../use-cases/licenses/remove-sku.js";
import type { Call, Command, Option } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { ALWAYS } from "./server-context.js";
import { requireUserId } from "./user.js";
import { timeText } from "./values.js";

const SEATS = { value: "NUMBER", doc: "how many seats" } as const satisfies Option;
const USER = { value: "USER", doc: "the user, by id or userName" } as const satisfies Option;

/** `usher license …`. */
export const licenseCommands: readonly Command[] = [
  {
    name: "license add",
    summary: "add a SKU with its included seats",
    operands: ["PART_NUMBER"],
    options: {
      seats: SEATS,
      name: { value: "TEXT", doc: "how it is shown; the part number if not given" },
      id: { value: "UUID", doc: "its id; generated if not given" },
      "offer-minimum": { ...SEATS, doc: "seats below which the offer does not go; 0 if not given" },
      cycle: {
        choices: BILLING_CYCLES,
        doc: "how often it is billed; monthly if not given",
      },
      instance: {
        repeat: true,
        value: "ID",
        doc: "an instance it opens; all if not given",
      },
      ...TENANT_OPTION,
    },
    async run(call) {
      const input = {
        id: call.text("id"),
        partNumber: call.operand,
        displayName: call.text("name"),
        purchased: readNumber(call, "seats"),
        offerMinimum:
          call.text("offer-minimum") === undefined ? undefined : readNumber(call, "offer-minimum"),
        billingCycle: readCycle(call),
        instances: call.texts("instance"),
      };
      printSku(call, await skuAfter(call, (ctx) => addSku(ctx, input)));
    },
  },
  {
    name: "license list",
    summary: "list the SKUs with their seats",
    options: TENANT_OPTION,
    async run(call) {
      const { skus, reductions } = await inTenant(call, async (ctx) => {
        const { tenantId } = ctx.viewer;
        const listed = await listSkus(ctx.db.read, tenantId, Date.now());
        return { skus: listed, reductions: await findOpenReductions(ctx.db.read, tenantId) };
      });
      call.printTable(
        skus.map((sku) => toRow(sku, reductions.get(sku.id))),
        skus,
      );
    },
  },
  {
    name: "license buy",
    summary: "buy seats; who waits for one gets it",
    operands: ["SKU"],
    options: { seats: SEATS, ...TENANT_OPTION },
    async run(call) {
      printSku(call, await skuAfter(call, (ctx) => buySeats(ctx, call.operand, readNumber(call, "seats"))));
    },
  },
  {
    name: "license reduce",
    summary: "ask for fewer seats, or carry out what was asked for, at the next cycle date",
    operands: ["SKU"],
    options: {
      to: { ...SEATS, doc: "how many seats there are to be" },
      "carry-out": { conflicts: ["to", "withdraw"], doc: "carry out the reduction that was asked for" },
      withdraw: { conflicts: ["to"], doc: "take the reduction back" },
      ...TENANT_OPTION,
    },
    async run(call) {
      printSku(call, await skuAfter(call, (ctx) => reduce(call, ctx)));
    },
  },
  {
    name: "license delete",
    summary: "delete a SKU that nobody has, holds or waits for, and no group gives",
    operands: ["SKU"],
    options: TENANT_OPTION,
    async run(call) {
      const removed = await inTenant(call, (ctx) => removeSku(ctx, call.operand, ALWAYS));
      const closed = removed.instancesWithoutSku;
      const more =
        closed.length === 0 ? "" : `; no SKU opens these instances any longer: ${closed.join(", ")}`;
      call.print(removed, `Deleted SKU ${removed.partNumber}${more}`);
    },
  },
  {
    name: "license assign",
    summary: "give a user a seat",
    operands: ["SKU"],
    options: { user: USER, ...TENANT_OPTION },
    async run(call) {
      await changeOne(call, { add: [call.operand], remove: [] });
    },
  },
  {
    name: "license remove",
    summary: "take a user's seat",
    operands: ["SKU"],
    options: { user: USER, ...TENANT_OPTION },
    async run(call) {
      await changeOne(call, { add: [], remove: [call.operand] });
    },
  },
  {
    name: "license reassign",
    summary: "move a seat from one user to another in one step",
    operands: ["SKU"],
    options: {
      from: { ...USER, doc: "who has it, by id or userName" },
      to: { ...USER, doc: "who is to get it, by id or userName" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const [from, to] = [readText(call, "from"), readText(call, "to")];
      const move = async (ctx: Context) =>
        reassignLicense(ctx, call.operand, await requireUserId(ctx, from), await requireUserId(ctx, to));
      printSku(call, await skuAfter(call, move));
    },
  },
  {
    name: "license ledger",
    summary: "show the movements of a SKU's seats, newest first",
    operands: ["SKU"],
    options: { user: { ...USER, doc: "of this user only, by id or userName" }, ...TENANT_OPTION },
    async run(call) {
      const entries = await withTenant(call, async (db, tenant) => {
        const { id: skuId } = await getSku(db.read, tenant.id, call.operand, Date.now());
        const name = call.text("user");
        const userId =
          name === undefined ? undefined : ((await formerUserId(db.read, tenant.id, name)) ?? name);
        return listLedger(db.read, tenant.id, { skuId, userId, limit: 1000 });
      });
      call.printTable(
        entries.map(({ at, movement, userId, seats, cause, actor }) => ({
          time: timeText(at),
          movement,
          user: userId ?? "",
          seats: seats === undefined ? "" : String(seats),
          cause,
          actor: `${actor.kind} ${actor.id}`,
        })),
        entries,
      );
    },
  },
  {
    name: "license report",
    summary: "show pools that run out, who waits, and seats of users who cannot sign in",
    options: TENANT_OPTION,
    async run(call) {
      const report = await withTenant(call, async (db, tenant) => {
        const settings = await findTenantSettings(db.read, tenant.id);
        return reportLicenses(db.read, tenant.id, settings["licenses.alarmPercent"], Date.now());
      });
      const rows = Object.entries(report).flatMap(([finding, items]: [string, readonly object[]]) =>
        items.map((item) => ({
          finding,
          ...Object.fromEntries(Object.entries(item).map(([k, v]) => [k, String(v)])),
        })),
      );
      call.printTable(
        rows.map(({ finding, ...rest }) => ({
          finding,
          details: Object.entries(rest)
            .map((pair) => pair.join(" "))
            .join(", "),
        })),
        [report],
      );
    },
  },
];

async function inTenant<T>(call: Call, run: (ctx: Context) => Promise<T>): Promise<T> {
  return withTenant(call, async (db, tenant) =>
    run(await tenantContext(db, tenant.id, { actor: { kind: "cli", id: "usher" }, trigger: "cli" })),
  );
}

async function reduce(call: Call, ctx: Context): Promise<Sku> {
  if (call.flag("carry-out")) return carryOutReduction(ctx, call.operand);
  if (call.flag("withdraw")) return takeReductionBack(ctx, call.operand);
  return askForReduction(ctx, call.operand, readNumber(call, "to"));
}

async function changeOne(call: Call, change: Parameters<typeof changeLicenses>[2]): Promise<void> {
  const name = readText(call, "user");
  const licenses = await inTenant(call, async (ctx) =>
    changeLicenses(ctx, await requireUserId(ctx, name), change),
  );
  call.printTable(
    licenses.map(({ partNumber, status, error, groupId }) => ({
      sku: partNumber,
      status,
      error: error ?? "",
      group: groupId ?? "",
    })),
    licenses,
  );
}

function toRow(sku: Sku, reduction: Reduction | undefined): Record<string, string> {
  return {
    sku: sku.partNumber,
    name: sku.displayName,
    purchased: String(sku.purchased),
    assigned: String(sku.assigned),
    held: String(sku.held),
    available: String(availableOf(sku)),
    "to be reduced": reduction === undefined ? "" : reductionText(reduction),
    "next cycle": timeText(sku.nextCycleAt),
    id: sku.id,
  };
}

function printSku(call: Call, { sku, reduction }: ShownSku): void {
  const reduced = reduction === undefined ? "" : `, ${reductionText(reduction)}`;
  call.print(
    sku,
    `SKU ${sku.partNumber} (${sku.id}): ${sku.purchased} seats, ${sku.assigned} assigned, ${sku.held} held, ${availableOf(sku)} available${reduced}`,
  );
}

/** What becomes of a pool: who asked for fewer seats has them once an operator carries that out. R052, R055 */
function reductionText({ target, effectiveAt }: Reduction): string {
  return effectiveAt === undefined
    ? `${target} asked for; '--carry-out' carries that out`
    : `${target} from ${timeText(effectiveAt)} on`;
}

/** A SKU, and how far its reduction is. */
interface ShownSku {
  readonly sku: Sku;
  readonly reduction: Reduction | undefined;
}

async function skuAfter(call: Call, change: (ctx: Context) => Promise<Sku>): Promise<ShownSku> {
  return inTenant(call, async (ctx) => {
    const sku = await change(ctx);
    return { sku, reduction: await findOpenReduction(ctx.db.read, ctx.viewer.tenantId, sku.id) };
  });
}

function readText(call: Call, name: string): string {
  const text = call.text(name);
  if (text === undefined) throw new AppError("invalidValue", `--${name} must be given`);
  return text;
}

function readNumber(call: Call, name: string): number {
  const text = readText(call, name);
  if (!/^\d{1,9}$/.test(text)) throw new AppError("invalidValue", `--${name} must be a whole number`);
  return Number(text);
}

function readCycle(call: Call): (typeof BILLING_CYCLES)[number] | undefined {
  const text = call.text("cycle");
  const cycle = BILLING_CYCLES.find((candidate) => candidate === text);
  if (text !== undefined && cycle === undefined) {
    throw new AppError("invalidValue", `--cycle must be ${BILLING_CYCLES.join(" or ")}`);
  }
  return cycle;
}
