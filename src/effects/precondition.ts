import { AppError } from "../errors.js";

/** The conditional headers of a request, verbatim. RFC 7644 §3.14, RFC 9110 §13.1. */
export interface Precondition {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** The precondition of a request without conditional headers. */
export const NO_PRECONDITION: Precondition = { ifMatch: undefined, ifNoneMatch: undefined };

/** Returns the ETag of a version: weak, because representations of one version may differ in their bytes. */
export function toEtag(version: number | string): string {
  return `W/"${version}"`;
}

/** Returns whether a list of entity tags (or `*`) contains a version; weak and strong forms are equal here. */
function etagMatches(header: string, version: number | string): boolean {
  if (header.trim() === "*") return true;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//i, "") === `"${version}"`);
}

/**
 * Checks the conditional headers against the locked version.
 * @throws AppError `preconditionFailed` naming the present version
 */
export function checkPrecondition(version: number | string, precondition: Precondition): void {
  const { ifMatch, ifNoneMatch } = precondition;
  const stale = ifMatch !== undefined && !etagMatches(ifMatch, version);
  const unwanted = ifNoneMatch !== undefined && etagMatches(ifNoneMatch, version);
  if (stale || unwanted) {
    throw new AppError(
      "preconditionFailed",
      `The resource is at version ${toEtag(version)}: read it again, then repeat the change`,
    );
  }
}
