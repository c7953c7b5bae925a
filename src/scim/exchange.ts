import type { Readable } from "node:stream";
import type { Context } from "../effects/context.js";
import type { Cursors } from "./cursor.js";

/**
 * A request to a SCIM endpoint and its response, as the SCIM layer sees them, independent of an HTTP library. `http/`
 * creates one for each request and passes it to the resource classes as their context.
 */
export interface Exchange {
  readonly ctx: Context;
  /** The URL of the SCIM root without a trailing slash: `https://usher.example/scim/v2`. */
  readonly baseUrl: string;
  readonly cursors: Cursors;
  /** Returns a request header by its lower-case name. */
  header(name: string): string | undefined;
  setHeader(name: string, value: string): void;
}

/** The body of a SCIM response: JSON text, a stream of it in UTF-8 for large groups, or nothing (204). */
export type Body = string | Readable | undefined;

/** The largest number of resources on a page, and the number when `count` is absent. */
export interface PageLimits {
  /** How many matches of a filter are counted; 0 for all. */
  readonly countLimit: number;
  readonly maxPageSize: number;
  readonly defaultPageSize: number;
}
