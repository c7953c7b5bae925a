import { send } from "./support/server.js";
import { adminToken, serverUrl, settle, signIn, useBrowser } from "./support/site.js";

/** What runs if a page takes a text for HTML. */
const PROBE = "<img src=x onerror=console.error('ran')>";

interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly multiValued: boolean;
  readonly mutability: string;
  readonly canonicalValues?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

interface Schema {
  readonly id: string;
  readonly attributes: readonly Attribute[];
}

/** Attributes whose values the server checks, so that no script can be in them. */
const CHECKED = new Set([
  "locale",
  "preferredLanguage",
  "timezone",
  "country",
  "password",
  "userName",
  "display",
]);

function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  return send<Answer>(`${serverUrl()}${path}`, { method, token: adminToken(), body });
}

/** Returns a value with the probe in each text; undefined for what holds none. */
function probeOf({
  type,
  mutability,
  canonicalValues,
  subAttributes,
  multiValued,
  name,
}: Attribute): unknown {
  if (mutability !== "readWrite" || CHECKED.has(name)) return undefined;
  const value =
    type === "complex"
      ? probesOf(subAttributes ?? [])
      : type === "string" && canonicalValues === undefined
        ? PROBE
        : undefined;
  if (value === undefined) return undefined;
  return multiValued ? [value] : value;
}

function probesOf(attributes: readonly Attribute[]): Record<string, unknown> | undefined {
  const given = attributes
    .map((attribute) => [attribute.name, probeOf(attribute)] as const)
    .filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

const CORE = "urn:ietf:params:scim:schemas:core:2.0:";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("a script in every text of a user, a group and a product", () => {
  const browser = useBrowser();

  it("is shown as text on the pages", async () => {
    const stamp = Date.now();
    const { secret: token } = await call<{ secret: string }>("POST", "/admin/v1/tokens", {
      name: `scripts ${stamp}`,
      connection: "default",
      scopes: ["scim"],
    });
    const { Resources: schemas } = await send<{ Resources: Schema[] }>(`${serverUrl()}/scim/v2/Schemas`, {
      method: "GET",
      token,
    });
    const attributesOf = (id: string) => schemas.find((schema) => schema.id === id)?.attributes ?? [];
    const user = { ...probesOf(attributesOf(`${CORE}User`)), userName: `${PROBE}${stamp}` };
    const extension = probesOf(attributesOf(ENTERPRISE));
    const {
      user: { id },
    } = await call<{ user: { id: string } }>("POST", "/admin/v1/users", { ...user, [ENTERPRISE]: extension });
    const group = await call<{ id: string }>("POST", "/admin/v1/groups", {
      displayName: `${PROBE}${stamp}`,
      members: [{ value: id }],
    });
    const sku = await call<{ id: string }>("POST", "/admin/v1/licenses", {
      partNumber: `P${stamp}`,
      displayName: PROBE,
      purchased: 1,
    });

    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    await go("/users?q=img");
    const tabs = ["account", "licenses", "groups", "access", "crm", "invitation", "history"];
    const places = [
      ...tabs.map((tab) => `/users/${id}/${tab}`),
      `/access?user=${id}`,
      `/groups/${group.id}/members`,
      "/groups",
      "/licenses",
      `/licenses/${sku.id}/seats`,
      "/audit",
      "/home",
    ];
    for (const place of places) {
      await page.evaluate((address) => {
        history.pushState({}, "", address);
        dispatchEvent(new PopStateEvent("popstate"));
      }, `/console${place}`);
      await settle(page);
      expect({ place, made: await page.locator("img[src=x]").count() }).toEqual({ place, made: 0 });
    }

    expect(errors).toEqual([]);
    await call("DELETE", `/admin/v1/users/${id}`);
    await call("DELETE", `/admin/v1/groups/${group.id}`);
    await call("DELETE", `/admin/v1/licenses/${sku.id}`);
  });
});
