import createClient, { type Middleware } from "openapi-fetch";
import { ApiProblem, problemOf } from "./problem";
import type { components, paths } from "./schema";

/** The token of the session against forged requests; empty while nobody is signed in. */
let csrfToken = "";

/** Sets the token that changing requests carry. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/**
 * Asks the person about a change that was refused for now.
 * @returns what the query of the change carries when it is sent again; undefined if it is not
 */
type Ask = (problem: ApiProblem) => Promise<Readonly<Record<string, string>> | undefined>;

/** What is asked, by the code of the problem. */
const asks = new Map<string, Ask>();

/** Lets the person be asked when the server refuses a change with a code: the answer decides whether it is sent again. */
export function askWhenRefused(code: string, ask: Ask): void {
  asks.set(code, ask);
}

/** Sends a request, and again when the person has agreed to what it was refused for. */
async function sendAsking(request: Request): Promise<Response> {
  const again = request.method === "GET" ? undefined : request.clone();
  const response = await fetch(request);
  if (response.ok || again === undefined) return response;
  const problem = await problemOf(response.clone());
  const query = await asks.get(problem.code)?.(problem);
  if (query === undefined) return response;
  const url = new URL(again.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { method, headers } = again;
  // A body that is a stream would need HTTP/2.
  return sendAsking(new Request(url, { method, headers, body: (await again.text()) || null }));
}

const session: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET" && request.method !== "HEAD") request.headers.set("X-Usher-CSRF", csrfToken);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
  onError() {
    return new ApiProblem({ status: 0, code: "notConnected", detail: "The server cannot be reached." });
  },
};

/** The admin API. Each call throws an `ApiProblem` where the server refuses it. */
export const api = createClient<paths>({ baseUrl: "", fetch: sendAsking });
api.use(session);

/** An answer of `api`. */
interface Answered<Data> {
  data?: Data | undefined;
}

/**
 * Returns the body of an answer: `await body(api.GET("/admin/v1/users"))`.
 * @throws ApiProblem when the request was refused or the server cannot be reached
 */
export async function body<Data>(call: Promise<Answered<Data>>): Promise<NonNullable<Data>> {
  const { data } = await call;
  if (data === undefined || data === null) {
    throw new ApiProblem({ status: 0, code: "noBody", detail: "The server answered without a body." });
  }
  return data;
}

/**
 * Returns the body of a change that was made. In the document of the API each change has a second answer, that of a
 * preview.
 * @throws ApiProblem as `body`
 */
export async function changed<Data>(
  call: Promise<Answered<Data>>,
): Promise<Exclude<NonNullable<Data>, components["schemas"]["AccessDifference"]>> {
  return (await body(call)) as Exclude<NonNullable<Data>, components["schemas"]["AccessDifference"]>;
}

/**
 * Reads all pages of a list as comma-separated values.
 * @param path - with its query: `/admin/v1/users?view=blocked`
 * @throws ApiProblem as the calls of `api`
 */
export async function readCsv(path: string): Promise<Blob> {
  const response = await fetch(path, { headers: { Accept: "text/csv" } }).catch(() => {
    throw new ApiProblem({ status: 0, code: "notConnected", detail: "The server cannot be reached." });
  });
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}

/**
 * Sends a request to a path that is not in the OpenAPI document, and returns its body; undefined if it has none.
 * @throws ApiProblem as the calls of `api`
 */
export async function send<Answer>(method: string, path: string, content?: unknown): Promise<Answer> {
  const headers = new Headers({ Accept: "application/json" });
  if (method !== "GET") headers.set("X-Usher-CSRF", csrfToken);
  if (content !== undefined) headers.set("Content-Type", "application/json");
  const sent = content === undefined ? null : JSON.stringify(content);
  const request = new Request(path, { method, headers, body: sent });
  const response = await sendAsking(request).catch(() => {
    throw new ApiProblem({ status: 0, code: "notConnected", detail: "The server cannot be reached." });
  });
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}
