import { Type } from "@sinclair/typebox";
import { type Warning, warningText } from "../effects/warnings.js";
import { choice, text } from "./json-schema.js";

/** The schemas of an answer's warnings: `warnings` as codes, and `warningDetails` as sentences. */
export function warningsJson(codes: readonly Warning[]) {
  return {
    warnings: Type.Array(choice<Warning>(codes, { type: "string" })),
    warningDetails: Type.Optional(
      Type.Array(text, {
        description: "The meaning of each warning and the next step; omitted if there are none.",
      }),
    ),
  };
}

/** Returns the warnings of an answer in the form of `warningsJson`. */
export function showWarnings(warnings: readonly Warning[]): {
  readonly warnings: readonly Warning[];
  readonly warningDetails?: readonly string[];
} {
  if (warnings.length === 0) return { warnings };
  return { warnings, warningDetails: warnings.map(warningText) };
}
