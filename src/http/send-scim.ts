import { pipeline, Readable } from "node:stream";
import type { Request, RequestHandler, Response } from "express";
import type { Body } from "../scim/exchange.js";

/** The longest text that is sent in one piece with the headers, in UTF-16 units; a longer one is encoded by itself. */
const MAX_IN_ONE_PIECE = 16 * 1024;

/** Lets `res.send` accept the body of a SCIM response: JSON text, a stream for large groups, or nothing. */
export const sendScim: RequestHandler = (req, res, next) => {
  const sendBytes = res.send.bind(res);
  res.send = (body?: Body) => {
    // Express removes the media type; clients of SCIM-SDK treat a response without one as a failure.
    if (res.statusCode === 204) return res.end();
    if (body instanceof Readable) return sendStream(req, res, body);
    if (body === undefined || body.length > MAX_IN_ONE_PIECE || mayNeedNoBody(req)) {
      // Express would add a charset to the media type of a text.
      return sendBytes(body === undefined ? body : Buffer.from(body));
    }
    res.setHeader("Content-Length", Buffer.byteLength(body));
    return res.end(body);
  };
  next();
};

/** Whether the response has no body, or none if the client has the resource already; Express knows these rules. */
function mayNeedNoBody({ method, headers }: Request): boolean {
  return (
    method === "HEAD" || headers["if-none-match"] !== undefined || headers["if-modified-since"] !== undefined
  );
}

function sendStream(req: Request, res: Response, body: Readable): Response {
  if (req.method === "HEAD" || req.fresh) {
    body.destroy();
    if (req.fresh) res.status(304);
    return res.end();
  }
  // A failure while streaming destroys the response; the client sees that it is incomplete.
  pipeline(body, res, () => undefined);
  return res;
}
