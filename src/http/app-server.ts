import { createServer, IncomingMessage, type Server, type ServerOptions, ServerResponse } from "node:http";
import type { Express } from "express";

/**
 * The most bytes of the address and the headers of a request together; beyond, Node answers 431. Node's own limit is a
 * quarter of it, which a long filter or a list of columns exceeds when its letters are percent-encoded.
 */
const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Creates the HTTP server of an application. Express gives every request and response a prototype of its own, and an
 * object whose prototype changes is slow in all that is done with it from then on: that took two thirds of the time
 * of a small Express application. Here Node makes them with these prototypes, so that nothing is left to change.
 */
export function createAppServer(app: Express, options: ServerOptions = {}): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse<AppRequest> {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });
  const classes = { IncomingMessage: AppRequest, ServerResponse: AppResponse };
  return createServer({ maxHeaderSize: MAX_HEADER_BYTES, ...options, ...classes }, app);
}
