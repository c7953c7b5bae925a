/** Whether this is a run at full length: `npm run test:full`. */
export const IS_FULL = process.env["TEST_EXTENT"] === "full";

/**
 * How often a test repeats what it does: a few times in `npm test`, at its full length in `npm run test:full`. For
 * loops over random or exhaustive input alone; no case is left out.
 */
export function runs(short: number, full: number): number {
  return IS_FULL ? full : short;
}
