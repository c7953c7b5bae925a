import { setActive, toPatch } from "../../../scripts/demo/entra.js";
import { BULK_REQUEST } from "../../support/bulk.js";
import { CORE_GROUP, CRM_GROUP, CRM_USER } from "../../support/scim-client.js";
import type { ProviderRequest, Scene } from "./accidents.js";

/** Chooses one of some values. */
export type Pick = <T>(values: readonly T[]) => T;

const patch = (path: string, op: string, attribute: string, value: unknown): ProviderRequest => ({
  method: "PATCH",
  path,
  body: toPatch({ op, path: attribute, value }),
});

/** What a provider may take from some of the people at once. */
export function randomAccident(
  { people, guard, licenses, team }: Scene,
  pick: Pick,
): readonly ProviderRequest[] {
  const some = people.filter(() => pick([true, true, false]));
  const group = pick([guard, licenses, team]);
  const members = some.map((value) => ({ value }));
  const steps = some.map((id) => pick(takings(id)));
  const by = pick([undefined, "second" as const]);
  const requests = pick<() => readonly ProviderRequest[]>([
    () => steps,
    () => [toBulk(steps)],
    () => [patch(`/Groups/${group}`, "replace", "members", members.slice(0, 2))],
    () => [patch(`/Groups/${group}`, "Remove", "members", members)],
    () => [
      patch(
        `/Groups/${licenses}`,
        "replace",
        `${CRM_GROUP}:licenses`,
        pick([[], [{ skuPartNumber: "OTHER" }]]),
      ),
    ],
    () => [
      { method: "PUT", path: `/Groups/${team}`, body: { schemas: [CORE_GROUP], displayName: "T", members } },
    ],
    () => [{ method: "DELETE", path: `/Groups/${pick([licenses, team])}` }],
  ])();
  return requests.map((request) => (by === undefined ? request : { ...request, by }));
}

/** What ends one person's access, to one instance or to both. */
function takings(id: string): readonly ProviderRequest[] {
  const path = `/Users/${id}`;
  return [
    { method: "DELETE", path },
    { method: "PATCH", path, body: toPatch(setActive(false)) },
    patch(path, "replace", `${CRM_USER}:licenseSkus`, "none"),
    patch(path, "replace", "title", "Dr"),
  ];
}

function toBulk(requests: readonly ProviderRequest[]): ProviderRequest {
  const Operations = requests.map(({ method, path, body }) => ({
    method,
    path,
    ...(body && { data: body }),
  }));
  return { method: "POST", path: "/Bulk", body: { schemas: [BULK_REQUEST], Operations } };
}
