/** Data types of RFC 7643 §2.3. */
export type AttributeType =
  | "string"
  | "boolean"
  | "decimal"
  | "integer"
  | "dateTime"
  | "binary"
  | "reference"
  | "complex";

/** RFC 7643 §7, "mutability". */
export type Mutability = "readOnly" | "readWrite" | "immutable" | "writeOnly";

/** RFC 7643 §7, "returned". */
export type Returned = "always" | "never" | "default" | "request";

/** RFC 7643 §7, "uniqueness". */
export type Uniqueness = "none" | "server" | "global";

/** One attribute or sub-attribute, compiled from its scimmy definition. RFC 7643 §7. */
export interface Attribute {
  /** Canonical spelling, for example `givenName`. */
  readonly name: string;
  /**
   * Canonical path from the root of the resource: `userName`, `name.givenName`, `emails.value`; in an extension
   * `urn:…:User:department`, `urn:…:User:manager.value`.
   */
  readonly path: string;
  /** `path` in lower case: the key in lookup maps and in the search document. */
  readonly key: string;
  /** URN of the schema that defines it; the core URN of the resource type for common attributes. */
  readonly schema: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: Mutability;
  readonly returned: Returned;
  readonly uniqueness: Uniqueness;
  /** The values listed in /Schemas; undefined when there are none. */
  readonly canonicalValues: readonly string[] | undefined;
  /** True when a value outside `canonicalValues` is refused; otherwise they are suggestions (RFC 7643 §7). */
  readonly closed: boolean;
  readonly referenceTypes: readonly string[] | undefined;
  /** For an attribute that this client may not write: who may, for the error. */
  readonly writtenBy?: string;
  /** Sub-attributes by lower-case name; empty for a simple attribute. */
  readonly subAttributes: ReadonlyMap<string, Attribute>;
}

/** One schema: a URN and its attributes by lower-case name. RFC 7643 §7. */
export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** A resource type with everything needed to read, check, filter and show its resources. RFC 7643 §6. */
export interface ResourceSchema<Name extends string = "User" | "Group"> {
  readonly name: Name;
  /** Path of the endpoint, `/Users`. */
  readonly endpoint: string;
  readonly description: string;
  readonly core: Schema;
  readonly extensions: readonly { readonly schema: Schema; readonly required: boolean }[];
  /** `schemas`, `id`, `externalId`, `meta` and the core attributes, by lower-case name. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Whether stored resources may contain attributes that are shown only on request, or never. */
  readonly hidesByDefault: boolean;
}

/** A resource type of any kind: of the directory, or a read-only catalog. */
export type AnyResourceSchema = ResourceSchema<string>;

/** The resource types of a tenant by name, including the extensions that it has declared. */
export interface ResourceSchemas {
  readonly User: ResourceSchema;
  readonly Group: ResourceSchema;
}

/** A JSON value of a resource; a coerced resource never contains null or undefined. */
export type ScimValue = string | number | boolean | ScimObject | ScimValue[];

/** A JSON object with canonically spelled names. */
export interface ScimObject {
  [name: string]: ScimValue;
}

/**
 * A resource in coerced form: canonical names, typed values, no null, no empty array, no empty complex value; an
 * extension is a member named by its URN. A stored one has no `id`, `meta`, `groups` or `password`.
 */
export type Resource = ScimObject;

/** How a connection is treated where the RFC and a client disagree. */
export type Mode = "tolerant" | "strict";
