import { Readable } from "node:stream";
import { listMembers } from "../directory/group-members.js";
import type { GroupRow } from "../directory/resource-row.js";
import type { Resource, ResourceSchema } from "../schema/model.js";
import { type Projection, projectResource, wantsAttribute } from "../schema/project.js";
import type { Exchange } from "./exchange.js";
import { renderGroup, renderGroupAround, renderMember } from "./render.js";

/** Members a single group shows from one statement; a larger group is streamed. */
export const INLINE_MEMBERS = 1000;

/** Members each group of a list shows from the list's statement; larger ones are read apart. */
export const INLINE_MEMBERS_IN_LIST = 100;

/** Members per statement and per chunk of a streamed group. */
const MEMBERS_PER_CHUNK = 1000;

/** Whether the members of a group did not come with its row although they are to be shown. */
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

/** The members as JSON text without brackets, a chunk at a time: no group is ever held whole. */
async function* memberChunks(
  exchange: Exchange,
  row: GroupRow,
  projection: Projection | undefined,
): AsyncGenerator<string> {
  const { db, viewer } = exchange.ctx;
  let after = "";
  for (;;) {
    // Each chunk is a read of its own: a slow client must not hold a snapshot of the database open.
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

/** The JSON text of one group in pieces, its members read as it goes where they did not come with the row. */
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

/** A stream of JSON text out of its pieces. */
export function toStream(chunks: AsyncGenerator<string>): Readable {
  return Readable.from(chunks, { objectMode: false });
}
