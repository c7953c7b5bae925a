import { AdminClient } from "./admin-client.js";
import type { TestApp } from "./app.js";
import { type Answer, send } from "./http.js";
import type { ScimClient } from "./scim-client.js";

type Json = Answer["body"];

/** What a search looks for. */
type SearchName = "subject" | "resource" | "action";

/** The CRM at its door: asks the Authorization API, and holds the answers against the OpenAPI document. */
export class AccessClient {
  readonly url: string;
  readonly token: string;
  private readonly document: AdminClient;

  constructor(at: { url: string; token: string }) {
    this.url = at.url;
    this.token = at.token;
    this.document = new AdminClient({ url: at.url, token: "" });
  }

  /** Sends a request; an empty header is left out. */
  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const usual = { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" };
    const answer = await send(this.url, {
      method: "POST",
      path: `/access/v1${path}`,
      headers: Object.fromEntries(
        Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== ""),
      ),
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    await this.document.hold("POST", `/access/v1${path}`, answer);
    return answer;
  }

  /** The answer to a question that can be asked. */
  async ask(question: unknown): Promise<Json> {
    const { status, text, body } = await this.post("/evaluation", question);
    if (status !== 200) throw new Error(`answered ${status}: ${text}`);
    return body;
  }

  /** The answers to several questions that can be asked. */
  async askAll(request: unknown): Promise<Json[]> {
    const { status, text, body } = await this.post("/evaluations", request);
    if (status !== 200) throw new Error(`answered ${status}: ${text}`);
    return body.evaluations;
  }

  /** A page of a search that can be asked. */
  async search(name: SearchName, body: object): Promise<Json> {
    const { status, text, body: answer } = await this.post(`/search/${name}`, body);
    if (status !== 200) throw new Error(`answered ${status}: ${text}`);
    return answer;
  }

  /** All results of a search, from page to page. */
  async searchAll(name: SearchName, body: object, limit = 100): Promise<Json[]> {
    const results: Json[] = [];
    for (let page: object = { limit }; ; ) {
      const answer = await this.search(name, { ...body, page });
      if (answer.results.length > limit)
        throw new Error(`${answer.results.length} results on a page of ${limit}`);
      results.push(...answer.results);
      if (answer.page.next_token === "") return results;
      page = { token: answer.page.next_token };
    }
  }

  /** What somebody is answered at a door, in short: `yes`, or `no: NO_LICENSE, SYNC_PENDING`; notes follow a yes too. */
  async at(door: "signIn" | "portal" | "api", id: string, instance = "main", type = "user"): Promise<string> {
    return inShort(await this.ask(questionOf(door, id, instance, type)));
  }
}

/** A question about a door of an instance. */
export function questionOf(door: string, id: string, instance = "main", type = "user"): object {
  return { subject: { type, id }, action: { name: door }, resource: { type: "instance", id: instance } };
}

/** `yes`, or `no: NO_LICENSE`. */
export function inShort({ decision, context }: Json): string {
  const codes = context.reasons.map(({ code }: Json) => code).join(", ");
  return (decision ? "yes" : "no") + (codes === "" ? "" : `: ${codes}`);
}

/** A client for the CRM of a tenant. */
export async function accessClient(app: TestApp, client: ScimClient): Promise<AccessClient> {
  const { token } = await app.withToken(client, { scopes: ["access.read"] });
  return new AccessClient({ url: app.url, token });
}
