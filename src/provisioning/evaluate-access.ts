import { type Instance, listInstances } from "../access/instances.js";
import { effectivePrivileges, type Privileges } from "../access/privileges.js";
import { findPrivileges } from "../access/role-privileges.js";
import { type TeamHeldRole, teamHeldRolesOf } from "../access/team-held-roles.js";
import { type Evaluation, evaluate, unknown, type WantedAction } from "../crm/evaluation.js";
import { loadFacts, type UserInInstance } from "../crm/load-facts.js";
import { loadRecordFacts, type OwnerlessRecord } from "../crm/record-facts.js";
import { hastenSync } from "../crm/sync-pending.js";
import { UUID } from "../db/new-id.js";
import { findSubjects } from "../directory/subjects.js";
import { fold } from "../schema/fold.js";
import type { ServerContext } from "./context.js";

/** Whom a question is about. */
export interface SubjectRef {
  readonly type: "user" | "application";
  /** Of the user, of a record that is nobody's, or of the application. */
  readonly id?: string | undefined;
  readonly userName?: string | undefined;
}

/** Whether somebody may do something in an instance. */
export interface AccessQuestion {
  readonly subject: SubjectRef;
  readonly action: WantedAction;
  /** Id or name. */
  readonly instance: string;
}

/** What the questions of a request are answered from. */
interface Loaded {
  readonly users: ReadonlyMap<string, UserInInstance>;
  readonly records: ReadonlyMap<string, OwnerlessRecord>;
  privilegesOf(one: UserInInstance): Privileges;
}

/** A question whose instance and subject were looked for. */
interface Resolved {
  readonly question: AccessQuestion;
  readonly instance: Instance | undefined;
  readonly id: string | undefined;
}

/**
 * Answers questions about access, however many, in a constant number of statements. Losing access counts at once,
 * gaining it after synchronization: whoever waits for that is synchronized next. crm.md section 5, A6
 */
export async function evaluateAccess(
  ctx: Pick<ServerContext, "db" | "viewer" | "now">,
  questions: readonly AccessQuestion[],
): Promise<readonly Evaluation[]> {
  const { db, viewer } = ctx;
  const now = ctx.now();
  const resolved = await resolve(ctx, questions);
  const loaded = await load(ctx, resolved, now);
  const evaluations = resolved.map((one) => answer(one, loaded));
  const waiting = resolved.filter((_, index) =>
    evaluations[index]?.reasons.some(({ code }) => code === "SYNC_PENDING"),
  );
  const keys = waiting.flatMap(({ id, instance }) =>
    id === undefined || instance === undefined ? [] : [{ userId: id, instanceId: instance.id }],
  );
  const unique = new Map(keys.map((key) => [keyOf(key.userId, key.instanceId), key]));
  await hastenSync(db.write, viewer.tenantId, [...unique.values()], now);
  return evaluations;
}

async function resolve(
  { db, viewer }: Pick<ServerContext, "db" | "viewer">,
  questions: readonly AccessQuestion[],
): Promise<readonly Resolved[]> {
  const { tenantId } = viewer;
  const instances = new Map(
    (await listInstances(db.read, tenantId)).flatMap((one) => [
      [fold(one.name), one],
      [one.id, one],
    ]),
  );
  const subjects = questions.map(({ subject }) => subject);
  const ids = await findSubjects(db.read, tenantId, {
    userNames: subjects.flatMap(({ id, userName }) =>
      id === undefined && userName !== undefined ? [userName] : [],
    ),
    applicationIds: subjects.flatMap(({ type, id }) =>
      type === "application" && id !== undefined ? [id] : [],
    ),
  });
  const idOf = ({ type, id, userName }: SubjectRef): string | undefined => {
    if (id === undefined) return userName === undefined ? undefined : ids.byUserName(userName);
    const byApplication = type === "application" ? ids.byApplicationId(id) : undefined;
    return byApplication ?? (UUID.test(id) ? id : undefined);
  };
  return questions.map((question) => ({
    question,
    instance: instances.get(question.instance) ?? instances.get(fold(question.instance)),
    id: idOf(question.subject),
  }));
}

async function load(
  { db, viewer }: Pick<ServerContext, "db" | "viewer">,
  resolved: readonly Resolved[],
  now: number,
): Promise<Loaded> {
  const { tenantId } = viewer;
  const ids = [...new Set(resolved.flatMap(({ id }) => id ?? []))];
  const instances = [...new Set(resolved.flatMap(({ instance }) => instance ?? []))];
  if (ids.length === 0 || instances.length === 0) {
    return { users: new Map(), records: new Map(), privilegesOf: () => new Map() };
  }
  const people = await loadFacts(db.read, tenantId, ids, instances, now);
  const known = new Set(people.map(({ userId }) => userId));
  const ownerless = await loadRecordFacts(
    db.read,
    tenantId,
    ids.filter((id) => !known.has(id)),
    instances,
  );
  const asksForPrivileges = resolved.some(({ question }) => question.action.kind === "privilege");
  return {
    users: new Map(people.map((one) => [keyOf(one.userId, one.instance.id), one])),
    records: new Map(ownerless.map((one) => [keyOf(one.record.id, one.instance.id), one])),
    privilegesOf: asksForPrivileges ? await privilegesOf(db.read, tenantId, people) : () => new Map(),
  };
}

/** What people may do by all their roles, those of their teams among them; two statements. crm.md R066, R072 */
async function privilegesOf(
  db: ServerContext["db"]["read"],
  tenantId: string,
  people: readonly UserInInstance[],
): Promise<Loaded["privilegesOf"]> {
  const throughTeams = await teamHeldRolesOf(
    db,
    tenantId,
    people.map(({ userId }) => userId),
  );
  const rolesOf = (one: UserInInstance): readonly TeamHeldRole[] => [
    ...one.roles,
    ...throughTeams(one.userId, one.instance.id),
  ];
  const privileges = await findPrivileges(db, tenantId, people.flatMap(rolesOf));
  return (one) => effectivePrivileges(rolesOf(one).flatMap(({ rootId }) => privileges.get(rootId) ?? []));
}

function answer({ question, instance, id }: Resolved, loaded: Loaded): Evaluation {
  const { subject, action } = question;
  if (instance === undefined) return unknown("UNKNOWN_INSTANCE");
  const key = keyOf(id ?? "", instance.id);
  const one = loaded.users.get(key);
  if (one !== undefined && (one.facts.kind === "application") === (subject.type === "application")) {
    const direct = one.roles.filter(({ source }) => source === "direct");
    const privileges = action.kind === "privilege" ? loaded.privilegesOf(one) : new Map();
    return evaluate(
      { facts: one.facts, hasDefaultRolesOnly: direct.every(({ isManaged }) => isManaged), privileges },
      action,
    );
  }
  const record = loaded.records.get(key);
  if (record === undefined || subject.type !== "user") return unknown("UNKNOWN_SUBJECT");
  return evaluate({ facts: record.facts, hasDefaultRolesOnly: true, privileges: new Map() }, action);
}

function keyOf(id: string, instanceId: string): string {
  return `${id} ${instanceId}`;
}
