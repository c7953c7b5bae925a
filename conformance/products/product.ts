import type { Fresh, Setup } from "../target.js";
import { type Answer, describe, type Json, send } from "../wire.js";

/** What a product sends with every request; a header of "" is left out. */
export type Habits = Readonly<Record<string, string>>;

/** A product that provisions: what it sends, in its order and form, and what it reads of the answers. */
export interface Product {
  readonly id: string;
  /** With the version whose requests these are. */
  readonly name: string;
  /** The preset of the connection. */
  readonly client: string;
  /** What else its connection has. */
  readonly setup?: Setup;
  readonly habits: Habits;
  play(player: Player): Promise<void>;
}

/** Sends as a product does, and ends with the first answer that the product could not work with. */
export class Player {
  readonly access: Fresh;
  private token: string;
  private readonly habits: Habits;

  constructor(access: Fresh, habits: Habits) {
    this.access = access;
    this.token = access.token;
    this.habits = habits;
  }

  /** Goes on with another token, as a product that asks for one first. */
  authenticate(token: string): void {
    this.token = token;
  }

  /**
   * Sends a request to a path below the SCIM root, or to a URL; a body that is no text is sent as JSON.
   * @param headers - besides the product's habits, or in their place
   */
  async send(method: string, path: string, body?: unknown, headers: Habits = {}): Promise<Answer> {
    const usual: Habits = { Authorization: `Bearer ${this.token}`, ...this.habits };
    const { "Content-Type": type = "application/scim+json", ...others } = { ...usual, ...headers };
    const typed = body === undefined ? others : { ...others, "Content-Type": type };
    return send({
      method,
      url: /^https?:/.test(path) ? path : `${this.access.baseUrl}${path}`,
      headers: Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== "")),
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  /** Sends a request that must be answered with one of these statuses. */
  async must(
    statuses: number | readonly number[],
    method: string,
    path: string,
    body?: unknown,
    headers?: Habits,
  ): Promise<Answer> {
    const answer = await this.send(method, path, body, headers);
    const wanted = [statuses].flat();
    demand(wanted.includes(answer.status), `the status is to be ${wanted.join(" or ")}`, answer);
    mustBeReadable(answer);
    return answer;
  }

  /** The only resource that a filter, written as it is sent, finds. */
  async only(endpoint: string, filter: string, headers?: Habits): Promise<Json> {
    const answer = await this.must(
      200,
      "GET",
      `${endpoint}?filter=${encodeURIComponent(filter)}`,
      undefined,
      headers,
    );
    demand(answer.body?.totalResults === 1, `${filter} is to find one`, answer);
    return answer.body.Resources[0];
  }
}

/** What every product reads: JSON under a type that says so, and why something was refused. */
function mustBeReadable(answer: Answer): void {
  const { status, text, headers, body } = answer;
  if (text === "") return demand(status !== 200 && status !== 201, "there is to be a body", answer);
  const isJson = /^application\/(scim\+)?json(;|$)/.test(headers["content-type"] ?? "");
  demand(isJson && body !== undefined, "the body is to be JSON, and its type to say so", answer);
  const isTold = typeof (body.detail ?? body.error_description ?? body.error) === "string";
  demand(status < 400 || isTold, "the error is to tell why", answer);
}

/** @throws Error that tells what a product cannot work with, and the exchange */
export function demand(condition: boolean, rule: string, answer: Answer): void {
  if (!condition) throw new Error(`${rule}; ${describe(answer)}`);
}

/** The id of a resource that was made, which must be in the body and at the end of `Location`. */
export function idOf(answer: Answer): string {
  const { id } = answer.body ?? {};
  demand(typeof id === "string" && id !== "", "the body is to have an id", answer);
  demand(idInLocation(answer) === id, "Location is to end in the id", answer);
  return id;
}

/** What stands behind the last slash of `Location`, which is all that some products read. */
export function idInLocation(answer: Answer): string {
  const location = answer.headers["location"] ?? "";
  demand(/^https?:\/\/[^/]+\/.*\/[^/]+$/.test(location), "Location is to be an absolute URL", answer);
  return location.slice(location.lastIndexOf("/") + 1);
}

/** The answer must be of a media type, its parameters aside. */
export function mustBeOf(type: string, answer: Answer): void {
  demand(answer.headers["content-type"]?.split(";")[0]?.trim() === type, `it is to be ${type}`, answer);
}

/** The ids of the members that an answer shows, which must have a list of them. */
function membersIn(answer: Answer): string[] {
  demand(Array.isArray(answer.body?.members), "the body is to have members", answer);
  return answer.body.members.map(({ value }: Json) => value).sort();
}

/** The answer must show exactly these members. */
export function mustHaveMembers(answer: Answer, ids: readonly string[]): void {
  demand(membersIn(answer).join() === [...ids].sort().join(), `members are to be ${ids.join(", ")}`, answer);
}

/** Plays a product on an empty tenant whose connection its preset has made; what went wrong, or undefined. */
export async function playProduct(tenant: Fresh, product: Product): Promise<string | undefined> {
  try {
    await product.play(new Player(tenant, product.habits));
    return undefined;
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}
