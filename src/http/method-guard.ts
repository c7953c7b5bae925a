import type { RequestHandler } from "express";
import { AppError } from "../errors.js";
import { catalogSchemas } from "../schema/catalog-schemas.js";

/** The names of the endpoints that can only be read, for a pattern. */
const CATALOGS = catalogSchemas.map(({ endpoint }) => endpoint.slice(1)).join("|");

/** Methods of each SCIM endpoint; the first pattern that fits a path decides. RFC 7644 §3.2. */
const ENDPOINTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/$/, ["GET", "HEAD"]],
  [new RegExp(`^/((Users|Groups|${CATALOGS})/)?\\.search/?$`, "i"), ["POST"]],
  [new RegExp(`^/(${CATALOGS})(/[^/]+)?/?$`, "i"), ["GET", "HEAD"]],
  [/^\/(Users|Groups)\/?$/i, ["GET", "HEAD", "POST"]],
  [/^\/(Users|Groups)\/[^/]+\/?$/i, ["GET", "HEAD", "PUT", "PATCH", "DELETE"]],
  [/^\/Me\/?$/i, ["GET", "HEAD", "PUT", "PATCH", "DELETE"]],
  [/^\/Bulk\/?$/i, ["POST"]],
  [/^\/ServiceProviderConfig\/?$/i, ["GET", "HEAD"]],
  [/^\/(Schemas|ResourceTypes)(\/[^/]+)?\/?$/i, ["GET", "HEAD"]],
];

/**
 * Answers OPTIONS, and refuses a method that an endpoint does not have with 405 and `Allow`.
 * An unknown path passes: it becomes a 404 behind authentication.
 */
export const methodGuard: RequestHandler = (req, res, next) => {
  const methods = ENDPOINTS.find(([pattern]) => pattern.test(req.path))?.[1];
  if (methods === undefined || methods.includes(req.method)) return next();
  const allow = [...methods, "OPTIONS"].join(", ");
  res.setHeader("Allow", allow);
  if (req.method === "OPTIONS") return void res.status(204).end();
  return next(new AppError("methodNotAllowed", `${req.method} is not allowed here; allowed are ${allow}`));
};
