import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Plan, SentStatement } from "./statements.js";

/** What the run asks of a measured process. */
export type Order =
  /** How much processor time it has used. */
  | { readonly kind: "cpu" }
  /** The limits learn what to do for each scenario. */
  | { readonly kind: "plans"; readonly plans: Readonly<Record<string, Plan>> }
  /** The server forgets what it sent to the database. */
  | { readonly kind: "clear" }
  /** The server begins or ends to seal its audit trail; what waits is sealed at the end. */
  | { readonly kind: "seal"; readonly on: boolean }
  /** The server tells what it sent since; only the first few statements are kept. */
  | { readonly kind: "statements" };

/** What a measured process answers. */
export type Answer =
  | { readonly kind: "ready"; readonly port: number }
  | { readonly kind: "done" }
  /**
   * Milliseconds on all its threads since it started, and the 99th percentile of how late its event loop was since it
   * was asked before.
   */
  | { readonly kind: "cpu"; readonly milliseconds: number; readonly lag: number }
  | { readonly kind: "statements"; readonly sent: readonly SentStatement[] };

/** Answers the run's orders until it goes away; then this process ends, which also completes a CPU profile. */
export function serveOrders(port: number, carryOut: (order: Order) => Answer | Promise<Answer>): void {
  const reply = (answer: Answer): void => void process.send?.(answer);
  const obey = async (order: Order): Promise<void> =>
    reply(order.kind === "cpu" ? cpuTime() : await carryOut(order));
  process.on("message", (order: Order) => void obey(order));
  process.on("disconnect", () => process.exit(0));
  reply({ kind: "ready", port });
}

/** How a limit carries out its orders: it remembers the plans it is told. */
export function learnPlans(plans: Map<string, Plan>): (order: Order) => Answer {
  return (order) => {
    if (order.kind === "plans") for (const [name, plan] of Object.entries(order.plans)) plans.set(name, plan);
    return { kind: "done" };
  };
}

const delays = monitorEventLoopDelay({ resolution: 5 });
delays.enable();

function cpuTime(): Answer {
  const { user, system } = process.cpuUsage();
  const lag = delays.percentile(99) / 1e6;
  delays.reset();
  return { kind: "cpu", milliseconds: (user + system) / 1000, lag };
}
