import { AppError } from "../errors.js";

/** Creates the error for a request whose token permits other things, but not this. RFC 6750 §3.1 */
export function insufficientScope(message: string): AppError {
  return new AppError("forbidden", message, { cause: { error: "insufficient_scope" } });
}
