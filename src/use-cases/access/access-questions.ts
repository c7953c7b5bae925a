import { type Instance, listInstances } from "../../access/instances.js";
import { effectivePrivileges, type Privileges } from "../../access/privileges.js";
import { findPrivileges } from "../../access/role-privileges.js";
import { type TeamHeldRole, teamHeldRolesOf } from "../../access/team-held-roles.js";
import {
  askedAs,
  type Evaluation,
  evaluate,
  unknown,
  type WantedAction,
} from "../../crm/decision/evaluation.js";
import { loadFacts, type UserInInstance } from "../../crm/decision/load-facts.js";
import { loadRecordFacts, type OwnerlessRecord } from "../../crm/records/record-facts.js";
import { findUnownedRecords, nameKeyOf } from "../../crm/records/stubs.js";
import type { Db } from "../../db/connect.js";
import { UUID } from "../../db/new-id.js";
import { findSubjects } from "../../directory/users/find-by-name.js";
import type { ServerContext } from "../../effects/context.js";
import { fold } from "../../schema/fold.js";

/** The subject of a question. */
export interface SubjectRef {
  readonly type: "user" | "application";
  /** The id or userName of the user, the id of an unowned record, or the id of the application. */
  readonly id?: string | undefined;
  readonly userName?: string | undefined;
}

/** A question whether a subject may do something in an instance. */
export interface AccessQuestion {
  readonly subject: SubjectRef;
  readonly action: WantedAction;
  /** Id or name. */
  readonly instance: string;
  /** The moment of the past that it is about, in UTC milliseconds; undefined for now. */
  readonly at?: number | undefined;
}

/** The data from which the questions of a request are answered. */
interface Loaded {
  readonly users: ReadonlyMap<string, UserInInstance>;
  readonly records: ReadonlyMap<string, OwnerlessRecord>;
  privilegesOf(one: UserInInstance): Privileges;
}

/** A question with its instance and subject, if found. */
export interface Resolved {
  readonly question: AccessQuestion;
  readonly instance: Instance | undefined;
  readonly id: string | undefined;
}

/** The answer to a question, and whom and what it is about, where they are known. */
export interface Answer {
  readonly evaluation: Evaluation;
  readonly instance: Instance | undefined;
  /** The id of the user, or of a record without one. */
  readonly id: string | undefined;
  /** Undefined if the subject is unknown or has no user. */
  readonly found: UserInInstance | undefined;
}

/** What is needed to answer questions: the database, the tenant and the time. */
export type QuestionContext = Pick<ServerContext, "db" | "viewer" | "now">;

/**
 * Answers any number of questions about access with a constant number of statements, and changes nothing. Lost access
 * counts at once, gained access after synchronization. A6
 */
export async function answerQuestions(
  ctx: QuestionContext,
  questions: readonly AccessQuestion[],
): Promise<readonly Answer[]> {
  const resolved = await resolveQuestions(ctx, questions);
  const loaded = await load(ctx, resolved, ctx.now());
  const applications = await applicationsAskedAsUsers(ctx, resolved, loaded);
  return resolved.map((one) => ({
    evaluation: applications.has(one.question) ? askedAs("user") : answer(one, loaded),
    instance: one.instance,
    id: one.id,
    found: loaded.users.get(keyOf(one.id ?? "", one.instance?.id ?? "")),
  }));
}

/** Finds the instances and subjects of questions. */
export async function resolveQuestions(
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
    userNames: subjects.flatMap((subject) => nameOf(subject) ?? []),
    applicationIds: subjects.flatMap(({ type, id }) =>
      type === "application" && id !== undefined ? [id] : [],
    ),
  });
  const idOf = (subject: SubjectRef): string | undefined => {
    const { type, id } = subject;
    const byApplication = type === "application" && id !== undefined ? ids.byApplicationId(id) : undefined;
    if (byApplication !== undefined) return byApplication;
    const name = nameOf(subject);
    return name === undefined ? id : ids.byUserName(name);
  };
  const strangers = subjects.filter((subject) => idOf(subject) === undefined);
  const nobodyOf = await nobodysByName(
    db.read,
    tenantId,
    strangers.flatMap((subject) => nameOf(subject) ?? []),
  );
  return questions.map((question) => {
    const instance = instances.get(question.instance) ?? instances.get(fold(question.instance));
    const id = idOf(question.subject) ?? nobodyOf(nameOf(question.subject), instance?.id);
    return { question, instance, id };
  });
}

/** Returns the userName if a text is not one of Usher's ids. */
function nameOf({ id, userName }: SubjectRef): string | undefined {
  if (id === undefined) return userName;
  return UUID.test(id) ? undefined : id;
}

/** Finds the ids of unowned records by name and instance. */
async function nobodysByName(
  db: Db,
  tenantId: string,
  names: readonly string[],
): Promise<(name: string | undefined, instanceId: string | undefined) => string | undefined> {
  const possible = names.filter((name) => !name.includes("\0"));
  const records = await findUnownedRecords(db, tenantId, [...new Set(possible.map(nameKeyOf))]);
  return (name, instanceId) => {
    if (name === undefined || records.length === 0) return undefined;
    const key = nameKeyOf(name);
    return records.find((one) => one.instanceId === instanceId && one.key === key)?.id;
  };
}

/** Finds the questions that name an application's id as a user; no statement if all users are known. */
async function applicationsAskedAsUsers(
  { db, viewer }: Pick<ServerContext, "db" | "viewer">,
  resolved: readonly Resolved[],
  { users, records }: Loaded,
): Promise<ReadonlySet<AccessQuestion>> {
  const unknowns = resolved.filter(({ question, instance, id }) => {
    const key = keyOf(id ?? "", instance?.id ?? "");
    return question.subject.type === "user" && instance !== undefined && !users.has(key) && !records.has(key);
  });
  const idOf = ({ question: { subject } }: Resolved): string => subject.id ?? subject.userName ?? "";
  const applicationIds = unknowns.map(idOf).filter((id) => UUID.test(id.toLowerCase()));
  const ids = await findSubjects(db.read, viewer.tenantId, { userNames: [], applicationIds });
  const found = unknowns.filter((one) => ids.byApplicationId(idOf(one)) !== undefined);
  return new Set(found.map(({ question }) => question));
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

/** Finds the privileges of people from all their roles, team roles included, with two statements. R066, R072 */
export async function privilegesOf(
  db: Db,
  tenantId: string,
  people: readonly UserInInstance[],
): Promise<(one: UserInInstance) => Privileges> {
  const throughTeams = await teamHeldRolesOf(
    db,
    tenantId,
    people.map(({ userId }) => userId),
  );
  const rolesOf = (one: UserInInstance): readonly TeamHeldRole[] => [
    ...one.roles,
    ...(one.kept?.teamRoles ?? throughTeams(one.userId, one.instance.id)),
  ];
  const privileges = await findPrivileges(db, tenantId, people.flatMap(rolesOf));
  return (one) => effectivePrivileges(rolesOf(one).flatMap(({ rootId }) => privileges.get(rootId) ?? []));
}

function answer({ question, instance, id }: Resolved, loaded: Loaded): Evaluation {
  const { subject, action } = question;
  if (instance === undefined) return unknown("UNKNOWN_INSTANCE");
  const key = keyOf(id ?? "", instance.id);
  const one = loaded.users.get(key);
  if (one !== undefined && (one.facts.kind === "application") !== (subject.type === "application")) {
    return askedAs(subject.type);
  }
  if (one !== undefined) {
    const direct = one.roles.filter(({ source }) => source === "direct");
    const privileges = action.kind === "privilege" ? loaded.privilegesOf(one) : new Map();
    return evaluate(
      {
        facts: one.facts,
        instance,
        hasDefaultRolesOnly: direct.every(({ isManaged }) => isManaged),
        privileges,
      },
      action,
    );
  }
  const record = loaded.records.get(key);
  if (record === undefined) return unknown("UNKNOWN_SUBJECT");
  if (subject.type !== "user") return askedAs(subject.type);
  return evaluate({ facts: record.facts, hasDefaultRolesOnly: true, privileges: new Map() }, action);
}

function keyOf(id: string, instanceId: string): string {
  return `${id} ${instanceId}`;
}
