import { Type } from "@sinclair/typebox";
import { type Warning, warningText } from "../effects/warnings.js";
import { choice, text } from "./json-schema.js";

/** The members of an answer that warns: `warnings` as codes, and `warningDetails` as sentences where there are any. */
export function warningsJson(codes: readonly Warning[]) {
  return {
    warnings: Type.Array(choice<Warning>(codes, { type: "string" })),
    warningDetails: Type.Optional(
      Type.Array(text, {
        description: "What each of the warnings means, and what to do; left out when there are none.",
      }),
    ),
  };
}

/** What an answer warns of, in the shape of `warningsJson`. */
export function showWarnings(warnings: readonly Warning[]): {
  readonly warnings: readonly Warning[];
  readonly warningDetails?: readonly string[];
} {
  if (warnings.length === 0) return { warnings };
  return { warnings, warningDetails: warnings.map(warningText) };
}
