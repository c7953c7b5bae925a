/** The last work of each tenant in the queue; waiting work must not occupy database connections. */
export type Turns = Map<string, Promise<unknown>>;

/** Runs work of a tenant after all earlier work of it in the same queue. */
export async function inTurn<T>(turns: Turns, tenantId: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(tenantId) ?? Promise.resolve()).then(work);
  const end = turn.catch(() => undefined);
  turns.set(tenantId, end);
  await end;
  if (turns.get(tenantId) === end) turns.delete(tenantId);
  return turn;
}
