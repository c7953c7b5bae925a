import { connId, evolveum, exclamation, unboundId } from "./java.js";
import { littleAuth, mitodl, pelotech, scimSdk } from "./keycloak.js";
import type { Product } from "./product.js";
import { canaille, scim2Tester } from "./scim2-client.js";
import {
  authentik,
  authentik2023,
  idpScimSync,
  nextcloud,
  pocketId,
  ssosync,
  wso2,
} from "./synchronizers.js";

/** Products whose requests were seen or whose source was read, each on the connection that its preset makes. */
export const PRODUCTS: readonly Product[] = [
  canaille,
  scim2Tester,
  unboundId,
  scimSdk,
  pelotech,
  mitodl,
  littleAuth,
  pocketId,
  idpScimSync,
  ssosync,
  authentik,
  authentik2023,
  nextcloud,
  wso2,
  exclamation,
  evolveum,
  connId,
];

/** Presets that are held by recorded transcripts: whose names begin so, for each preset. */
export const RECORDED: Readonly<Record<string, string>> = {
  entra: "entra",
  okta: "okta",
  onelogin: "onelogin",
  jumpcloud: "jumpcloud",
  ping: "ping",
  authentik: "authentik",
  pocketid: "pocketid",
  keycloak: "keycloak",
};
