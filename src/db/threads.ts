import { availableParallelism } from "node:os";

/** Threads of Node's pool if nobody says otherwise. */
const USUAL_THREADS = 4;

/** Threads beside those that hash: for statements of SQLite, files and look-ups of names. */
const OTHER_THREADS = 12;

/** How many hashes of passwords may be computed at once for people who sign in, and for provisioning. */
export interface HashWidths {
  readonly signIn: number;
  readonly provisioning: number;
}

/** As many as there are processors; provisioning leaves one of them to people, where there are several. */
function wanted(): HashWidths {
  const cores = availableParallelism();
  return { signIn: cores, provisioning: Math.max(1, cores - 1) };
}

/** Threads of Node's pool in this process. */
let threads = USUAL_THREADS;

/** What is wanted, as far as Node's pool of threads leaves some for statements of SQLite. */
export function hashWidths(): HashWidths {
  const { signIn, provisioning } = wanted();
  const most = Math.max(1, Math.floor((threads - 1) / 2));
  return { signIn: Math.min(signIn, threads > 2 ? most + 1 : 1), provisioning: Math.min(provisioning, most) };
}

/**
 * Makes Node's pool of threads large enough, unless the operator chose a size. Has to come before its first use.
 * @param env - of the process
 */
export function widenThreadPool(env: NodeJS.ProcessEnv): void {
  const { signIn, provisioning } = wanted();
  env["UV_THREADPOOL_SIZE"] ??= String(signIn + provisioning + OTHER_THREADS);
  threads = Number(env["UV_THREADPOOL_SIZE"]) || USUAL_THREADS;
}
