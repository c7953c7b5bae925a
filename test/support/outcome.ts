import { AppError } from "../../src/errors.js";

/** The value of an action, or undefined when it refuses with an AppError; any other error is a failure. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** The code with which an action refuses, or "none". */
export function codeOf(action: () => unknown): string {
  try {
    action();
    return "none";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
