import type { DecisionPoint } from "./authzen/harness.js";
import { type Json, send } from "./wire.js";

/** How the connection under judgement treats its client: `strict` follows the interoperability profile. */
export type Mode = "tolerant" | "strict";

/** Where a server is and what opens it. */
export interface Access {
  /** The SCIM root without a trailing slash: `https://host/scim/v2`. */
  readonly baseUrl: string;
  readonly token: string;
}

/** What a transcript wants of its connection, by the keys of `precondition.config`. */
export type Setup = Readonly<Record<string, unknown>>;

/** An empty tenant, with what else a transcript refers to: `{{tokenEndpoint}}`. */
export interface Fresh extends Access {
  readonly variables?: Readonly<Record<string, string>>;
}

/** The server that is judged. */
export interface Target extends Access {
  readonly mode: Mode;
  /**
   * Makes an empty tenant with a connection of this mode, set up as asked; undefined where the judge cannot, which
   * is so for servers it was not made for.
   * @returns a text that says which part of the set-up the server does not offer
   */
  readonly fresh?: ((setup: Setup) => Promise<Fresh | string>) | undefined;
  /** Makes another connection to the tenant under judgement. */
  readonly peer?: (() => Promise<Access>) | undefined;
  /** Makes a decision point with the fixture of AuthZEN's certification scenario. */
  readonly decisionPoint?: (() => Promise<DecisionPoint>) | undefined;
  /** Makes a token that is bound to a user of the tenant under judgement, for `/Me`. */
  readonly tokenOf?: ((userId: string) => Promise<Access>) | undefined;
}

/** What a server says of itself; an object without members where it says nothing. */
export interface Discovery {
  readonly config: Json;
  readonly resourceTypes: readonly Json[];
  readonly schemas: readonly Json[];
}

/** What a server offers beyond the minimum, and says so. */
export type Feature = "bulk" | "sort" | "etag" | "cursor" | "groups" | "enterprise";

/** Reads the three endpoints that describe a server. */
export async function discover({ baseUrl, token }: Access): Promise<Discovery> {
  const read = async (path: string): Promise<Json> => {
    const headers = { Authorization: `Bearer ${token}`, Accept: "application/scim+json" };
    const answer = await send({ method: "GET", url: `${baseUrl}${path}`, headers });
    return (answer.status === 200 ? answer.body : undefined) ?? {};
  };
  const listOf = (body: Json): readonly Json[] => (Array.isArray(body.Resources) ? body.Resources : []);
  return {
    config: await read("/ServiceProviderConfig"),
    resourceTypes: listOf(await read("/ResourceTypes")),
    schemas: listOf(await read("/Schemas")),
  };
}

/** Whether a server says that it offers something. */
export function offers({ config, resourceTypes }: Discovery, feature: Feature): boolean {
  switch (feature) {
    case "bulk":
    case "sort":
    case "etag":
      return config[feature]?.supported === true;
    case "cursor":
      return config.pagination?.cursor === true;
    case "groups":
      return resourceTypes.some((type) => type?.name === "Group");
    case "enterprise":
      return JSON.stringify(resourceTypes).includes("schemas:extension:enterprise:2.0:User");
  }
}
