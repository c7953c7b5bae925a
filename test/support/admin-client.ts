import { Ajv2020 } from "ajv/dist/2020.js";
import { type Answer, isOnTheWire, send } from "./http.js";

type Headers = Readonly<Record<string, string>>;
type Json = Answer["body"];

/** A client of the admin API that holds every answer against the OpenAPI document of its server. */
export class AdminClient {
  readonly url: string;
  readonly token: string;

  /** @param url - origin of the server */
  constructor(at: { url: string; token: string }) {
    this.url = at.url;
    this.token = at.token;
  }

  get(path: string, headers?: Headers): Promise<Answer> {
    return this.send("GET", path, undefined, headers);
  }

  post(path: string, body?: unknown, headers?: Headers): Promise<Answer> {
    return this.send("POST", path, body, headers);
  }

  put(path: string, body?: unknown, headers?: Headers): Promise<Answer> {
    return this.send("PUT", path, body, headers);
  }

  patch(path: string, body?: unknown, headers?: Headers): Promise<Answer> {
    return this.send("PATCH", path, body, headers);
  }

  delete(path: string, headers?: Headers): Promise<Answer> {
    return this.send("DELETE", path, undefined, headers);
  }

  /** Every item of a paged list. */
  async all(path: string): Promise<Json[]> {
    const items: Json[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const next: string = cursor === "" ? "" : `${path.includes("?") ? "&" : "?"}cursor=${cursor}`;
      const { status, text, body } = await this.get(path + next);
      if (status !== 200) throw new Error(`${path} was answered ${status}: ${text}`);
      items.push(...body.value);
      cursor = body.nextCursor;
    }
    return items;
  }

  /** @throws an error when the answer to a request, to a path from the root, is not as the document says */
  async hold(method: string, path: string, answer: Answer): Promise<void> {
    (await documentOf(this.url)).check(method, path, answer);
  }

  /**
   * Sends a request with the token; an empty header is left out.
   * @param path - below `/admin/v1`
   * @throws an error when the answer is not as the document says
   */
  async send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const usual = {
      Authorization: `Bearer ${this.token}`,
      ...(body !== undefined && { "Content-Type": "application/json" }),
    };
    const sent = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== "");
    const answer = await send(this.url, {
      method,
      path: `/admin/v1${path}`,
      headers: Object.fromEntries(sent),
      body: isOnTheWire(body) ? body : JSON.stringify(body),
    });
    await this.hold(method, `/admin/v1${path}`, answer);
    return answer;
  }
}

/** `409 LICENSE_POOL_EXHAUSTED`, `400 invalidValue` or `204`: an answer in short. */
export function problemOf({ status, body }: Answer): string {
  return [status, body?.code ?? (status >= 400 ? body?.title : undefined)].filter(Boolean).join(" ");
}

/** The OpenAPI document of a server, by which answers are judged. */
class Document {
  private readonly paths: readonly {
    readonly pattern: RegExp;
    readonly names: number;
    readonly path: string;
  }[];
  private readonly ajv = new Ajv2020({ validateFormats: false, strict: false, allErrors: true });
  private readonly json: Json;

  constructor(json: Json) {
    this.json = json;
    this.ajv.addSchema(json, "document");
    this.paths = Object.keys(json.paths)
      .map((path) => ({
        path,
        names: path.split("{").length,
        pattern: new RegExp(`^${path.replaceAll(/[.]/g, "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}/?$`),
      }))
      .sort((a, b) => a.names - b.names);
  }

  check(method: string, target: string, answer: Answer): void {
    const path = target.split("?", 1)[0] ?? "";
    const found = this.paths.find(({ pattern }) => pattern.test(path))?.path;
    const operation = found === undefined ? undefined : this.json.paths[found][method.toLowerCase()];
    const where = `${method} ${path} answered ${answer.status}`;
    if (operation === undefined) {
      if (answer.status >= 400 || method === "OPTIONS") return;
      throw new Error(`${where}, but the document does not have it`);
    }
    const { responses } = operation;
    const status = answer.status in responses || answer.status < 400 ? String(answer.status) : "default";
    const named = responses[status]?.$ref?.split("/") ?? [];
    const response = named.length > 0 ? this.json.components.responses[named.at(-1)] : responses[status];
    if (response === undefined) throw new Error(`${where}, which the document does not have`);
    this.checkHeaders(response, where, answer);
    const [[type] = []] = Object.entries(response.content ?? {});
    if (type === undefined) {
      if (answer.text !== "") throw new Error(`${where} with a body, which the document does not have`);
      return;
    }
    const sent = answer.headers["content-type"]?.split(";")[0];
    if (sent !== type) throw new Error(`${where} as ${sent}, but the document has ${type}`);
    const place =
      named.length > 0 ? named.slice(1) : ["paths", found, method.toLowerCase(), "responses", status];
    this.checkBody(pointer(place), type, where, answer);
  }

  private checkHeaders({ headers = {} }: Json, where: string, answer: Answer): void {
    for (const name of ["ETag", "Location", "Retry-After"]) {
      if (answer.headers[name.toLowerCase()] === undefined || name in headers) continue;
      throw new Error(`${where} with ${name}, which the document does not have`);
    }
  }

  private checkBody(response: string, type: string, where: string, answer: Answer): void {
    const schema = `document#${response}${pointer(["content", type, "schema"])}`;
    const validate = this.ajv.getSchema(schema);
    if (!validate) throw new Error(`the document has no schema at ${schema}`);
    if (validate(answer.body) === true) return;
    const reasons = JSON.stringify(validate.errors, null, 1);
    throw new Error(`${where} with a body that is not as the document says: ${reasons}\n${answer.text}`);
  }
}

function pointer(parts: readonly (string | undefined)[]): string {
  return parts
    .map((part = "") => `/${encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))}`)
    .join("");
}

/** By the origin of the server: to compile one takes longer than most requests. */
const documents = new Map<string, Document>();

async function documentOf(url: string): Promise<Document> {
  const document = documents.get(url) ?? (await readDocument(url));
  documents.set(url, document);
  return document;
}

async function readDocument(url: string): Promise<Document> {
  const { status, body } = await send(url, { method: "GET", path: "/openapi.json" });
  if (status !== 200) throw new Error(`/openapi.json was answered ${status}`);
  return new Document(body);
}
