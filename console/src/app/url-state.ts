import { useNavigate, useRouterState } from "@tanstack/react-router";

/** The parameters of the address: `{ view: "blocked", q: "ada" }`. */
export type UrlState = Readonly<Record<string, string | undefined>>;

/** Reads a query string; every parameter is text. */
export function parseUrlState(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes a query string without empty parameters. */
export function printUrlState(state: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(state).filter(([, value]) => typeof value === "string" && value !== "");
  const text = new URLSearchParams(given as [string, string][]).toString();
  return text === "" ? "" : `?${text}`;
}

/**
 * Returns the state that a page keeps in its address, and the function that changes parts of it.
 * @returns `[state, change]`: `change({ q: "ada", cursor: undefined })` leaves the other parameters as they are; with
 *   `replace`, Back does not return to what was before
 */
export function useUrlState(): [UrlState, (changes: UrlState, options?: { replace?: boolean }) => void] {
  const state = useRouterState({ select: ({ location }) => location.search as UrlState });
  const navigate = useNavigate();
  const change = (changes: UrlState, { replace = false } = {}): void => {
    void navigate({
      to: ".",
      search: (before: UrlState) => ({ ...before, ...changes }),
      state: true,
      replace,
    });
  };
  return [state, change];
}
