import { Type } from "@sinclair/typebox";
import { FINDING_CODES, type FindingCode } from "../../../use-cases/operations/finding-codes.js";
import type { Finding } from "../../../use-cases/operations/health-finding.js";
import { choice, type Shown, text } from "../../json-schema.js";
import { timeJson, toTime } from "../../times.js";

/** Where a finding leads. Texts in braces are names of its facts. */
interface FindingLink {
  /** What it is about: the type, and the facts with its id and name. */
  readonly subject?: readonly [type: string, id: string, name: string];
  /** The page of the console, below its root. */
  readonly page: string;
  /** The operation that remedies it, if one does. */
  readonly operationId?: string;
  /** The parameters of the operation, and the facts with their values. */
  readonly params?: Readonly<Record<string, string>>;
}

const INSTANCE = ["Instance", "instanceId", "instance"] as const;
const POOL = {
  subject: ["Sku", "skuId", "partNumber"],
  page: "licenses/{skuId}/seats",
  operationId: "buySeats",
  params: { sku: "skuId" },
} as const;
const CREDENTIALS = "provisioning/connections/{connection}/credentials";
const GUARD = {
  subject: INSTANCE,
  page: "instances/{instanceId}/guard",
  operationId: "setGuard",
  params: { instance: "instanceId" },
} as const;

/** Where each finding leads. */
const LINKS: Readonly<Record<FindingCode, FindingLink>> = {
  SINGLE_GLOBAL_ADMIN: { page: "users/administrators" },
  NO_GLOBAL_ADMIN: { page: "users/administrators" },
  SYNC_PARKED: {
    subject: INSTANCE,
    page: "sync?state=parked&instance={instanceId}",
    operationId: "retrySyncTasks",
    params: { instance: "instanceId" },
  },
  MAILS_GIVEN_UP: { page: "settings/mail" },
  TOKEN_ENDS_SOON: { subject: ["Token", "id", "name"], page: CREDENTIALS },
  CLIENT_SECRET_ENDS_SOON: { subject: ["ClientSecret", "id", "name"], page: CREDENTIALS },
  CONNECTION_SILENT: {
    subject: ["Connection", "connectionId", "connection"],
    page: "provisioning/connections/{connection}",
  },
  CHANGES_HELD: {
    subject: ["Connection", "connectionId", "connection"],
    page: "provisioning/connections/{connection}",
    operationId: "releaseHold",
    params: { id: "hold" },
  },
  POOL_EXHAUSTED: POOL,
  POOL_NEARLY_EXHAUSTED: POOL,
  PEOPLE_WAIT_FOR_SEAT: POOL,
  INVITATION_REQUIRED: {
    subject: INSTANCE,
    page: "users?instance={instanceId}&reason=INVITATION_REQUIRED",
    operationId: "inviteUsers",
  },
  GUARD_MISSING: GUARD,
  GUARD_EMPTY: GUARD,
  NO_SYSTEM_ADMINISTRATOR: { subject: INSTANCE, page: "instances/{instanceId}/users" },
  USERS_WITHOUT_ROLE: {
    subject: INSTANCE,
    page: "users?instance={instanceId}&reason=NO_SECURITY_ROLE",
  },
  TEAM_GROUP_MISSING: {
    subject: ["Team", "teamId", "team"],
    page: "instances/{instanceId}/teams",
    operationId: "removeTeam",
    params: { instance: "instanceId", team: "teamId" },
  },
  WORKFLOW_FAILED: {
    subject: ["User", "userId", "userId"],
    page: "sync/workflows",
    operationId: "resumeWorkflow",
    params: { id: "workflow" },
  },
};

/** The operations to which findings lead. */
export const LINKED_OPERATIONS = Object.values(LINKS).flatMap(({ operationId }) => operationId ?? []);

/** The schema of a finding. */
export const findingSchema = Type.Object(
  {
    code: choice(Object.keys(FINDING_CODES), { type: "string" }),
    severity: choice(["info", "warning", "error"], { type: "string" }),
    detail: Type.String({ description: "What was found." }),
    nextStep: Type.String({ description: "The next step." }),
    since: Type.Optional({ ...timeJson, description: "Since when it is so, where that is known." }),
    facts: Type.Optional(
      Type.Record(text, Type.Union([text, Type.Integer()]), {
        description: "Ids, counts and names that it is about.",
      }),
    ),
    subject: Type.Optional(
      Type.Object({ type: text, id: text, name: text }, { description: "What it is about." }),
    ),
    action: Type.Object(
      {
        page: Type.String({ description: "The page of the console, below `/console/`." }),
        operationId: Type.Optional(Type.String({ description: "The operation that remedies it." })),
        params: Type.Optional(
          Type.Record(text, text, { description: "The parameters of the operation that are known." }),
        ),
      },
      { description: "Where to remedy it." },
    ),
  },
  { title: "Finding" },
);

/** Returns a finding as it is answered. */
export function showFinding({ since, facts = {}, ...rest }: Finding): Shown<typeof findingSchema> {
  const { subject, page, operationId, params } = LINKS[rest.code];
  const fact = (name: string): string => String(facts[name] ?? "");
  return {
    ...rest,
    since: toTime(since),
    facts,
    subject: subject && { type: subject[0], id: fact(subject[1]), name: fact(subject[2]) },
    action: {
      page: page.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(fact(name))),
      operationId,
      params: params && Object.fromEntries(Object.entries(params).map(([name, of]) => [name, fact(of)])),
    },
  };
}
