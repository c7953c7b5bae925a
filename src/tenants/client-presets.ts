import { CLIENT_NAMES, type ClientName } from "./client-names.js";
import type { Connection, ConnectionOptions } from "./connection.js";

/** The settings for connections of one product; omitted ones follow the mode. */
export interface ClientPreset {
  /** The product's name as its vendor writes it. */
  readonly product: string;
  readonly mode: Connection["mode"];
  readonly visibility: Connection["visibility"];
  readonly options: Partial<ConnectionOptions>;
  /** Why the product needs these settings. */
  readonly reason: string;
  /** The guide in `docs/idp/`. */
  readonly guide: string;
}

/** The usual settings: tolerant, and all connections see all resources. */
const USUAL = { mode: "tolerant", visibility: "all", options: {} } as const;

/** What each product needs, taken from its requests or its source. `conformance/suites/products.ts` */
export const CLIENT_PRESETS: Readonly<Record<ClientName, ClientPreset>> = {
  entra: {
    ...USUAL,
    product: "Microsoft Entra ID",
    options: { answerPatchedGroup: false },
    reason: "expects 204 from PATCH of a group",
    guide: "entra.md",
  },
  okta: {
    ...USUAL,
    product: "Okta",
    options: { catalogs: true },
    reason: "finds what it may assign by `/ResourceTypes`",
    guide: "okta.md",
  },
  onelogin: {
    ...USUAL,
    product: "OneLogin",
    reason: "names schemas of SCIM 1.1, and sends booleans as texts: tolerant",
    guide: "others.md",
  },
  jumpcloud: {
    ...USUAL,
    product: "JumpCloud",
    reason: "removes members by a list in `value`: tolerant",
    guide: "others.md",
  },
  ping: {
    ...USUAL,
    product: "PingFederate, PingOne, UnboundID's SDK",
    options: { pagination: false },
    reason: "versions 3.2 to 4.1 of its SDK refuse `pagination` in `/ServiceProviderConfig`",
    guide: "others.md",
  },
  google: {
    ...USUAL,
    product: "Google Workspace, by idp-scim-sync or ssosync",
    reason: "keeps to the RFC; the preset says what the connection is for",
    guide: "idp-scim-sync.md",
  },
  keycloak: {
    ...USUAL,
    product: "Keycloak with a SCIM plug-in",
    reason: "SCIM-SDK sends booleans as texts and in lists: tolerant",
    guide: "keycloak.md",
  },
  authentik: {
    ...USUAL,
    product: "authentik",
    options: { answerPatchedGroup: true },
    reason: "adds missing members only if the answer has `members`",
    guide: "others.md",
  },
  pocketid: {
    ...USUAL,
    product: "Pocket ID",
    visibility: "own",
    reason: "deletes every user and group that it did not make",
    guide: "others.md",
  },
  canaille: {
    ...USUAL,
    product: "Canaille, and other clients of scim2-client",
    options: { pagination: false, catalogs: false, drafts: false },
    reason:
      "scim2-client refuses members of `/ServiceProviderConfig` that it has no model for, and read-only types",
    guide: "canaille.md",
  },
  midpoint: {
    ...USUAL,
    product: "midPoint, Apache Syncope, and other users of ConnId",
    options: { answerPatchedGroup: true, answerPlainJson: true, pagination: false, catalogs: false },
    reason: "reads the answer to PATCH of a group; its connectors use UnboundID's SDK or typed models",
    guide: "midpoint.md",
  },
  wso2: {
    ...USUAL,
    product: "WSO2 Identity Server",
    options: { answerPatchedGroup: true },
    reason:
      "reads the answer to PATCH of a group; asks with filters without quotes before each change: tolerant",
    guide: "wso2.md",
  },
  nextcloud: {
    ...USUAL,
    product: "Nextcloud scim_client",
    options: { answerPatchedGroup: true },
    reason: "reads the answer to PATCH of a group",
    guide: "nextcloud.md",
  },
  generic: { ...USUAL, product: "any other", reason: "nothing is known of it", guide: "others.md" },
};

/** Returns the presets as the table of `docs/modes.md`. */
export function presetsTable(): string {
  const rows = CLIENT_NAMES.map((name) => {
    const { product, mode, visibility, options, reason, guide } = CLIENT_PRESETS[name];
    const chosen = describeChoices(options);
    return `| \`${name}\` | ${product} | ${mode} | ${visibility} | ${chosen} | ${reason} | [guide](idp/${guide}) |`;
  });
  const head =
    "| `--client` | Product | Mode | Visibility | Options | Because it | |\n|---|---|---|---|---|---|---|";
  return [head, ...rows].join("\n");
}

/** Returns options as text: `` `pagination=false` ``. */
function describeChoices(options: Partial<ConnectionOptions>): string {
  return Object.entries(options)
    .map(([name, value]) => `\`${name}=${String(value)}\``)
    .join(" ");
}
