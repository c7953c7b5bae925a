import type { Filter } from "../../src/schema/filter/ast.js";

/** Writes a filter as a client would; reading it again gives the same tree. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case "and":
    case "or":
      return filter.filters.map((operand) => printOperand(operand)).join(` ${filter.kind} `);
    case "not":
      return `not (${printFilter(filter.filter)})`;
    case "valuePath":
      return `${filter.path}[${printFilter(filter.filter)}]`;
    case "present":
      return `${filter.path} pr`;
    case "compare":
      return `${filter.path} ${filter.op} ${JSON.stringify(filter.value)}`;
  }
}

function printOperand(filter: Filter): string {
  const text = printFilter(filter);
  return filter.kind === "and" || filter.kind === "or" ? `(${text})` : text;
}
