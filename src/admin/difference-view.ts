import { Type } from "@sinclair/typebox";
import { REASON_ORDER } from "../access/reasons.js";
import type { AccessDifference, PersonDifference } from "../crm/difference/difference.js";
import { choice, count, type Shown, text } from "./json-schema.js";
import { toPersonCursor } from "./preview-query.js";

const reasons = Type.Array(choice(REASON_ORDER));

const sideSchema = Type.Object({
  features: choice(["full", "readOnly", "settingsOnly", "apiOnly", "none"]),
  accessMode: choice(["readWrite", "read", "administrative", "nonInteractive"]),
  reasons,
});

const reasonCounts = Type.Record(Type.String(), Type.Integer(), {
  description: "The number of users by reason.",
});

const personSchema = Type.Object(
  {
    id: text,
    userName: Type.Optional(text),
    displayName: Type.Optional(text),
    instance: Type.Object({ id: text, name: text }),
    change: choice(["loses", "gains", "changes"]),
    before: sideSchema,
    after: sideSchema,
    rolesAdded: Type.Array(text),
    rolesRemoved: Type.Array(text),
    record: Type.Optional(choice(["created", "enabled", "disabled", "changed"])),
    causedBy: Type.Optional(Type.String({ description: "The id of the audit entry of the change." })),
  },
  { title: "PersonDifference" },
);

/** The difference between two states of access. */
export const differenceSchema = Type.Object(
  {
    loses: { ...count, description: "Users whose access to an instance ends, once for each instance." },
    gains: { ...count, description: "Users who get access." },
    changes: { ...count, description: "Users whose access changes in another way: reasons, mode, roles." },
    instances: Type.Array(
      Type.Object({
        id: text,
        name: text,
        before: { ...count, description: "The users concerned who have access before." },
        after: { ...count, description: "The users concerned who have access after." },
        loses: count,
        gains: count,
        changes: count,
        reasonsAdded: reasonCounts,
        reasonsRemoved: reasonCounts,
      }),
    ),
    seats: Type.Array(
      Type.Object({
        skuId: text,
        partNumber: text,
        availableBefore: Type.Integer(),
        availableAfter: Type.Integer(),
        assigned: { ...count, description: "Users who get a seat." },
        released: { ...count, description: "Users who lose theirs." },
        served: { ...count, description: "Users who have waited and get one." },
        waiting: { ...count, description: "Users who begin to wait." },
      }),
    ),
    roles: Type.Array(Type.Object({ instance: text, role: text, added: count, removed: count })),
    records: Type.Object({ created: count, enabled: count, disabled: count, changed: count }),
    mails: Type.Record(Type.String(), Type.Integer(), { description: "The number of mails by kind." }),
    value: Type.Array(personSchema, { description: "A page of the users, those who lose access first." }),
    nextCursor: Type.Optional(
      Type.String({ description: "Send it as `cursor` to get the next page; absent on the last one." }),
    ),
  },
  { title: "AccessDifference" },
);

/** The answer of a preview. */
export const previewSchema = Type.Object(
  {
    ...differenceSchema.properties,
    confirm: Type.Optional(
      Type.String({ description: "Present if the request needs it as `confirm`, because of the brake." }),
    ),
  },
  { title: "Preview" },
);

/** Returns true for a difference that an error carries. */
export function isDifference(value: unknown): value is AccessDifference {
  return typeof value === "object" && value !== null && "people" in value && "instances" in value;
}

/** Returns a difference as it is answered. */
export function showDifference({ people, next, ...rest }: AccessDifference): Shown<typeof differenceSchema> {
  const { loses, gains, changes, instances, seats, roles, records, mails } = rest;
  return {
    loses,
    gains,
    changes,
    instances: instances.map((instance) => ({
      ...instance,
      reasonsAdded: definedCounts(instance.reasonsAdded),
      reasonsRemoved: definedCounts(instance.reasonsRemoved),
    })),
    seats,
    roles,
    records,
    mails,
    value: people.map(showPerson),
    ...(next !== undefined && { nextCursor: toPersonCursor(next) }),
  };
}

function definedCounts(counts: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).filter((pair): pair is [string, number] => pair[1] !== undefined),
  );
}

function showPerson({
  userId,
  instanceId,
  instance,
  turn,
  before,
  after,
  causeEntry,
  ...rest
}: PersonDifference) {
  return {
    ...rest,
    id: userId,
    instance: { id: instanceId, name: instance },
    change: turn,
    before: showSide(before),
    after: showSide(after),
    causedBy: causeEntry,
  };
}

function showSide({ features, mode, reasons: codes }: PersonDifference["before"]) {
  return { features, accessMode: mode, reasons: codes };
}
