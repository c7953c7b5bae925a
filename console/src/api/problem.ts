import type { components } from "./schema";

/** The body of an error, RFC 9457. */
type Problem = components["schemas"]["Problem"];

/** What is known of a refused request. */
interface ProblemFacts {
  readonly status: number;
  /** The business code, else the general one: `SEATS_EXHAUSTED`, `notFound`. */
  readonly code: string;
  readonly detail: string;
  readonly requestId?: string | undefined;
  /** In seconds. */
  readonly retryAfter?: number | undefined;
  /** The whole body, with the difference of a change that was stopped. */
  readonly problem?: Problem | undefined;
}

/** A request that the server refused, or that did not reach it (status 0). */
export class ApiProblem extends Error implements ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;
  readonly problem: Problem | undefined;

  constructor({ status, code, detail, requestId, retryAfter, problem }: ProblemFacts) {
    super(detail);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
    this.problem = problem;
  }
}

/** Returns what an answer with a status of an error says. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  const problem = readProblem(text);
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new ApiProblem({
    status: response.status,
    code: problem?.code ?? problem?.title ?? `HTTP ${response.status}`,
    detail: problem?.detail ?? `The server answered ${response.status} ${response.statusText}`.trim(),
    requestId: problem?.requestId ?? response.headers.get("X-Request-Id") ?? undefined,
    retryAfter: Number.isFinite(seconds) ? seconds : undefined,
    problem,
  });
}

function readProblem(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "detail" in value ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns what was thrown as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiProblem({ status: 0, code: "consoleFailed", detail });
}
