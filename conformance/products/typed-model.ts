import type { Answer, Json } from "../wire.js";
import { demand, type Player } from "./product.js";

/** Members of RFC 7643 §5, without those of RFC 9865 and of drafts. */
const CONFIG =
  "schemas id externalId meta documentationUri patch bulk filter changePassword sort etag authenticationSchemes";
const RESOURCE_TYPE = "schemas id externalId meta name description endpoint schema schemaExtensions";
const SCHEMA = "schemas id externalId meta name description attributes";
const ATTRIBUTE =
  "name type multiValued description required canonicalValues caseExact mutability returned uniqueness referenceTypes subAttributes";
const COMMON = ["schemas", "id", "externalid", "meta"];

/** What a client with typed models has made of a server's discovery: names of attributes, folded, by URN. */
export interface Model {
  readonly types: readonly Json[];
  readonly attributes: ReadonlyMap<string, ReadonlySet<string>>;
}

function mustKnow(members: string, value: Json, answer: Answer): void {
  const known = new Set(members.split(" "));
  const unknown = Object.keys(value).find((name) => !known.has(name));
  demand(unknown === undefined, `the model has no member ${unknown}`, answer);
}

function mustDescribe(attribute: Json, isCaseNeeded: boolean, answer: Answer): void {
  mustKnow(ATTRIBUTE, attribute, answer);
  const needed = ["name", "type", "multiValued", "required", "mutability", "returned", "uniqueness"];
  const missing = [...needed, ...(isCaseNeeded ? ["caseExact"] : [])].find(
    (name) => attribute[name] === undefined,
  );
  demand(missing === undefined, `${attribute.name} lacks ${missing}`, answer);
  demand((attribute.type === "complex") === (attribute.subAttributes !== undefined), attribute.name, answer);
  for (const inner of attribute.subAttributes ?? []) mustDescribe(inner, isCaseNeeded, answer);
}

/**
 * Discovers a server as clients with typed models do, which refuse members that they have no field for.
 * @param isCaseNeeded - whether each attribute has to say `caseExact`, as UnboundID 6.0 wants it
 */
export async function discoverTyped(player: Player, isCaseNeeded = false): Promise<Model> {
  const config = await player.must(200, "GET", "/ServiceProviderConfig");
  mustKnow(CONFIG, config.body, config);
  for (const { primary } of config.body.authenticationSchemes) {
    // UnboundID 6.0 has a boolean for it that cannot be absent.
    demand(!isCaseNeeded || typeof primary === "boolean", "a scheme is to say whether it is primary", config);
  }
  const types = await player.must(200, "GET", "/ResourceTypes");
  for (const type of types.body.Resources) mustKnow(RESOURCE_TYPE, type, types);
  const schemas = await player.must(200, "GET", "/Schemas");
  for (const schema of schemas.body.Resources) {
    mustKnow(SCHEMA, schema, schemas);
    for (const attribute of schema.attributes) mustDescribe(attribute, isCaseNeeded, schemas);
  }
  const attributes = new Map<string, ReadonlySet<string>>(
    schemas.body.Resources.map(({ id, attributes: all }: Json) => [
      id,
      new Set(all.map(({ name }: Json) => String(name).toLowerCase())),
    ]),
  );
  mustBeWhole(types, attributes);
  return { types: types.body.Resources, attributes };
}

/** A schema that is the core of one type and an extension of another cannot be made a class of. */
function mustBeWhole(types: Answer, attributes: Model["attributes"]): void {
  const cores = types.body.Resources.map(({ schema }: Json) => schema);
  const extensions = types.body.Resources.flatMap(({ schemaExtensions = [] }: Json) =>
    schemaExtensions.map(({ schema }: Json) => schema),
  );
  for (const urn of [...cores, ...extensions])
    demand(attributes.has(urn), `there is no schema ${urn}`, types);
  demand(new Set(cores).size === cores.length, "each type is to have a core schema of its own", types);
  const both = extensions.find((urn: string) => cores.includes(urn));
  demand(both === undefined, `${both} is the core of one type and an extension of another`, types);
}

/** An answer must hold nothing that the models have no attribute for. */
export function mustFit({ types, attributes }: Model, answer: Answer): void {
  const { body } = answer;
  const type = types.find(({ name }) => name === body?.meta?.resourceType);
  demand(type !== undefined, "meta.resourceType is to name a type", answer);
  for (const [name, value] of Object.entries<Json>(body)) {
    const extension = attributes.get(name);
    const core = attributes.get(type?.schema);
    const isKnown =
      extension !== undefined || COMMON.includes(name.toLowerCase()) || core?.has(name.toLowerCase());
    demand(isKnown === true, `the model has no attribute ${name}`, answer);
    if (extension === undefined) continue;
    demand(body.schemas.includes(name), `schemas is to have ${name}`, answer);
    for (const inner of Object.keys(value)) {
      demand(extension.has(inner.toLowerCase()), `the model has no attribute ${name}:${inner}`, answer);
    }
  }
}
