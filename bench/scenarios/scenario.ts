import type { Plan } from "../statements.js";

/** One request of a scenario. */
export interface BenchRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the SCIM root. */
  readonly path: string;
  readonly body?: string;
  /**
   * What differs from one request to the next in the bindings of its statements, one to three texts; the limits get
   * them in this order.
   */
  readonly values: readonly string[];
}

/** A kind of request that is measured. */
export interface Scenario extends Omit<Plan, "statements"> {
  /** Lower case; part of a path of the limits. */
  readonly name: string;
  /** What is done, for the table. */
  readonly title: string;
  /** Share of the first limit's rate that the server should reach; undefined where none was set. */
  readonly aim: number | undefined;
  /** For a change whose new row depends on the old one: the first read belongs to the limit. */
  readonly readsFirst: boolean;
  /** Text that the server's answer to a request must hold; a fast wrong answer is none. */
  expects(request: BenchRequest): string;
  /** The values of a request as they stand in its statements, where the server chose one of them itself. */
  marksOf?(request: BenchRequest, answer: string): readonly string[];
  /** Gets the directory ready for one measurement. */
  prepare?(): Promise<void>;
  /** The next request; undefined when there is nothing left to work on. */
  next(): BenchRequest | undefined;
  /** Undoes what one measurement did to the directory. */
  reset?(): Promise<void>;
}

/** What all scenarios share that only read. */
export const READ = {
  write: false,
  status: 200,
  answer: "rows",
  readsFirst: false,
} as const satisfies Partial<Scenario>;

/** Step from one user to the next: a prime, so that all are visited and neighbors are far apart. */
const STRIDE = 7_919;

/** Numbers from 1 to a last one, each once before any comes twice, in an order without locality. */
export function spread(last: number): () => number {
  let position = 0;
  const stride = last % STRIDE === 0 ? 1 : STRIDE;
  return () => {
    position = (position + stride) % last;
    return position + 1;
  };
}
