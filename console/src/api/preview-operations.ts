import { api, body } from "./client";
import type { components } from "./schema";

/** A change as a preview takes it. */
export type Operation = components["schemas"]["PreviewedOperation"];

/**
 * Returns what asks for a page of the difference that several changes would make, one after the other.
 * @param at - a later moment at which they would be made; without changes, what time does alone until then
 */
export function previewOperations(operations: readonly Operation[], at?: string) {
  return ({ cursor }: { readonly cursor?: string }) => {
    const query = cursor === undefined ? {} : { cursor };
    const asked = {
      ...(operations.length > 0 && { operations: [...operations] }),
      ...(at !== undefined && { at }),
    };
    return body(api.POST("/admin/v1/previews", { params: { query }, body: asked }));
  };
}
