import { api, body } from "./client";
import type { components } from "./schema";

/** A change as a preview takes it. */
export type Operation = components["schemas"]["PreviewedOperation"];

/** Returns what asks for a page of the difference that several changes would make, one after the other. */
export function previewOperations(operations: readonly Operation[]) {
  return ({ cursor }: { readonly cursor?: string }) => {
    const query = cursor === undefined ? {} : { cursor };
    return body(api.POST("/admin/v1/previews", { params: { query }, body: { operations: [...operations] } }));
  };
}
