import type { IdChange } from "../../../src/observability/audit.js";
import { IDS_PER_ENTRY } from "../../../src/observability/audit-parts.js";
import { sealAudit } from "../../../src/observability/audit-seal.js";
import { listAuditEntries, type ShownAuditEntry } from "../../../src/observability/audit-search.js";
import { verifyAudit } from "../../../src/observability/audit-verify.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { trailOf } from "../../support/audit.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, type ScimClient } from "../../support/scim-client.js";

const TIME_LIMIT = 30_000;

/** So many ids, all of the same length, in their order. */
function idsLike(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(5, "0")}`);
}

/** The ids that entries name, each with `+` or `-` in front; one that is named twice is there twice. */
function named(entries: readonly ShownAuditEntry[], name: string): string[] {
  const lists = entries.flatMap(({ changes }) => {
    const change = changes?.[name];
    return change !== undefined && "added" in change ? [change] : [];
  });
  return signed({
    added: lists.flatMap(({ added }) => added),
    removed: lists.flatMap(({ removed }) => removed),
  });
}

function signed({ added, removed }: IdChange): string[] {
  return [...added.map((id) => `+${id}`), ...removed.map((id) => `-${id}`)].toSorted();
}

describe.each(DATABASES)("a change of more ids than an audit entry lists, on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    scim = await app.connect();
    admin = await app.admin(scim);
  });

  const putMembers = (id: string, members: readonly string[]) =>
    scim.put(`/Groups/${id}`, {
      schemas: [CORE_GROUP],
      displayName: "All",
      members: members.map((value) => ({ value })),
    });

  /** The entries of the last change, in order: the first one, and those that continue it. */
  async function lastChange(): Promise<ShownAuditEntry[]> {
    const [last] = await listAuditEntries(app.db.read, scim.tenantId, {}, { limit: 1 });
    const entry = last?.id ?? "";
    return (await listAuditEntries(app.db.read, scim.tenantId, { entry }, { limit: 1000 })).toReversed();
  }

  /** A user who is in so many groups. */
  async function joiner(groups: readonly string[]): Promise<string> {
    const { id } = await scim.createUser({ userName: "joiner" });
    for (const group of groups) {
      const columns = "tenant_id, id, display_name, display_name_key, member_count, version, created_at";
      await app.db.write.raw(
        `insert into groups (${columns}, last_modified_at, resource, search)
         values (?, ?, ?, ?, 1, 1, 0, 0, '{}', '{}')`,
        [scim.tenantId, group, group, group],
      );
      await app.db.write.raw(
        "insert into group_members (tenant_id, group_id, member_id, member_type) values (?, ?, ?, 'User')",
        [scim.tenantId, group, id],
      );
    }
    return id;
  }

  it(
    "names each of them, in entries that continue the first one [R145]",
    async () => {
      const [before, after] = [idsLike("old", 1001), idsLike("new", 2500)];
      const group = await scim.createGroup("All", before);
      const created = await lastChange();
      expect((await putMembers(group.id, after)).status).toBe(200);
      const changed = await lastChange();
      await scim.delete(`/Groups/${group.id}`);
      const deleted = await lastChange();

      expect(named(created, "members")).toEqual(signed({ added: before, removed: [] }));
      expect(named(changed, "members")).toEqual(signed({ added: after, removed: before }));
      expect(named(deleted, "members")).toEqual(signed({ added: [], removed: after }));
      expect(created[0]).toMatchObject({
        action: "group.created",
        changed: ["displayName", "members"],
        facts: { membersAdded: 1001, parts: 2 },
      });
      expect(changed[0]?.facts).toEqual({ membersAdded: 2500, membersRemoved: 1001, parts: 4 });
      expect(deleted[0]).toMatchObject({
        changes: { displayName: { before: "All" } },
        facts: { membersRemoved: 2500, parts: 3 },
      });
      for (const [first, ...others] of [created, changed, deleted]) {
        const { time, actor, trigger, requestId, resourceType } = first ?? {};
        expect(others).toEqual(
          others.map(() =>
            expect.objectContaining({ time, actor, trigger, requestId, resourceType, resourceId: group.id }),
          ),
        );
        expect(others.map(({ action, facts }) => ({ action, facts }))).toEqual(
          others.map((_, index) => ({
            action: "audit.continued",
            facts: { entry: first?.id, part: index + 2 },
          })),
        );
      }
    },
    TIME_LIMIT,
  );

  it.each([IDS_PER_ENTRY - 1, IDS_PER_ENTRY, IDS_PER_ENTRY + 1, 2 * IDS_PER_ENTRY, 2 * IDS_PER_ENTRY + 1])(
    "takes as few entries as hold %d ids",
    async (count) => {
      const group = await scim.createGroup("All", idsLike("m", count));
      const created = await lastChange();
      await scim.delete(`/Groups/${group.id}`);
      const deleted = await lastChange();

      for (const entries of [created, deleted]) {
        expect(entries).toHaveLength(Math.ceil(count / IDS_PER_ENTRY));
        expect(entries[0]?.facts?.["parts"]).toBe(count > IDS_PER_ENTRY ? entries.length : undefined);
        expect(named(entries, "members")).toHaveLength(count);
      }
    },
    TIME_LIMIT,
  );

  it(
    "has one line in lists, unless its parts are asked for",
    async () => {
      const ids = idsLike("m", 2500);
      const group = await scim.createGroup("All", ids);
      const [line, ...others] = await admin.all("/audit");
      const parts = await admin.all(`/audit?entry=${line.id}&limit=2`);

      expect(others).toEqual([]);
      expect(line).toMatchObject({ action: "group.created", facts: { parts: 3 } });
      expect(parts.map(({ action, facts: { part } }) => [action, part])).toEqual([
        ["audit.continued", 3],
        ["audit.continued", 2],
        ["group.created", undefined],
      ]);
      expect(named(parts, "members")).toEqual(signed({ added: ids, removed: [] }));
      expect(await admin.all("/audit?parts=true")).toEqual(parts);
      expect(await admin.all("/audit?parts=false")).toEqual([line]);
      expect(await admin.all("/audit?action=audit.continued")).toEqual(parts.slice(0, 2));
      expect(await admin.all(`/audit?resourceId=${group.id}`)).toEqual([line]);
      expect(await admin.all(`/audit?entry=${parts[0].id}`)).toEqual([parts[0]]);
      expect(problemOf(await admin.get("/audit?entry=x%25"))).toBe("400 invalidValue");
      expect(problemOf(await admin.get("/audit?parts=some"))).toBe("400 invalidValue");
    },
    TIME_LIMIT,
  );

  it(
    "is of one tenant alone",
    async () => {
      await scim.createGroup("All", idsLike("m", 1500));
      const [{ id }] = await admin.all("/audit");
      const other = await app.admin(await app.connect());

      expect(await other.all(`/audit?entry=${id}`)).toEqual([]);
    },
    TIME_LIMIT,
  );

  it(
    "loses its values as a whole when a person's are erased, and the chain holds",
    async () => {
      const groups = idsLike("group", 1200);
      const user = await joiner(groups);
      await scim.delete(`/Users/${user}`);
      const deleted = await lastChange();
      expect(named(deleted, "groups")).toEqual(signed({ added: [], removed: groups }));
      expect(deleted[0]).toMatchObject({
        changes: { userName: { before: "joiner" } },
        facts: { groupsLeft: 1200, parts: 2 },
      });
      await sealAudit(app.db);

      const { body } = await admin.post("/audit/erasures", { resourceId: user });
      const trail = await listAuditEntries(app.db.read, scim.tenantId, {}, { limit: 100, parts: true });

      // Those of the creation, the deletion, and the one that continues it.
      expect(body).toEqual({ entries: 3 });
      expect(trail.filter(({ resourceId }) => resourceId === user).map(({ erased }) => erased)).toEqual([
        false,
        true,
        true,
        true,
      ]);
      expect(JSON.stringify(trail)).not.toContain("group-");
      await sealAudit(app.db);
      expect(await verifyAudit(app.db, scim.tenantId)).toMatchObject({
        unsealed: 0,
        erased: 3,
        offense: undefined,
      });
    },
    TIME_LIMIT,
  );

  it(
    "is sealed into the one chain, where a part that is missing or altered is found",
    async () => {
      await scim.createGroup("All", idsLike("m", 3500));
      await sealAudit(app.db);
      const verify = () => verifyAudit(app.db, scim.tenantId);
      expect(await verify()).toMatchObject({ sealed: 4, unsealed: 0, offense: undefined });

      const third = "where tenant_id = ? and sequence = 3";
      await app.db.write.raw(
        `update audit_entries set personal = replace(personal, 'm-02001', 'm-99999') ${third}`,
        [scim.tenantId],
      );
      expect((await verify()).offense).toMatchObject({ sequence: 3, problem: "the values were altered" });
      await app.db.write.raw(`delete from audit_entries ${third}`, [scim.tenantId]);
      expect((await verify()).offense).toMatchObject({ sequence: 3, problem: "the entry is missing" });
    },
    TIME_LIMIT,
  );

  it("does not concern a change of few ids", async () => {
    const [ann = ""] = await scim.createUsers("u", 1);
    await scim.createGroup("Sales", [ann]);

    const trail = await trailOf(app.db.read, scim.tenantId);
    expect(trail.map(({ action }) => action)).toEqual(["user.created", "group.created"]);
    expect(trail[1]?.facts).toEqual({ membersAdded: 1 });
  });
});
