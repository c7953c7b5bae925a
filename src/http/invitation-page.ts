import { createHash } from "node:crypto";
import type { InvitationAnswer, InvitationOffer } from "../use-cases/invitations/answer-invitation.js";

const STYLE =
  "body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}" +
  "form{display:inline-block;margin-right:1rem}button{font:inherit;padding:.4rem 1.2rem}";

/** The content security policy of the pages: no script, nothing external, no framing; forms post to this server. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

function page(title: string, body: readonly string[]): string {
  const shown = escape(title);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${shown}</title><style>${STYLE}</style></head><body><main><h1>${shown}</h1>`,
    ...body,
    "</main></body></html>",
  ].join("\n");
}

function minuteText(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

/**
 * Returns the page with the two buttons.
 * @param path - of the invitation; the answers are posted below it
 */
export function offerPage({ tenant = "", user, expiresAt }: InvitationOffer, path: string): string {
  const button = (answer: string, text: string): string =>
    `<form method="post" action="${escape(path)}/${answer}"><button type="submit">${text}</button></form>`;
  return page(`Invitation to ${tenant}`, [
    `<p>${escape(user)}, you are invited to sign in at ${escape(tenant)}.</p>`,
    `<p>You can answer until ${minuteText(expiresAt)} UTC.</p>`,
    button("accept", "Accept"),
    button("reject", "Reject"),
  ]);
}

/** Returns the page after an answer. */
export function answerPage({ status, tenant = "", signInUrl }: InvitationAnswer): string {
  if (status === "Rejected") {
    return page("Invitation rejected", [
      "<p>You will not be asked again unless somebody invites you anew.</p>",
    ]);
  }
  const next =
    signInUrl === "" ? "<p>You can sign in now.</p>" : `<p><a href="${escape(signInUrl)}">Sign in</a></p>`;
  return page("Invitation accepted", [`<p>Welcome to ${escape(tenant)}.</p>`, next]);
}

/** Returns the page for an invitation that cannot be answered. */
export function refusalPage(title: string, detail: string): string {
  return page(title, [`<p>${escape(detail)}</p>`]);
}
