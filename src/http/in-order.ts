import type { NextFunction, RequestHandler } from "express";

/**
 * Joins handlers to one that runs them in order, as a router does with a layer for each. Every layer costs a request a
 * match of its path; these run on all paths.
 */
export function inOrder(...handlers: readonly RequestHandler[]): RequestHandler {
  return (req, res, done) => {
    const fail = (error: unknown): void => done(error);
    const runFrom = (index: number): void => {
      const handler = handlers[index];
      if (handler === undefined) return done();
      const next: NextFunction = (error?: unknown) =>
        error === undefined ? runFrom(index + 1) : done(error);
      try {
        const result: unknown = handler(req, res, next);
        if (result instanceof Promise) result.catch(fail);
      } catch (error) {
        fail(error);
      }
    };
    runFrom(0);
  };
}
