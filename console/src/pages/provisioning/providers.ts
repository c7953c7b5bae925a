import type { Connection } from "./connections";

/** A product that can be connected, and what to do there. */
export interface Provider {
  /** The preset of the connection. */
  readonly client: NonNullable<Connection["client"]>;
  readonly name: string;
  /** The steps in the product, in its words. */
  readonly steps: readonly string[];
  /** What the product calls the two values. */
  readonly urlLabel: string;
  readonly tokenLabel: string;
}

const OTHER_STEPS = [
  "Open the settings for SCIM 2.0 provisioning of your provider.",
  "Put in the address and the token below; the token is sent as a bearer token.",
  "Test the connection, then start provisioning.",
];

/** The products of the wizard; `generic` stands for all others. */
export const PROVIDERS: readonly Provider[] = [
  {
    client: "entra",
    name: "Microsoft Entra ID",
    urlLabel: "Tenant URL",
    tokenLabel: "Secret token",
    steps: [
      "In the Microsoft Entra admin center, open Enterprise applications, and your application; or New application, Create your own application.",
      "Open Provisioning, New configuration, and choose Bearer authentication.",
      "Put in Tenant URL and Secret token below.",
      "Select Test Connection, then Create.",
      "In Attribute mapping, check that objectId goes to externalId. Assign users and groups, and select Start provisioning.",
    ],
  },
  {
    client: "okta",
    name: "Okta",
    urlLabel: "SCIM connector base URL",
    tokenLabel: "Authorization (HTTP Header)",
    steps: [
      "In Okta, open Applications, and your application. In General, App Settings, set Provisioning to SCIM.",
      "In Provisioning, Integration, put in the base URL. The unique identifier field for users is userName.",
      "Choose HTTP Header as Authentication mode, and put the token into Authorization.",
      "Select Test Connector Configuration, then Save.",
      "In Provisioning, To App, enable Create Users, Update User Attributes and Deactivate Users.",
    ],
  },
  {
    client: "onelogin",
    name: "OneLogin",
    urlLabel: "SCIM Base URL",
    tokenLabel: "SCIM Bearer Token",
    steps: [
      "In OneLogin, add the application SCIM Provisioner with SAML (SCIM v2 Enterprise).",
      "In Configuration, put in SCIM Base URL and SCIM Bearer Token, and select Enable.",
      "In Provisioning, select Enable provisioning.",
    ],
  },
  {
    client: "keycloak",
    name: "Keycloak",
    urlLabel: "SCIM 2.0 endpoint",
    tokenLabel: "Bearer token",
    steps: [
      "Install a SCIM client extension in Keycloak.",
      "Add it as a user federation provider with the endpoint and the token below.",
      "Save, and synchronize all users.",
    ],
  },
  {
    client: "ping",
    name: "PingOne",
    urlLabel: "SCIM Base URL",
    tokenLabel: "OAuth Access Token",
    steps: [
      "In PingOne, open Integrations, Provisioning, and add a new connection to a SCIM Outbound application.",
      "Put in SCIM Base URL, choose OAuth 2 Bearer Token, and put in the token.",
      "Test the connection, save, and add a rule that says who is provisioned.",
    ],
  },
  {
    client: "jumpcloud",
    name: "JumpCloud",
    urlLabel: "Base URL",
    tokenLabel: "Token Key",
    steps: [
      "In JumpCloud, open your application, Identity Management, and choose SCIM 2.0.",
      "Put in Base URL and Token Key, and a test user's email.",
      "Test the connection, then Activate.",
    ],
  },
  {
    client: "generic",
    name: "Another provider",
    urlLabel: "SCIM URL",
    tokenLabel: "Token",
    steps: OTHER_STEPS,
  },
];
