import { AppError } from "../errors.js";
import type { Call } from "./command.js";

/** `--instance`, for what is of one instance. */
export const OF_INSTANCE = {
  instance: { value: "NAME", doc: "the instance, by id or name; 'main' if not given" },
} as const;

/** The instance that `--instance` names. */
export function instanceOption(call: Call): string {
  return call.text("instance") ?? "main";
}

/**
 * The word of an option or operand.
 * @throws AppError `invalidValue` when it is none of them
 */
export function readWord<const T extends string>(what: string, text: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (word !== undefined) return word;
  throw new AppError("invalidValue", `${what} must be one of ${words.join(", ")}`);
}
