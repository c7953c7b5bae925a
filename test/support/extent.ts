/** Whether the proofs of a release run: `TEST_EXTENT=proof npx jest FILE`, one file at a time. */
export const IS_PROOF = process.env["TEST_EXTENT"] === "proof";

/** Whether this is a run at full length: `npm run test:full`. */
export const IS_FULL = process.env["TEST_EXTENT"] === "full" || IS_PROOF;

/**
 * How often a test repeats what it does: a few times in `npm test`, at its full length in `npm run test:full`, and for a
 * proof as often as it takes. For loops over random or exhaustive input alone; no case is left out.
 */
export function runs(short: number, full: number, proof = full): number {
  if (IS_PROOF) return proof;
  return IS_FULL ? full : short;
}
