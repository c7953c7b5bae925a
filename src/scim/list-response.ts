/** URN of the message that carries a list. RFC 7644 §3.4.2. */
export const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** The numbers of a list response. */
export interface PageNumbers {
  readonly totalResults: number;
  /** 1-based. */
  readonly startIndex: number;
  /** Resources that this response really holds. */
  readonly itemsPerPage: number;
}

/** The JSON text before the resources of a list; they follow, separated by commas, then `]}`. */
export function listHead({ totalResults, startIndex, itemsPerPage }: PageNumbers): string {
  return `{"schemas":["${LIST_RESPONSE}"],"totalResults":${totalResults},"startIndex":${startIndex},"itemsPerPage":${itemsPerPage},"Resources":[`;
}

/** The JSON text of a list of resources that are JSON text already. RFC 7644 §3.4.2. */
export function renderList(numbers: PageNumbers, resources: readonly string[]): string {
  return `${listHead(numbers)}${resources.join(",")}]}`;
}
