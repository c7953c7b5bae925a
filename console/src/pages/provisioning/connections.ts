import { useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";

/** A provisioning client of the tenant. */
export type Connection = components["schemas"]["Connection"];

/** What a connection did: the client it seems to be, its requests of a day. */
export type Activity = components["schemas"]["Overview"]["connections"][number];

/** Reads all connections. */
export function useConnections() {
  return useQuery({
    queryKey: ["connections"],
    queryFn: () => body(api.GET("/admin/v1/connections")),
  });
}

/** Reads what the connections did, by name. */
export function useActivity() {
  return useQuery({
    queryKey: ["overview"],
    queryFn: () => body(api.GET("/admin/v1/reports/overview")),
    select: ({ connections }) => new Map(connections.map((one) => [one.name, one])),
  });
}

/** Where providers reach the server. */
export function useAddresses() {
  return useQuery({
    queryKey: ["me"],
    queryFn: () => body(api.GET("/admin/v1/me")),
    select: ({ features }) => features,
    staleTime: Infinity,
  });
}

/** How long a new token may live, in days. */
export const TOKEN_LIFETIMES = [90, 180, 365, 730];

/** Makes a token of a connection, for provisioning, and returns its secret. */
export async function makeToken(connection: string, name: string, days: number): Promise<string> {
  const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
  const token = { name, connection, scopes: ["scim" as const], expiresAt };
  const made = await body(api.POST("/admin/v1/tokens", { body: token }));
  if (!("secret" in made)) throw new Error("The server made no token.");
  return made.secret;
}
