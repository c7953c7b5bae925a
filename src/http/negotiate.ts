import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler, Response } from "express";
import { AppError } from "../errors.js";

const SCIM_JSON = "application/scim+json";
const PLAIN_JSON = "application/json";

/**
 * Returns the media type that a client wants: SCIM's, unless it accepts only plain JSON, or names none and sends plain
 * JSON itself; undefined when it accepts neither.
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

/** Sets SCIM's media type for a connection whose option excludes plain JSON, whatever the request accepts. */
export const answerScimJson: RequestHandler = (req, res, next) => {
  if (req.user?.connection.options.answerPlainJson === false) setMediaType(res, SCIM_JSON);
  next();
};

/**
 * Chooses the media type of the response: `application/scim+json` without a charset, which Entra ID compares exactly,
 * or `application/json` for clients that accept nothing else (OneLogin) or that send it without an Accept header
 * (midPoint). RFC 7644 §3.8.
 */
export const negotiateScim: RequestHandler = (req, res, next) => {
  const mediaType = chooseMediaType(req.headers);
  if (mediaType === undefined) {
    return next(new AppError("notAcceptable", `This endpoint answers ${SCIM_JSON} or ${PLAIN_JSON}`));
  }
  setMediaType(res, mediaType);
  // PostgreSQL cannot store U+0000, and no id contains it: such a path names nothing.
  if (/%00/.test(req.path)) return next(new AppError("notFound", "There is nothing at a path with %00"));
  return next();
};

function setMediaType(res: Response, mediaType: string): void {
  res.locals["mediaType"] = mediaType;
  res.setHeader("Content-Type", mediaType);
}
