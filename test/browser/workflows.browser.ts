import { send } from "./support/server.js";
import { adminToken, serverUrl, signIn, useBrowser } from "./support/site.js";

describe("the ways of the CRM to users without a license", () => {
  const browser = useBrowser();
  const admin = <Answer>(method: string, path: string, body?: unknown) =>
    send<Answer>(`${serverUrl()}/admin/v1${path}`, { method, token: adminToken(), body });

  async function person(userName: string): Promise<string> {
    const emails = [{ value: `${userName}@contoso.com`, type: "work", primary: true }];
    const name = { givenName: "Mary", familyName: "Jackson" };
    const body = { userName, name, displayName: "Mary Jackson", emails };
    return (await admin<{ user: { id: string } }>("POST", "/users", body)).user.id;
  }

  it("an administrative, a non-interactive and an application user are made; a license is taken off", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    const now = Date.now();
    const [instance, sku] = [`ways${now}`, `WAYS_${now}`];
    await admin("POST", "/instances", { name: instance });
    await admin("POST", "/licenses", { partNumber: sku, purchased: 5 });

    for (const [kind, mode] of [
      ["administrative", "Administrative"],
      ["nonInteractive", "Non-interactive"],
    ] as const) {
      const id = await person(`${kind}${now}`);
      await admin("POST", `/users/${id}/licenses`, { add: [sku] });
      await go(`/users/${id}/mode?kind=${kind}&instance=${instance}`);
      await page.getByRole("button", { name: "Start", exact: true }).click();
      await page.getByText(`Confirmed: still ${mode}.`).waitFor();

      const { value: licenses } = await admin<{ value: { status: string }[] }>(
        "GET",
        `/users/${id}/licenses`,
      );
      expect(licenses.filter(({ status }) => status === "active")).toEqual([]);
      const record = await admin<{ accessMode: string }>("GET", `/instances/${instance}/users/${id}`);
      expect(record.accessMode).toBe(mode);
    }

    await go(`/instances/${instance}/application-users/new`);
    await page.getByLabel("Application id").fill("8f0b9c6e-2f5e-4a52-9a0d-0c3f1d2e4b5a");
    await page.getByLabel("Name").fill("Billing <connector>");
    await page.getByRole("checkbox", { name: /Salesperson/ }).check();
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("heading", { name: "Billing <connector>", level: 1 }).waitFor();

    const id = await person(`licensed${now}`);
    await admin("POST", `/users/${id}/licenses`, { add: [sku] });
    await go(`/users/${id}/licenses`);
    await page.getByRole("switch", { name: `License ${sku}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText(`${sku} is removed`).first().waitFor();
    const pool = await admin<{ available: number }>("GET", `/licenses/${sku}`);
    expect(pool.available).toBe(5);
    expect(errors).toEqual([]);
  });
});
