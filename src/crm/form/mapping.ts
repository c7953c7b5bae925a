import { AppError } from "../../errors.js";
import type { ResourceSchema } from "../../schema/model.js";
import {
  addressOnly,
  constantSource,
  joinSource,
  type PathSource,
  pathSource,
  unless,
} from "./mapping-source.js";
import {
  type FormRow,
  formRows,
  type MappedRow,
  type Mapping,
  type RowName,
  type Source,
} from "./user-form.js";

/**
 * The sources of a row in a mapping file: `source` or `join`, then each of `fallbacks`, then `constant`. The first one
 * with a value counts.
 */
interface RowSources {
  /** A SCIM path. */
  readonly source?: string;
  /** SCIM paths whose values are joined. The default separator is one space. */
  readonly join?: { readonly paths: readonly string[]; readonly separator?: string };
  /** SCIM paths. */
  readonly fallbacks?: readonly string[];
  /** The value if no other source has one. */
  readonly constant?: string;
}

/** Reads a part of the work address, otherwise of an address without a type. */
function addressPart(name: string): RowSources {
  return { source: `addresses[type eq "work"].${name}`, fallbacks: [`addresses[not (type pr)].${name}`] };
}

/** The default mapping: R022–R032. The fallbacks and the columns behind Full Name are in docs/mapping.md. */
const defaultSources: Readonly<Record<RowName, RowSources>> = {
  userName: { source: "userName" },
  fullName: { join: { paths: ["name.givenName", "name.familyName"] }, fallbacks: ["displayName"] },
  title: { source: "title" },
  primaryEmail: {
    source: "emails[primary eq true].value",
    fallbacks: ['emails[type eq "work"].value', "emails.value", "userName"],
  },
  mainPhone: {
    source: 'phoneNumbers[type eq "work"].value',
    fallbacks: ["phoneNumbers[not (type pr)].value"],
  },
  mobilePhone: { source: 'phoneNumbers[type eq "mobile"].value' },
  fax: { source: 'phoneNumbers[type eq "fax"].value' },
  "address.street": addressPart("streetAddress"),
  "address.city": addressPart("locality"),
  "address.stateOrProvince": addressPart("region"),
  "address.country": addressPart("country"),
  firstName: { source: "name.givenName", constant: "#" },
  lastName: { source: "name.familyName", fallbacks: ["displayName"], constant: "#" },
  middleName: { source: "name.middleName" },
  postalCode: addressPart("postalCode"),
  employeeNumber: { source: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" },
};

/** The columns for the lines of a street, if a mapping file splits them. docs/mapping.md */
const STREET_COLUMNS = ["address1_line1", "address1_line2", "address1_line3"];

/** Returns the mapping that applies without a mapping file. */
export function defaultMapping(schema: ResourceSchema): Mapping {
  return parseMapping({}, schema);
}

/**
 * Reads the content of a mapping file. Rows that it does not name keep their default. docs/mapping.md describes the
 * format.
 * @param json - as parsed
 * @throws AppError `invalidValue` naming the row, the value at fault and what is allowed
 */
export function parseMapping(json: unknown, schema: ResourceSchema): Mapping {
  const { rows = {}, streetLines = "joined" } = readObject("the file", json, ["rows", "streetLines"]);
  if (streetLines !== "joined" && streetLines !== "split") {
    throw fault("streetLines", `${show(streetLines)} is unknown; allowed: "joined", "split"`);
  }
  const names = formRows.map((row) => row.name);
  const changed = readObject("rows", rows, names);
  const mapped: MappedRow[] = [];
  for (const row of formRows) {
    const where = `rows[${JSON.stringify(row.name)}]`;
    const sources = changed[row.name] === undefined ? defaultSources[row.name] : changed[row.name];
    if (sources === null && row.kind === "extra") continue;
    const columns =
      row.name === "address.street" && streetLines === "split" ? STREET_COLUMNS : columnsOf(row);
    mapped.push({ ...row, columns, sources: compileRow(where, row, readSources(where, sources), schema) });
  }
  return { rows: mapped };
}

function columnsOf(row: FormRow): readonly string[] {
  return row.kind === "computed" ? [] : [row.column];
}

function readSources(where: string, json: unknown): RowSources {
  const { source, join, fallbacks, constant } = readObject(where, json, [
    "source",
    "join",
    "fallbacks",
    "constant",
  ]);
  if (source !== undefined && join !== undefined)
    throw fault(where, "has both source and join; give one of them");
  return {
    ...(source === undefined ? {} : { source: readText(`${where}.source`, source) }),
    ...(join === undefined ? {} : { join: readJoin(`${where}.join`, join) }),
    ...(fallbacks === undefined ? {} : { fallbacks: readTexts(`${where}.fallbacks`, fallbacks) }),
    ...(constant === undefined ? {} : { constant: readText(`${where}.constant`, constant) }),
  };
}

function readJoin(where: string, json: unknown): { paths: string[]; separator: string } {
  const { paths, separator = " " } = readObject(where, json, ["paths", "separator"]);
  if (typeof separator !== "string") throw fault(`${where}.separator`, `${show(separator)} is not a text`);
  return { paths: readTexts(`${where}.paths`, paths), separator };
}

function compileRow(
  where: string,
  row: FormRow,
  { source, join, fallbacks = [], constant }: RowSources,
  schema: ResourceSchema,
): readonly [Source, ...Source[]] {
  const sources: Source[] = [];
  const paths: PathSource[] = [];
  const addPath = (text: string): void => {
    const path = pathSource(schema, text);
    sources.push(compilePath(row, path, paths));
    paths.push(path);
  };
  if (source !== undefined) {
    locate(`${where}.source ${show(source)}`, () => addPath(source));
  }
  if (join !== undefined) {
    const { paths: parts, separator = " " } = join;
    const joined = locate(`${where}.join.paths ${show(parts)}`, () => joinSource(schema, parts, separator));
    sources.push(row.email ? addressOnly(joined, row.maxLength) : joined);
  }
  for (const [index, path] of fallbacks.entries()) {
    locate(`${where}.fallbacks[${index}] ${show(path)}`, () => addPath(path));
  }
  if (constant !== undefined) {
    sources.push(locate(`${where}.constant`, () => constantSource(constant, row.maxLength)));
  }
  const [first, ...others] = sources;
  if (first === undefined) throw fault(where, "gives no value; allowed: source, join, fallbacks, constant");
  return [first, ...others];
}

/** @param before - the sources that take precedence */
function compilePath(row: FormRow, source: PathSource, before: readonly PathSource[]): Source {
  if (row.email && source.attribute.name !== "emails") return addressOnly(source, row.maxLength);
  const rivals = before.filter((other) => source.isMixedWith(other));
  // The parts of an address come from one address. If the preferred address exists, the part comes from it or is
  // missing.
  return rivals.length === 0
    ? source
    : unless(source, (resource) => rivals.some((one) => one.isIn(resource)));
}

/** Compiles a source and adds the place in the file to an error. */
function locate<T>(where: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (error instanceof AppError) throw fault(where, error.message);
    throw error;
  }
}

function readObject(where: string, json: unknown, allowed: readonly string[]): Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw fault(where, `${show(json)} is not an object with ${allowed.join(", ")}`);
  }
  const unknown = Object.keys(json).find((name) => !allowed.includes(name));
  if (unknown !== undefined)
    throw fault(where, `${show(unknown)} is unknown; allowed: ${allowed.join(", ")}`);
  return json as Record<string, unknown>;
}

function readTexts(where: string, json: unknown): string[] {
  if (!Array.isArray(json) || json.length === 0)
    throw fault(where, `${show(json)} is not a list of SCIM paths`);
  return json.map((text, index) => readText(`${where}[${index}]`, text));
}

function readText(where: string, json: unknown): string {
  if (typeof json !== "string" || json.trim() === "") throw fault(where, `${show(json)} is not a text`);
  return json;
}

function show(json: unknown): string {
  return JSON.stringify(json) ?? "nothing";
}

function fault(where: string, what: string): AppError {
  return new AppError("invalidValue", `Mapping, ${where}: ${what}`);
}
