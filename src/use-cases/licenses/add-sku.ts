import { getInstance } from "../../access/instances.js";
import type { Trx } from "../../db/connect.js";
import { notesOf } from "../../db/transaction-notes.js";
import { type Context, originOf } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { continueGroupLicenses, setGroupSku } from "../../licensing/group-licenses.js";
import { poolCause, recordMovements } from "../../licensing/ledger.js";
import { nextCycleDate } from "../../licensing/pool.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { giveSeats } from "../../licensing/seats.js";
import { getSku, insertSku, type NewSku, type Sku } from "../../licensing/skus.js";
import { claimWishes } from "../../licensing/wishes.js";
import { recordAudit } from "../../observability/audit.js";
import { requireName } from "../../tenants/names.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** Matches part numbers, which flat lists separate by commas and semicolons, and in which `none` means nothing. */
const PART_NUMBER = /^(?!none$)[^\s,;"\\]{1,100}$/i;

/** The properties of a new SKU; omitted ones have defaults. */
export interface SkuInput {
  readonly id?: string | undefined;
  readonly partNumber: string;
  readonly displayName?: string | undefined;
  readonly purchased: number;
  readonly offerMinimum?: number | undefined;
  readonly billingCycle?: NewSku["billingCycle"] | undefined;
  /** UTC milliseconds; one cycle from now if undefined. */
  readonly nextCycleAt?: number | undefined;
  readonly instances?: readonly string[] | undefined;
}

function toNewSku(input: SkuInput, now: number): NewSku {
  const { partNumber, purchased, offerMinimum = 0, billingCycle = "monthly" } = input;
  if (!PART_NUMBER.test(partNumber)) {
    throw new AppError(
      "invalidValue",
      `partNumber ${JSON.stringify(partNumber.slice(0, 60))}: use 1 to 100 characters without spaces, commas, semicolons and quotes, and not 'none'`,
    );
  }
  if (purchased < offerMinimum) {
    throw new AppError(
      "BELOW_OFFER_MINIMUM",
      `purchased ${purchased} is less than offerMinimum ${offerMinimum}`,
      { inBody: true },
    );
  }
  return {
    id: input.id,
    partNumber,
    displayName: requireName("SKU", input.displayName ?? partNumber),
    purchased,
    offerMinimum,
    billingCycle,
    nextCycleAt: input.nextCycleAt ?? nextCycleDate(billingCycle, now, now),
    instances: [],
  };
}

/**
 * Adds a SKU with its included seats to a tenant; users who already asked for it get a seat, oldest request first.
 * R059, R082
 * @throws AppError `uniqueness` if the part number or the id is taken, `invalidValue`
 */
export async function addSku(ctx: Context, input: SkuInput): Promise<Sku> {
  const { tenantId } = ctx.viewer;
  return inSeatTransaction(
    ctx,
    async (trx, gate) => {
      const work = gate.open();
      const instances = await instanceIds(trx, tenantId, input.instances ?? []);
      const id = await insertSku(trx, tenantId, { ...toNewSku(input, work.now), instances }, work.now);
      const sku = await getSku(trx, tenantId, id, work.now);
      await recordMovements(trx, work.origin, work.now, {
        skuId: id,
        movement: "purchased",
        cause: poolCause("purchase", sku.purchased),
        userIds: [undefined],
      });
      // Whoever has no license had another reason as long as no SKU opened the instance.
      const opened = instances.length === 0 ? [undefined] : instances;
      for (const instanceId of opened) notesOf(trx)?.addEverybody(instanceId);
      await fulfillWishes(work, sku);
      await recordAudit(trx, originOf(ctx), work.now, {
        action: "sku.created",
        resourceType: "Sku",
        resourceId: id,
        facts: { partNumber: sku.partNumber, purchased: sku.purchased, offerMinimum: sku.offerMinimum },
      });
      return getSku(trx, tenantId, id, work.now);
    },
    "surely",
  );
}

/**
 * Finds the ids of the instances that a SKU opens, from ids or names.
 * @throws AppError `notFound` UNKNOWN_INSTANCE
 */
export async function instanceIds(trx: Trx, tenantId: string, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push((await getInstance(trx, tenantId, name)).id);
  return ids;
}

/** Serves members of groups after single users, because groups can be large. */
async function fulfillWishes(work: SeatWork, sku: Sku): Promise<void> {
  for (const { holderType, holderId, source } of await claimWishes(work, sku)) {
    if (holderType === "User") {
      work.touched.add(holderId);
      await giveSeats(work, sku.id, [holderId], source, "wait");
    } else {
      await setGroupSku(work, holderId, sku.id, "adding");
      await continueGroupLicenses(work, holderId, 1);
    }
  }
}
