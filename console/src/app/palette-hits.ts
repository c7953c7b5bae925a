import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, body } from "../api/client";
import { useHasPage } from "./has-page";
import { useAreas } from "./navigation";
import { useMay } from "./session";

/** Something that the palette leads to. */
export interface Hit {
  readonly label: string;
  /** What it is: "User". */
  readonly kind: string;
  readonly to: string;
}

/** How long the palette waits for another key before it asks the server, in milliseconds. */
const PAUSE = 120;

/** The most hits of one kind. */
const LIMIT = 6;

/** Returns what a text finds: pages, users, groups; with "why" before a name, the page that says why not. */
export function useHits(text: string): { readonly hits: readonly Hit[]; readonly isBusy: boolean } {
  const hasPage = useHasPage();
  const pages = usePages(text);
  const [, why, words = ""] = /^(why\s+)?(.*)$/i.exec(useSettled(text.trim())) ?? [];
  const { data = [], isFetching } = useQuery({
    queryKey: ["palette", why !== undefined, words],
    queryFn: () => findResources(words, why !== undefined),
    enabled: useMay("read") && words.length > 1,
    placeholderData: keepPreviousData,
  });
  const found = words.length > 1 ? data.filter(({ to }) => hasPage(to)) : [];
  return { hits: [...pages, ...found], isBusy: isFetching };
}

async function findResources(q: string, isWhy: boolean): Promise<readonly Hit[]> {
  const query = { params: { query: { q, limit: LIMIT } } };
  const [users, groups] = await Promise.all([
    body(api.GET("/admin/v1/users", query)),
    isWhy ? undefined : body(api.GET("/admin/v1/groups", query)),
  ]);
  return [
    ...users.value.map((user) => {
      const { id, userName, displayName = userName } = user;
      const label = displayName === userName ? userName : `${displayName} (${userName})`;
      return isWhy
        ? {
            label: `Why can't ${displayName} sign in?`,
            kind: "Access",
            to: `/access?user=${encodeURIComponent(id)}`,
          }
        : { label, kind: "User", to: `/users/${id}/account` };
    }),
    ...(groups?.value ?? []).map(({ id, displayName }) => {
      return { label: displayName, kind: "Group", to: `/groups/${id}/members` };
    }),
  ];
}

/** Returns the pages whose names contain every word. */
function usePages(text: string): readonly Hit[] {
  const words = text.toLowerCase().split(/\s+/);
  const places = useAreas().flatMap((area) => [area, ...(area.places ?? [])]);
  const byPath = new Map(places.map(({ label, to }) => [to, { label, kind: "Page", to }]));
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
