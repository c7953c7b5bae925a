import { pipeline, Readable } from "node:stream";
import type { RequestHandler } from "express";

/** Lets `res.send` take a stream, which is how large groups leave. */
export const sendStreams: RequestHandler = (req, res, next) => {
  const sendWhole = res.send.bind(res);
  res.send = (body?: unknown) => {
    // Express takes the type away; clients of SCIM-SDK take an answer without one for a failure.
    if (res.statusCode === 204) return res.end();
    if (!(body instanceof Readable)) return sendWhole(body);
    if (req.method === "HEAD" || req.fresh) {
      body.destroy();
      if (req.fresh) res.status(304);
      return res.end();
    }
    // A failure while streaming destroys the response; the client sees that it is incomplete.
    pipeline(body, res, () => undefined);
    return res;
  };
  next();
};
