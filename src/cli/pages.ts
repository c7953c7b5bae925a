import type { Position } from "../directory/search/keyset.js";
import type { ListQuery, ResourcePage } from "../directory/search/list-query.js";
import { AppError } from "../errors.js";
import { parseFilter } from "../schema/filter/parse.js";
import type { Call, Option } from "./command.js";
import type { OperatorContext } from "./operator-context.js";

/** Resources that a list shows when nothing is said, and read at a time. */
const DEFAULT_LIMIT = 100;
const PAGE = 1000;

/** Options of a list of users or groups. */
export const LIST_OPTIONS = {
  filter: { value: "FILTER", doc: "a SCIM filter such as 'active eq true'" },
  limit: { value: "NUMBER", doc: `how many at the most; ${DEFAULT_LIMIT} if not given` },
} as const satisfies Record<string, Option>;

/** The resources that a list command asks for, in the order of their ids. */
export async function readList<Row>(
  call: Call,
  ctx: OperatorContext,
  find: (query: ListQuery) => Promise<ResourcePage<Row>>,
): Promise<Row[]> {
  const wanted = readLimit(call);
  const text = call.text("filter");
  const filter = text === undefined ? undefined : parseFilter(text, ctx.options);
  const rows: Row[] = [];
  let after: Position | undefined;
  do {
    const limit = Math.min(PAGE, wanted - rows.length);
    const order = { sortBy: undefined, descending: false, offset: 0 };
    const page = await find({ filter, ...order, limit, cursor: { after } });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined && rows.length < wanted);
  return rows;
}

function readLimit(call: Call): number {
  const text = call.text("limit");
  if (text === undefined) return DEFAULT_LIMIT;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new AppError("invalidValue", "--limit must be a whole number from 1 to 9999999");
}
