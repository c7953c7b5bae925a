import { queryRows } from "../../src/db/query.js";
import { inTransaction } from "../../src/db/transaction.js";
import { createSealer } from "../../src/mail/sealer.js";
import { setTenantSetting } from "../../src/tenants/settings.js";
import { findTenantName } from "../../src/tenants/tenants.js";
import { SERVER_KEY, type TestApp } from "./app.js";
import { type Answer, send } from "./http.js";

/** Chooses settings of a tenant. */
export async function choose(
  app: TestApp,
  tenantId: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(settings)) {
    await inTransaction(app.db, (trx) => setTenantSetting(trx, tenantId, "", name, text));
  }
}

/** A mail of the outbox as it will be sent. */
export interface QueuedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What waits in a tenant's outbox, oldest first. */
export async function queuedMails(app: TestApp, tenantId: string): Promise<QueuedMail[]> {
  const rows = await queryRows<{ id: string; recipient: string; content: string }>(
    app.db.read,
    "select id, recipient, content from mail_outbox where tenant_id = ? and state = 'queued' order by id",
    [tenantId],
  );
  const { open } = createSealer(SERVER_KEY);
  return rows.map(({ id, recipient, content }) => {
    const opened = open(content, `mail_outbox ${tenantId} ${id}`);
    if (opened === undefined) throw new Error("the mail does not open");
    return { to: recipient, ...(JSON.parse(opened) as Omit<QueuedMail, "to">) };
  });
}

/** Somebody who signs in to a tenant. */
export class Person {
  readonly app: TestApp;
  readonly tenant: string;
  readonly userName: string;

  private constructor(app: TestApp, tenant: string, userName: string) {
    this.app = app;
    this.tenant = tenant;
    this.userName = userName;
  }

  static async of(app: TestApp, tenantId: string, userName: string): Promise<Person> {
    return new Person(app, (await findTenantName(app.db.read, tenantId)) ?? "", userName);
  }

  signIn(
    password: string,
    at: { readonly url?: string; readonly headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const { tenant, userName } = this;
    return post(at.url ?? this.app.url, "/admin/v1/sessions", { tenant, userName, password }, at.headers);
  }

  changePassword(oldPassword: string, newPassword: string): Promise<Answer> {
    const { tenant, userName } = this;
    return post(this.app.url, "/admin/v1/sessions/password", { tenant, userName, oldPassword, newPassword });
  }

  /** Signs in with a password that must be right, and gives the token. */
  async token(password: string): Promise<string> {
    const answer = await this.signIn(password);
    if (answer.status !== 201) throw new Error(`signing in was answered ${answer.status}: ${answer.text}`);
    return answer.body.token;
  }
}

/** Posts JSON without a token. */
export function post(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(url, {
    method: "POST",
    path,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Sends a request with a token. */
export function withBearer(url: string, token: string, method: string, path: string): Promise<Answer> {
  return send(url, { method, path, headers: { Authorization: `Bearer ${token}` } });
}
