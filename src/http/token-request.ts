import type { Request } from "express";
import { AppError } from "../errors.js";
import type { ClientCredentials } from "../use-cases/connections/authenticate-client.js";
import { readQuery } from "./queries.js";

/** A well-formed request for a token, or its error in the words of RFC 6749 §5.2. */
export type TokenRequest =
  | { readonly credentials: ClientCredentials; readonly scope: string | undefined }
  | {
      readonly error: "invalid_request" | "unsupported_grant_type" | "invalid_client";
      readonly detail: string;
    };

type Refusal = Extract<TokenRequest, { error: string }>;

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Reads a request for a token. Its body is the bytes of a form, or anything else when it has none. */
export function readTokenRequest(req: Request): TokenRequest {
  if (!Buffer.isBuffer(req.body)) {
    return invalidRequest("send the parameters as application/x-www-form-urlencoded");
  }
  const form = readForm(req.body);
  if (form === undefined) return invalidRequest("a parameter is not in UTF-8, or contains U+0000");
  // RFC 6749 §3.2: no parameter more than once. The error does not name it, since the name is the client's text.
  if (Object.values(form).some(Array.isArray)) return invalidRequest("a parameter is given more than once");
  // An empty parameter counts as absent.
  const value = (name: string): string | undefined => String(form[name] ?? "") || undefined;
  const grantType = value("grant_type") ?? queryGrant(req);
  if (grantType === undefined) return invalidRequest("grant_type is missing");
  if (grantType !== "client_credentials") {
    return { error: "unsupported_grant_type", detail: "the only grant_type is client_credentials" };
  }
  const credentials = readCredentials(value, readBasic(req.headers.authorization));
  return "error" in credentials ? credentials : { credentials, scope: value("scope") };
}

/**
 * Returns the grant type in the URL. Deviation: RFC 6749 §4.4.2 has it in the body; ConnId's connector (midPoint,
 * Syncope) sends it here. Nothing else is read from the URL: credentials there end up in logs.
 */
function queryGrant({ query }: Request): string | undefined {
  const grantType = query["grant_type"];
  return typeof grantType === "string" && grantType !== "" ? grantType : undefined;
}

function readForm(bytes: Buffer): ReturnType<typeof readQuery> | undefined {
  try {
    return readQuery(bytes.toString("latin1"));
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** RFC 6749 §2.3: one way to authenticate in each request. */
function readCredentials(
  value: (name: string) => string | undefined,
  basic: { clientId: string; secret: string } | undefined,
): ClientCredentials | Refusal {
  const [clientId, secret, assertion] = [
    value("client_id"),
    value("client_secret"),
    value("client_assertion"),
  ];
  const ways = [basic, secret, assertion].filter((way) => way !== undefined).length;
  if (ways > 1) return invalidRequest("authenticate in one way only");
  if (assertion !== undefined) {
    if (value("client_assertion_type") === ASSERTION_TYPE) return { clientId, assertion };
    return invalidRequest(`client_assertion_type must be ${ASSERTION_TYPE}`);
  }
  if (basic !== undefined) {
    const same = clientId === undefined || clientId === basic.clientId;
    return same ? basic : invalidRequest("client_id differs from the one in the header");
  }
  if (clientId !== undefined && secret !== undefined) return { clientId, secret };
  return { error: "invalid_client", detail: "send client_id with client_secret, or a client_assertion" };
}

/**
 * Returns the user and password of HTTP Basic; both are form-encoded first, which leaves plain ones unchanged. RFC 6749
 * §2.3.1.
 */
function readBasic(header: string | undefined): { clientId: string; secret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(header ?? "")?.[1];
  const text = encoded && Buffer.from(encoded, "base64").toString("utf8");
  const parts = /^([^:]*):([^]*)$/.exec(text ?? "");
  if (parts === null) return undefined;
  const [, user = "", password = ""] = parts;
  return { clientId: formDecode(user), secret: formDecode(password) };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function invalidRequest(detail: string): Refusal {
  return { error: "invalid_request", detail };
}
