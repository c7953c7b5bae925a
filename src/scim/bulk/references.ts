import { isJsonObject } from "../../schema/coerce-value.js";
import { MAX_FILTER_LENGTH } from "../../schema/filter/limits.js";

/** The prefix of a reference to a resource that the same request creates. RFC 7644 §3.7.2. */
const PREFIX = "bulkId:";

/**
 * The attributes whose values are resource ids, at the beginning of a path or as the name of a member. A `bulkId:` in
 * one of them must be a reference, never a plain value.
 */
const HOLDS_IDS = /(?:^|:)(?:members|manager)(?:$|[.[])/i;

/** The string literals of a filter. */
const LITERAL = /"(?:[^"\\]|\\.)*"/g;

/** Replaces references with permanent ids, and records which it found. */
export class References {
  /** The bulkIds that were found and replaced. */
  readonly named = new Set<string>();
  /** A bulkId without an id where only an id makes sense; undefined when there is none. */
  unknown: string | undefined;
  readonly #ids: ReadonlyMap<string, string>;

  /** @param ids - the permanent id of each bulkId */
  constructor(ids: ReadonlyMap<string, string>) {
    this.#ids = ids;
  }

  /** Resolves the id in the path of an operation. */
  resolveTarget(target: string): string {
    return this.#resolve(target, true);
  }

  /**
   * Returns a copy of an operation's data with every reference replaced: values that are exactly `bulkId:x`, the end of
   * a `$ref`, and the literals in the paths of a PATCH. Any other text stays as it is. The data itself is not modified,
   * since the provisioning log may show it.
   */
  resolveData(data: Record<string, unknown>, isPatch: boolean): Record<string, unknown> {
    // A list instead of recursion, since values may be nested deeper than the call stack allows.
    const open: Container[] = [];
    const copy = { ...data };
    if (isPatch) this.#resolvePatch(copy, open);
    else open.push({ copy, holdsIds: false });
    for (let container = open.pop(); container !== undefined; container = open.pop()) {
      this.#resolveContainer(container, open);
    }
    return copy;
  }

  #resolvePatch(patch: Record<string, unknown>, open: Container[]): void {
    for (const [name, operations] of Object.entries(patch)) {
      if (name.toLowerCase() !== "operations" || !Array.isArray(operations)) continue;
      patch[name] = operations.map((operation: unknown) =>
        isJsonObject(operation) ? this.#resolveOperation({ ...operation }, open) : operation,
      );
    }
  }

  #resolveOperation(operation: Record<string, unknown>, open: Container[]): Record<string, unknown> {
    const pathName = Object.keys(operation).find((key) => key.toLowerCase() === "path");
    const path = pathName === undefined ? undefined : operation[pathName];
    const holdsIds = typeof path === "string" && HOLDS_IDS.test(path);
    if (pathName !== undefined && typeof path === "string") {
      operation[pathName] = this.#resolvePath(path, holdsIds);
    }
    open.push({ copy: operation, holdsIds });
    return operation;
  }

  #resolveContainer({ copy, holdsIds }: Container, open: Container[]): void {
    // Comparing is cheaper than writing, and nearly every text stays.
    if (Array.isArray(copy)) {
      for (const [index, value] of copy.entries()) {
        const resolved = this.#resolveValue("", value, holdsIds, open);
        if (resolved !== value) copy[index] = resolved;
      }
      return;
    }
    for (const key of Object.keys(copy)) {
      const value = copy[key];
      const resolved = this.#resolveValue(key, value, holdsIds || HOLDS_IDS.test(key), open);
      if (resolved !== value) copy[key] = resolved;
    }
  }

  #resolveValue(name: string, value: unknown, holdsIds: boolean, open: Container[]): unknown {
    if (typeof value === "string") {
      return name.toLowerCase() === "$ref" ? this.#resolveUrl(value) : this.#resolve(value, holdsIds);
    }
    if (!Array.isArray(value) && !isJsonObject(value)) return value;
    // Spreading, unlike assigning, copies a member called `__proto__` as a member.
    const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
    open.push({ copy, holdsIds });
    return copy;
  }

  #resolve(text: string, holdsIds: boolean): string {
    if (!text.startsWith(PREFIX)) return text;
    const bulkId = text.slice(PREFIX.length);
    const id = this.#ids.get(bulkId);
    if (id !== undefined) this.named.add(bulkId);
    else if (holdsIds) this.unknown ??= bulkId;
    return id ?? text;
  }

  #resolveUrl(url: string): string {
    const end = url.lastIndexOf("/") + 1;
    return url.slice(0, end) + this.#resolve(url.slice(end), true);
  }

  #resolvePath(path: string, holdsIds: boolean): string {
    if (path.length > MAX_FILTER_LENGTH) return path;
    return path.replace(LITERAL, (literal) => {
      const text = parseLiteral(literal);
      const resolved = this.#resolve(text, holdsIds);
      return resolved === text ? literal : JSON.stringify(resolved);
    });
  }
}

/** Copied values that are still to be resolved. */
interface Container {
  readonly copy: Record<string, unknown> | unknown[];
  readonly holdsIds: boolean;
}

/** Returns the text of a literal; for a malformed one an empty text, since parsing the path will refuse it. */
function parseLiteral(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return "";
  }
}
