import { pipeline, Readable } from "node:stream";
import type { RequestHandler } from "express";

/** Lets `res.send` accept a stream, which is how large groups are sent. */
export const sendStreams: RequestHandler = (req, res, next) => {
  const sendWhole = res.send.bind(res);
  res.send = (body?: unknown) => {
    // Express removes the media type; clients of SCIM-SDK treat a response without one as a failure.
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
