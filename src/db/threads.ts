import { availableParallelism } from "node:os";

/** The default size of Node's thread pool. */
const DEFAULT_THREADS = 4;

/** Threads besides those that hash: for SQLite statements, files and name look-ups. */
const OTHER_THREADS = 12;

/** How many password hashes may be computed at once, for people who sign in and for provisioning. */
export interface HashWidths {
  readonly signIn: number;
  readonly provisioning: number;
}

/** Returns one per processor; if there are several, provisioning leaves one to people. */
function wantedWidths(): HashWidths {
  const cores = availableParallelism();
  return { signIn: cores, provisioning: Math.max(1, cores - 1) };
}

/** The size of Node's thread pool in this process. */
let threads = DEFAULT_THREADS;

/** Returns the wanted numbers, reduced so that the thread pool has threads left for SQLite statements. */
export function hashWidths(): HashWidths {
  const { signIn, provisioning } = wantedWidths();
  const most = Math.max(1, Math.floor((threads - 1) / 2));
  return { signIn: Math.min(signIn, threads > 2 ? most + 1 : 1), provisioning: Math.min(provisioning, most) };
}

/**
 * Enlarges Node's thread pool, unless the operator chose a size. Must run before the pool is first used.
 * @param env - of the process
 */
export function widenThreadPool(env: NodeJS.ProcessEnv): void {
  const { signIn, provisioning } = wantedWidths();
  env["UV_THREADPOOL_SIZE"] ??= String(signIn + provisioning + OTHER_THREADS);
  threads = Number(env["UV_THREADPOOL_SIZE"]) || DEFAULT_THREADS;
}
