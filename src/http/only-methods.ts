import type { RequestHandler } from "express";
import { AppError } from "../errors.js";

/**
 * The last handler of a path: tells which methods there are.
 * @param allow - the header `Allow`: `POST, OPTIONS`
 */
export function onlyMethods(allow: string): RequestHandler {
  return (req, res, next) => {
    res.setHeader("Allow", allow);
    if (req.method === "OPTIONS") return void res.status(204).end();
    return next(new AppError("methodNotAllowed", `${req.method} is not allowed here; allowed are ${allow}`));
  };
}
