import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler, Response } from "express";
import { AppError } from "../errors.js";

const SCIM_JSON = "application/scim+json";
const PLAIN_JSON = "application/json";

/**
 * The media type a client wants: ours unless it takes only plain JSON, or does not say and writes plain JSON itself;
 * undefined when it takes neither.
 */
function chooseMediaType({ accept, "content-type": sent = "" }: IncomingHttpHeaders): string | undefined {
  if (accept === undefined || accept.trim() === "") {
    return sent.split(";", 1)[0]?.trim().toLowerCase() === PLAIN_JSON ? PLAIN_JSON : SCIM_JSON;
  }
  const wanted = new Set(
    accept
      .toLowerCase()
      .split(",")
      .map((range) => range.split(";").map((part) => part.trim()))
      .filter(([, ...parameters]) => !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)))
      .map(([type]) => type),
  );
  if ([SCIM_JSON, "application/*", "*/*"].some((type) => wanted.has(type))) return SCIM_JSON;
  return wanted.has(PLAIN_JSON) ? PLAIN_JSON : undefined;
}

/** Answers a connection that does not want plain JSON under our media type, whatever it accepts. */
export const answerScimJson: RequestHandler = (req, res, next) => {
  if (req.user?.connection.options.answerPlainJson === false) setMediaType(res, SCIM_JSON);
  next();
};

/**
 * Settles the media type of the answer: `application/scim+json` without a charset, which Entra ID compares to the
 * letter, and `application/json` for clients that take nothing else (OneLogin) or ask in it without an Accept (midPoint).
 * RFC 7644 §3.8.
 */
export const negotiateScim: RequestHandler = (req, res, next) => {
  const mediaType = chooseMediaType(req.headers);
  if (mediaType === undefined) {
    return next(new AppError("notAcceptable", `This endpoint answers ${SCIM_JSON} or ${PLAIN_JSON}`));
  }
  setMediaType(res, mediaType);
  // PostgreSQL cannot hold U+0000, and no id of ours has one: such a path names nothing.
  if (/%00/.test(req.path)) return next(new AppError("notFound", "There is nothing at a path with %00"));
  return next();
};

function setMediaType(res: Response, mediaType: string): void {
  res.locals["mediaType"] = mediaType;
  res.setHeader("Content-Type", mediaType);
}
