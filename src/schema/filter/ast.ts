/** The comparison operators of RFC 7644 §3.4.2.2, Table 3, except `pr`. */
export type CompareOp = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";

/** A literal of the filter grammar. */
export type CompareValue = string | number | boolean | null;

/**
 * A parsed filter. Attribute paths stay as text (`urn:…:User:name.givenName`, any case), because their meaning depends
 * on the resource type; `resolveAttributePath` resolves them. Inside a value path they are relative to the element.
 * RFC 7644 §3.4.2.2.
 */
export type Filter =
  | { readonly kind: "and" | "or"; readonly filters: readonly Filter[] }
  | { readonly kind: "not"; readonly filter: Filter }
  | { readonly kind: "valuePath"; readonly path: string; readonly filter: Filter }
  | { readonly kind: "present"; readonly path: string }
  | { readonly kind: "compare"; readonly path: string; readonly op: CompareOp; readonly value: CompareValue };

/** A parsed PATCH path: `attrPath` or `valuePath ["." subAttr]`. RFC 7644 §3.5.2, Figure 7. */
export interface PatchPath {
  /** The attribute path as written, without brackets: `emails`, `name.givenName`, `urn:…:User:manager`. */
  readonly path: string;
  /** The condition in brackets, undefined when there is none. */
  readonly filter: Filter | undefined;
  /** The sub-attribute after the brackets, undefined when there is none. */
  readonly subAttribute: string | undefined;
}
