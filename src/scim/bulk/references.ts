import { isJsonObject } from "../../schema/coerce-value.js";
import { MAX_FILTER_LENGTH } from "../../schema/filter/limits.js";

/** What stands before the name of a resource that the same request creates. RFC 7644 §3.7.2. */
const PREFIX = "bulkId:";

/**
 * The attributes whose values are ids of resources, at the beginning of a path or as the name of a member. A text in
 * one of them that names nothing cannot be meant as it stands.
 */
const HOLDS_IDS = /(?:^|:)(?:members|manager)(?:$|[.[])/i;

/** String literals of a filter; a longer path is refused when it is parsed. */
const LITERAL = /"(?:[^"\\]|\\.)*"/g;

/** Puts permanent ids in the place of references, and keeps account of what it met. */
export class References {
  /** The bulkIds that were met and replaced. */
  readonly named = new Set<string>();
  /** One that nothing can take the place of, where only an id makes sense; undefined when there is none. */
  unknown: string | undefined;
  readonly #ids: ReadonlyMap<string, string>;

  /** @param ids - the permanent id of each bulkId */
  constructor(ids: ReadonlyMap<string, string>) {
    this.#ids = ids;
  }

  /** The id in the path of an operation. */
  resolveTarget(target: string): string {
    return this.#resolve(target, true);
  }

  /**
   * Replaces every reference in the data of an operation, in place: values that are `bulkId:x` and nothing else, the
   * end of a `$ref`, and the literals in the paths of a PATCH. Any other text stays as it is.
   */
  resolveData(data: Record<string, unknown>, isPatch: boolean): void {
    // A list of what is left to do, since nested values may be deeper than the stack.
    const open: Container[] = [];
    if (isPatch) this.#resolvePatch(data, open);
    else open.push({ values: data, holdsIds: false });
    for (let container = open.pop(); container !== undefined; container = open.pop()) {
      this.#resolveContainer(container, open);
    }
  }

  #resolvePatch(data: Record<string, unknown>, open: Container[]): void {
    for (const [name, operations] of Object.entries(data)) {
      if (name.toLowerCase() !== "operations" || !Array.isArray(operations)) continue;
      for (const operation of operations.filter(isJsonObject)) {
        const pathName = Object.keys(operation).find((key) => key.toLowerCase() === "path");
        const path = pathName === undefined ? undefined : operation[pathName];
        const holdsIds = typeof path === "string" && HOLDS_IDS.test(path);
        if (pathName !== undefined && typeof path === "string") {
          operation[pathName] = this.#resolvePath(path, holdsIds);
        }
        open.push({ values: operation, holdsIds });
      }
    }
  }

  #resolveContainer({ values, holdsIds }: Container, open: Container[]): void {
    // Writing is dearer than comparing, and nearly every value stays.
    if (Array.isArray(values)) {
      for (const [index, value] of values.entries()) {
        const resolved = this.#resolveValue("", value, holdsIds, open);
        if (resolved !== value) values[index] = resolved;
      }
      return;
    }
    for (const key of Object.keys(values)) {
      const value = values[key];
      const resolved = this.#resolveValue(key, value, holdsIds || HOLDS_IDS.test(key), open);
      if (resolved !== value) values[key] = resolved;
    }
  }

  #resolveValue(name: string, value: unknown, holdsIds: boolean, open: Container[]): unknown {
    if (typeof value === "string") {
      return name.toLowerCase() === "$ref" ? this.#resolveUrl(value) : this.#resolve(value, holdsIds);
    }
    if (Array.isArray(value) || isJsonObject(value)) open.push({ values: value, holdsIds });
    return value;
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

/** Values that are still to be looked at. */
interface Container {
  readonly values: Record<string, unknown> | unknown[];
  readonly holdsIds: boolean;
}

/** What a literal says; a malformed one says nothing, and is refused when the path is parsed. */
function parseLiteral(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return "";
  }
}
