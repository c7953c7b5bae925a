import type { Fresh } from "../../conformance/target.js";
import type { ScimClient } from "./scim-client.js";

/** The tenant of a client as the judge of transcripts knows it. */
export function tenantOf({ url, token }: ScimClient): Fresh {
  return { baseUrl: `${url}/scim/v2`, token, variables: { tokenEndpoint: `${url}/oauth/token` } };
}
