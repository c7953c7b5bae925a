/** The URN of the list message. RFC 7644 §3.4.2. */
const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** The numbers of a list response; some are absent when paging by cursor. RFC 7644 §3.4.2, RFC 9865 §2. */
export interface PageNumbers {
  readonly totalResults?: number | undefined;
  /** 1-based. */
  readonly startIndex?: number | undefined;
  /** The number of resources in this response. */
  readonly itemsPerPage: number;
  /** The cursor of the next page; undefined on the last one. */
  readonly nextCursor?: string | undefined;
}

/** Returns the JSON text before the resources of a list; they follow, separated by commas, then `]}`. */
export function listHead({ totalResults, startIndex, itemsPerPage, nextCursor }: PageNumbers): string {
  // JSON.stringify omits undefined members.
  const head = { schemas: [LIST_RESPONSE], totalResults, startIndex, itemsPerPage, nextCursor };
  return `${JSON.stringify(head).slice(0, -1)},"Resources":[`;
}

/** Returns the JSON text of a list of resources that are JSON text already. RFC 7644 §3.4.2. */
export function renderList(numbers: PageNumbers, resources: readonly string[]): string {
  return `${listHead(numbers)}${resources.join(",")}]}`;
}
