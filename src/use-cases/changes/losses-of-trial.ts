import { encodeFacts } from "../../access/facts-code.js";
import { listInstances } from "../../access/instances.js";
import { decodeState, hasAccess, settledFacts, stateOfFacts } from "../../crm/decision/access-state.js";
import { openDecisions } from "../../crm/decision/decisions.js";
import type { ChangeContext } from "./change-context.js";
import type { Loss } from "./kept-people.js";
import type { Trial } from "./try-change.js";

/** The number of people whose state before is decided together. */
const BATCH = 500;

/** Returns who lost access in a change that was tried and rolled back. */
export async function lossesOfTrial(ctx: ChangeContext, trial: Trial): Promise<readonly Loss[]> {
  const { tenantId } = ctx.viewer;
  const losses: Loss[] = [];
  for (const instance of await listInstances(ctx.db.read, tenantId)) {
    const decisions = await openDecisions(ctx.db.read, tenantId, [instance], ctx.now());
    const refused = [...(trial.states.get(instance.id) ?? [])].flatMap(([userId, code]) => {
      const after = code === "" ? undefined : decodeState(code);
      return hasAccess(after) ? [] : [{ userId, after }];
    });
    for (let i = 0; i < refused.length; i += BATCH) {
      const batch = refused.slice(i, i + BATCH);
      const people = await decisions.load(batch.map(({ userId }) => userId));
      const entering = people.filter(({ facts }) => hasAccess(stateOfFacts(facts, [])));
      const had = new Set(entering.map(({ userId }) => userId));
      for (const { userId, after } of batch) {
        if (!had.has(userId) || after === undefined) continue;
        const liveFacts = encodeFacts(settledFacts(after.facts));
        losses.push({ userId, instanceId: instance.id, liveFacts, isKept: false });
      }
    }
  }
  return losses;
}
