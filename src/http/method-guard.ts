import type { RequestHandler } from "express";
import { AppError } from "../errors.js";

/**
 * Answers OPTIONS, and refuses a method that a path does not have with 405 and `Allow`, before any other check. An
 * unknown path passes: it becomes a 404 after authentication.
 */
export const methodGuard: RequestHandler = (req, res, next) => {
  const route = req.found;
  if (route === undefined || route.methods.includes(req.method)) return next();
  const allow = [...route.methods, "OPTIONS"].join(", ");
  res.setHeader("Allow", allow);
  if (req.method === "OPTIONS") return void res.status(204).end();
  return next(new AppError("methodNotAllowed", `${req.method} is not allowed here: use ${allow}`));
};
