/** How long synchronous work may keep the event loop, in milliseconds; one piece of work may take longer. */
const TURN = 8;

/** When the first work of this turn of the event loop began. */
let began: number | undefined;

/** Does synchronous work at once, or in a later turn of the event loop if this one has taken long. */
export function inTurn(work: () => void): void {
  const now = performance.now();
  if (began === undefined) {
    began = now;
    setImmediate(() => {
      began = undefined;
    });
  }
  if (now - began < TURN) work();
  else setImmediate(inTurn, work);
}
