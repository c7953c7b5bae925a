import type { Readable } from "node:stream";
import type { Context } from "../provisioning/context.js";
import type { Cursors } from "./cursor.js";

/**
 * One request to a SCIM endpoint and its response, as the SCIM layer sees them: it knows no HTTP library.
 * `http/` makes one for each request and hands it to the resource classes as their context.
 */
export interface Exchange {
  readonly ctx: Context;
  /** URL of the SCIM root without a trailing slash: `https://usher.example/scim/v2`. */
  readonly baseUrl: string;
  readonly cursors: Cursors;
  /** A request header by its lower-case name. */
  header(name: string): string | undefined;
  setHeader(name: string, value: string): void;
}

/** What a SCIM endpoint answers: JSON text in UTF-8, a stream of it for large groups, or nothing (204). */
export type Body = Buffer | Readable | undefined;

/** Query parameters as the router hands them over: repeated ones are arrays. */
export type RawQuery = Readonly<Record<string, unknown>>;

/** Largest number of resources on a page, and the size of a page when `count` is absent. */
export interface PageLimits {
  readonly maxPageSize: number;
  readonly defaultPageSize: number;
}
