import type { Filter } from "../../schema/filter/ast.js";
import type { Attribute } from "../../schema/model.js";

/** The kind of a PATCH operation. RFC 7644 §3.5.2. */
export type PatchOp = "add" | "remove" | "replace";

/** The target of a PATCH operation: a path with its names resolved. RFC 7644 §3.5.2, Figure 7. */
export interface PatchTarget {
  /** The path as the client wrote it, for messages. */
  readonly path: string;
  /** The URN of the extension that has the attribute; undefined for a core or common attribute. */
  readonly extension: string | undefined;
  readonly attribute: Attribute;
  readonly subAttribute: Attribute | undefined;
  /** Selects elements of a multi-valued attribute. */
  readonly filter: Filter | undefined;
}

/** An operation with exactly one target. */
export interface PatchOperation {
  readonly op: PatchOp;
  readonly target: PatchTarget;
  /** As the client sent it, not coerced; undefined when a remove has none. */
  readonly value: unknown;
}
