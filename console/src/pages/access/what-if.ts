import type { Operation } from "../../api/preview-operations";

/** What a change needs to know. */
export type Choice = "instance" | "group" | "sku" | "role" | "at";

/** The changes whose effect can be looked at, and what each needs to know. */
export const CHANGES = {
  guard: { label: "another group guards an instance", asks: ["instance", "group"] },
  unguarded: { label: "no group guards an instance", asks: ["instance"] },
  opens: { label: "a license opens an instance, too", asks: ["sku", "instance"] },
  closes: { label: "a license no longer opens an instance", asks: ["sku", "instance"] },
  group: { label: "a group is deleted", asks: ["group"] },
  role: { label: "a security role is deleted", asks: ["instance", "role"] },
  time: { label: "only time goes by", asks: ["at"] },
} as const satisfies Readonly<Record<string, { label: string; asks: readonly Choice[] }>>;

/** One of them. */
export type ChangeKind = keyof typeof CHANGES;

/**
 * Returns the requests of a change, as a preview takes them; none for what time does alone.
 * @param opened - the ids of the instances that the license opens now
 */
export function operationsOf(
  kind: ChangeKind,
  { instance = "", group = "", sku = "", role = "" }: Readonly<Partial<Record<Choice, string | undefined>>>,
  opened: readonly string[] = [],
): Operation[] {
  const others = opened.filter((id) => id !== instance);
  switch (kind) {
    case "guard":
      return [{ method: "PUT", path: `/instances/${instance}/guard`, body: { groupId: group } }];
    case "unguarded":
      return [{ method: "DELETE", path: `/instances/${instance}/guard` }];
    case "opens":
      return [{ method: "PATCH", path: `/licenses/${sku}`, body: { instances: [...others, instance] } }];
    case "closes":
      return [{ method: "PATCH", path: `/licenses/${sku}`, body: { instances: others } }];
    case "group":
      return [{ method: "DELETE", path: `/groups/${group}` }];
    case "role":
      return [{ method: "DELETE", path: `/instances/${instance}/security-roles/${role}` }];
    case "time":
      return [];
  }
}
