import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, body } from "../api/client";
import type { components } from "../api/schema";
import { useHasPage } from "./has-page";
import { type Place, useAreas } from "./navigation";
import { useMay, useSession } from "./session";

/** Something that the palette leads to. */
export interface Hit {
  readonly label: string;
  /** What it is: "User". */
  readonly kind: string;
  readonly to: string;
}

type Found = components["schemas"]["SearchHit"];

/** How long the palette waits for another key before it asks the server, in milliseconds. */
const PAUSE = 120;

/** The most places that are remembered. */
const MAX_RECENT = 5;

/** What was opened last. In memory alone: names of people are not kept in the browser. */
let recent: readonly Hit[] = [];

/** Remembers what was opened, for the next time. */
export function remember(hit: Hit): void {
  recent = [hit, ...recent.filter(({ to }) => to !== hit.to)].slice(0, MAX_RECENT);
}

/** What one does rather than sees. */
const DEEDS: readonly Place[] = [
  { label: "Add a user", to: "/users/new", action: "manageUsers" },
  { label: "Connect a provider", to: "/provisioning/connect", action: "manageServer" },
];

/**
 * Returns what a text finds: pages, deeds, and what the server finds; with "why" before a name, the page that says why
 * that person cannot sign in. Without a text, what was opened last and the pages.
 */
export function useHits(text: string): { readonly hits: readonly Hit[]; readonly isBusy: boolean } {
  const hasPage = useHasPage();
  const places = usePlaces(text);
  const [, why, words = ""] = /^(why\s+)?(.*)$/i.exec(useSettled(text.trim())) ?? [];
  const { data = [], isFetching } = useQuery({
    queryKey: ["palette", why !== undefined, words],
    queryFn: () => search(words, why !== undefined),
    enabled: useMay("read") && words.length > 1,
    placeholderData: keepPreviousData,
  });
  if (text.trim() === "") return { hits: [...recent, ...places], isBusy: false };
  const found = words.length > 1 ? data.filter(({ to }) => hasPage(to)) : [];
  return { hits: [...places, ...found], isBusy: isFetching };
}

async function search(q: string, isWhy: boolean): Promise<readonly Hit[]> {
  const query = { q, ...(isWhy && { types: "user" }) };
  const { value } = await body(api.GET("/admin/v1/search", { params: { query } }));
  return value.map((found) =>
    isWhy ? whyHit(found) : { label: labelOf(found), ...TARGETS[found.type](found) },
  );
}

function whyHit({ id, name }: Found): Hit {
  return {
    label: `Why can't ${name} sign in?`,
    kind: "Access",
    to: `/access?user=${encodeURIComponent(id)}`,
  };
}

/** The name, with what tells it from others. */
function labelOf({ type, name, detail = name }: Found): string {
  return detail === name || type === "setting" ? name : `${name} (${detail})`;
}

/** Where each type of hit leads to, and what it is called. */
const TARGETS: Readonly<Record<Found["type"], (found: Found) => Omit<Hit, "label">>> = {
  user: ({ id }) => ({ kind: "User", to: `/users/${id}/account` }),
  group: ({ id }) => ({ kind: "Group", to: `/groups/${id}/members` }),
  license: ({ id }) => ({ kind: "License", to: `/licenses/${id}` }),
  instance: ({ id }) => ({ kind: "Instance", to: `/instances/${encodeURIComponent(id)}` }),
  securityRole: ({ id, detail = "" }) => ({
    kind: "Security role",
    to: `/instances/${encodeURIComponent(detail)}/roles?role=${id}`,
  }),
  connection: ({ id }) => ({ kind: "Connection", to: `/provisioning/connections/${encodeURIComponent(id)}` }),
  setting: ({ id }) => ({ kind: "Setting", to: `/settings?q=${encodeURIComponent(id)}` }),
  request: ({ id }) => ({ kind: "Request", to: `/provisioning/log?requestId=${encodeURIComponent(id)}` }),
};

/** Returns the pages and deeds whose names contain every word. */
function usePlaces(text: string): readonly Hit[] {
  const { actions } = useSession();
  const words = text.toLowerCase().split(/\s+/);
  const pages = useAreas().flatMap((area) => [area, ...(area.places ?? [])]);
  const deeds = DEEDS.filter(({ action }) => action === undefined || actions.includes(action));
  const hitsOf = (places: readonly Place[], kind: string) =>
    places.map(({ label, to }): readonly [string, Hit] => [to, { label, kind, to }]);
  const byPath = new Map([...hitsOf(pages, "Page"), ...hitsOf(deeds, "Action")]);
  return [...byPath.values()].filter(({ label }) =>
    words.every((word) => label.toLowerCase().includes(word)),
  );
}

/** Returns a text once it has stayed the same for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
