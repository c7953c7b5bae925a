import type { Trx } from "../db/connect.js";
import { requireLicensedAdministrators } from "../effects/administrators/track-administrators.js";
import { type Context, originOf } from "../effects/context.js";
import type { SeatGate } from "../effects/seats/seat-gate.js";
import { refreshSeats } from "../effects/seats/seat-representation.js";
import { holdsSeatLock, lockSeats, SeatLockNeeded } from "../licensing/seat-lock.js";
import { type SeatWork, seatWork } from "../licensing/seat-work.js";
import { inChange } from "./changes/in-change.js";

/**
 * Runs a change in one transaction that may move seats. On PostgreSQL such a transaction must take the seat lock first,
 * so a change that asks for seats without it is run again. At the end, the representations of all users with changed
 * licenses or invitations are written.
 * @param change - may run more than once
 * @param moves - "surely" if it moves seats in any case
 * @param isMeant - true if it is the purpose of the change that people lose access
 */
export async function inSeatTransaction<T>(
  ctx: Context,
  change: (trx: Trx, gate: SeatGate) => Promise<T>,
  moves: "maybe" | "surely" = "maybe",
  isMeant = false,
): Promise<T> {
  const isHeld = holdsSeatLock(ctx.db.write);
  const attempt = (mayMove: boolean): Promise<T> => {
    const work = async (trx: Trx): Promise<T> => {
      if (mayMove && !isHeld) await lockSeats(trx, ctx.viewer.tenantId);
      const gate = new Gate(trx, ctx, mayMove || isHeld);
      const result = await change(trx, gate);
      await gate.finish();
      return result;
    };
    return inChange(ctx, work, isMeant);
  };
  if (moves === "surely" || isHeld) return attempt(true);
  try {
    return await attempt(false);
  } catch (error) {
    if (error instanceof SeatLockNeeded) return attempt(true);
    throw error;
  }
}

class Gate implements SeatGate {
  readonly #trx: Trx;
  readonly #ctx: Context;
  readonly #isOpen: boolean;
  readonly #written = new Set<string>();
  #work: SeatWork | undefined;

  constructor(trx: Trx, ctx: Context, isOpen: boolean) {
    this.#trx = trx;
    this.#ctx = ctx;
    this.#isOpen = isOpen;
  }

  open(): SeatWork {
    if (!this.#isOpen) throw new SeatLockNeeded();
    this.#work ??= seatWork(this.#trx, originOf(this.#ctx), this.#ctx.now());
    return this.#work;
  }

  markWritten(userId: string): void {
    this.#written.add(userId);
  }

  /** Writes the representations of all other users whose licenses or invitations changed. */
  async finish(): Promise<void> {
    if (this.#work === undefined) return;
    const others = [...this.#work.touched].filter((id) => !this.#written.has(id));
    const bereft = await refreshSeats(this.#work, this.#ctx.viewer, others);
    // Expiry cannot be refused.
    if (this.#ctx.actor.kind !== "system") {
      await requireLicensedAdministrators(this.#trx, this.#ctx, bereft);
    }
  }
}
