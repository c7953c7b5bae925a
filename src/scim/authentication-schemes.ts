/** The authentication schemes offered besides bearer tokens. */
export interface OfferedSchemes {
  /** The client credentials grant. */
  readonly hasOAuth2: boolean;
  readonly hasHttpBasic: boolean;
}

const BEARER = {
  type: "oauthbearertoken",
  name: "OAuth Bearer Token",
  description: "A token of the connection in the header: Authorization: Bearer <token>",
  specUri: "https://www.rfc-editor.org/info/rfc6750",
};

const OAUTH2 = {
  type: "oauth2",
  name: "OAuth 2.0 Client Credentials",
  description:
    "Short-lived bearer tokens from /oauth/token, for a client secret or a signed client assertion",
  specUri: "https://www.rfc-editor.org/info/rfc6749",
};

const HTTP_BASIC = {
  type: "httpbasic",
  name: "HTTP Basic",
  description: "Any user name, and a token of the connection as the password",
  specUri: "https://www.rfc-editor.org/info/rfc7617",
};

/**
 * Returns `authenticationSchemes` of `/ServiceProviderConfig`, best first. RFC 7643 §5. Each has `primary`, which §2.4
 * allows for any value of a list: UnboundID's SDK 6.0 cannot read one without it.
 */
export function authenticationSchemes({ hasOAuth2, hasHttpBasic }: OfferedSchemes): object[] {
  const schemes = [BEARER, ...(hasOAuth2 ? [OAUTH2] : []), ...(hasHttpBasic ? [HTTP_BASIC] : [])];
  return schemes.map((scheme, index) => ({ ...scheme, primary: index === 0 }));
}
