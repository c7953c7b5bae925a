import { AppError } from "../errors.js";

/** The products for which there is a preset of a connection; `generic` is any other. */
export const CLIENT_NAMES = [
  "entra",
  "okta",
  "onelogin",
  "jumpcloud",
  "ping",
  "google",
  "keycloak",
  "authentik",
  "pocketid",
  "canaille",
  "midpoint",
  "wso2",
  "nextcloud",
  "generic",
] as const;

/** One of these products. */
export type ClientName = (typeof CLIENT_NAMES)[number];

/**
 * Parses the name of a product.
 * @param where - the place of the text, for the message
 * @throws AppError `invalidValue`
 */
export function toClientName(text: string, where: string): ClientName {
  const name = CLIENT_NAMES.find((one) => one === text);
  if (name !== undefined) return name;
  throw new AppError("invalidValue", `${where} must be one of ${CLIENT_NAMES.join(", ")}`);
}
