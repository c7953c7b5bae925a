import { type QueryFilters, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { send, setCsrfToken } from "../api/client";
import { codeWords } from "../api/code-words";
import { ApiProblem } from "../api/problem";

/** Somebody who is signed in, as the server describes it. */
export interface Session {
  readonly user: { readonly id: string; readonly userName: string; readonly displayName?: string };
  readonly roles: readonly string[];
  /** What the person may do: the actions of the role matrix, `manageUsers`. */
  readonly actions: readonly string[];
  /** The administrator roles that permit each action. */
  readonly rolesByAction: Readonly<Record<string, readonly string[]>>;
  readonly tenant: string;
  readonly expiresAt: string;
  readonly csrfToken: string;
}

/** What a person types to sign in. */
export interface Credentials {
  readonly userName: string;
  readonly password: string;
  readonly tenant?: string;
}

interface SessionState {
  /** Undefined while nobody is signed in. */
  readonly session: Session | undefined;
  readonly isLoading: boolean;
  /** True when the session has ended while its person still looks at a page. */
  readonly hasEnded: boolean;
  readonly signIn: (credentials: Credentials) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Takes over a session that the server has just started. */
  readonly enter: (session: Session) => void;
}

const SessionContext = createContext<SessionState | undefined>(undefined);
const KEY = ["session"];

/** All queries but that of the session. */
const OTHERS: QueryFilters = { predicate: ({ queryKey }) => queryKey[0] !== KEY[0] };

async function readSession(): Promise<Session | null> {
  try {
    const session = await send<Session>("GET", "/console/session");
    setCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && [401, 404].includes(error.status)) return null;
    throw error;
  }
}

/** Called when the server answers 401, by whichever query met it. */
let onEnd: () => void = () => undefined;

/** Tells that the session has ended: the person signs in again over the page. */
export function reportEnd(error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401) onEnd();
}

/** Reads the session once, and holds it for the pages. */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const { data, isLoading } = useQuery({ queryKey: KEY, queryFn: readSession, staleTime: Infinity });
  const [hasEnded, setHasEnded] = useState(false);
  useEffect(() => {
    onEnd = () => setHasEnded(true);
  }, []);
  const state = useMemo((): SessionState => {
    const enter = (session: Session): void => {
      const other = data?.user.id;
      setCsrfToken(session.csrfToken);
      setHasEnded(false);
      // What another person has read is not shown to this one.
      if (other !== undefined && other !== session.user.id) client.removeQueries(OTHERS);
      client.setQueryData(KEY, session);
      void client.invalidateQueries(OTHERS);
    };
    return {
      session: data ?? undefined,
      isLoading,
      hasEnded,
      enter,
      signIn: async (credentials) => enter(await send<Session>("POST", "/console/session", credentials)),
      signOut: async () => {
        await send("DELETE", "/console/session");
        setCsrfToken("");
        client.setQueryData(KEY, null);
        client.removeQueries(OTHERS);
      },
    };
  }, [client, data, isLoading, hasEnded]);
  return <SessionContext value={state}>{children}</SessionContext>;
}

/** Returns the state of the session; for the shell and the pages of signing in. */
export function useSessionState(): SessionState {
  const state = useContext(SessionContext);
  if (state === undefined) throw new Error("useSessionState is called outside of SessionProvider");
  return state;
}

/** Returns the person who is signed in; pages are shown to nobody else. */
export function useSession(): Session {
  const { session } = useSessionState();
  if (session === undefined) throw new Error("nobody is signed in");
  return session;
}

/** Returns why the person may not do something, "Needs the role User management or Global"; undefined if she may. */
export function useRefusal(action: string): string | undefined {
  const refusalOf = useRefusals();
  return refusalOf(action);
}

/** Returns the function that tells why the person may not do something. */
export function useRefusals(): (action: string) => string | undefined {
  const { actions, rolesByAction } = useSession();
  return (action) =>
    actions.includes(action) ? undefined : `Needs the role ${rolesInWords(rolesByAction[action] ?? [])}`;
}

/** Returns roles as a choice: "Billing or Global". The role that may do everything comes last. */
function rolesInWords(roles: readonly string[]): string {
  return roles.toReversed().map(codeWords).join(" or ");
}

/** Returns whether the person may do something: `useMay("manageUsers")`. */
export function useMay(action: string): boolean {
  return useSession().actions.includes(action);
}
