import { Readable } from "node:stream";
import { listMembers } from "../directory/groups/member-list.js";
import type { GroupRow } from "../directory/resources/resource-row.js";
import type { Resource, ResourceSchema } from "../schema/model.js";
import { type Projection, projectResource, wantsAttribute } from "../schema/project.js";
import type { Exchange } from "./exchange.js";
import { renderGroup, renderGroupAround, renderMember } from "./render.js";

/** The most members of a single group that are read together with its row; a larger group is streamed. */
export const INLINE_MEMBERS = 1000;

/** The most members of each group of a list that are read together with the list. */
export const INLINE_MEMBERS_IN_LIST = 100;

/** The number of members per statement and per chunk of a streamed group. */
const MEMBERS_PER_CHUNK = 1000;

/** Returns true when members are to be shown but were not read with the group's row. */
export function needsStream(
  schema: ResourceSchema,
  row: GroupRow,
  projection: Projection | undefined,
): boolean {
  return row.members === null && row.member_count > 0 && wantsAttribute(schema, projection, "members");
}

function renderChunk(
  schema: ResourceSchema,
  members: readonly Resource[],
  projection: Projection | undefined,
): string {
  const whole: Resource = { members: [...members] };
  const shown = projection === undefined ? whole : projectResource(schema, whole, projection);
  return JSON.stringify(shown["members"] ?? []).slice(1, -1);
}

/** Yields the members as JSON text without brackets, chunk by chunk, so that no group is ever in memory as a whole. */
async function* memberChunks(
  exchange: Exchange,
  row: GroupRow,
  projection: Projection | undefined,
): AsyncGenerator<string> {
  const { db, viewer } = exchange.ctx;
  let after = "";
  for (;;) {
    // Each chunk is read separately: a slow client must not hold a database snapshot open.
    const rows = await listMembers(db.read, viewer.tenantId, row.id, after, MEMBERS_PER_CHUNK);
    const last = rows.at(-1);
    if (!last) return;
    const members = rows.map((member) => renderMember(exchange.baseUrl, member));
    const text = renderChunk(viewer.schemas.Group, members, projection);
    if (text !== "") yield after === "" ? text : `,${text}`;
    if (rows.length < MEMBERS_PER_CHUNK) return;
    after = last.value;
  }
}

/** Yields the JSON text of a group in pieces, and reads its members on the way if they are not in the row. */
export async function* groupChunks(
  exchange: Exchange,
  row: GroupRow,
  projection: Projection | undefined,
): AsyncGenerator<string> {
  const { Group } = exchange.ctx.viewer.schemas;
  if (!needsStream(Group, row, projection)) {
    yield renderGroup(Group, exchange.baseUrl, row, projection);
    return;
  }
  const { head, tail } = renderGroupAround(Group, exchange.baseUrl, row, projection);
  yield `${head},"members":[`;
  yield* memberChunks(exchange, row, projection);
  yield `]${tail}`;
}

/** Returns a stream of the pieces of a JSON text. */
export function toStream(chunks: AsyncGenerator<string>): Readable {
  return Readable.from(chunks, { objectMode: false });
}
