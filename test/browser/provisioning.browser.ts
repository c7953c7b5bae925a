import { testLooks } from "./support/looks.js";
import { send } from "./support/server.js";
import { adminToken, serverUrl, settle, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "connections", path: "/provisioning", title: "Connections" });
testLooks({ name: "connect", path: "/provisioning/connect", title: "Connect a provider" });
testLooks({ name: "connection", path: "/provisioning/connections/default", title: "default" });
testLooks({
  name: "connection-traffic",
  path: "/provisioning/connections/default?tab=traffic",
  title: "default",
});
testLooks({
  name: "connection-credentials",
  path: "/provisioning/connections/default?tab=credentials",
  title: "default",
});
testLooks({
  name: "connection-options",
  path: "/provisioning/connections/default?tab=options",
  title: "default",
});
testLooks({
  name: "provisioning-log",
  path: "/provisioning/log",
  title: "Provisioning log",
  prepare: async ({ page }) => {
    await page.locator("tbody button").first().click();
    await page.getByRole("region", { name: "Details of the request" }).waitFor();
  },
});

describe("connecting a provider", () => {
  const browser = useBrowser();

  it("waits for the first request, and says what is wrong with a token", async () => {
    const visit = await browser.visit();
    const { page, go, errors } = visit;
    await signIn(visit);
    await go("/provisioning/connect");
    await page.getByRole("radio", { name: "Okta" }).check();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByLabel("Name").fill(`okta ${Date.now()}`);
    await page.getByRole("button", { name: "Create connection and token" }).click();
    await page.getByText("It is shown once").waitFor();
    const secret = await page.getByLabel("Authorization (HTTP Header)", { exact: true }).inputValue();
    expect(secret).toMatch(/^usher_/);
    expect(page.url()).not.toContain(secret);

    const ask = (token: string) =>
      fetch(`${serverUrl()}/scim/v2/Users?filter=userName%20eq%20%22nobody%22`, {
        headers: { Authorization: `Bearer ${token}` },
      });
    await ask(`${secret.slice(0, 20)}wrong`);
    await page.getByText("A request came with a token that is not valid").waitFor();
    await ask(secret);
    await page
      .getByRole("listitem")
      .filter({ hasText: "It has tested the connection" })
      .getByText("ago")
      .waitFor();

    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.reload();
    await settle(page);
    expect(await page.content()).not.toContain(secret);
    await page.getByRole("button", { name: "Make another token" }).waitFor();
    expect(errors).toEqual([]);
  });

  it("shows what a provider sends as text, whatever it is", async () => {
    const visit = await browser.visit();
    const { page, go, errors } = visit;
    await signIn(visit);
    const probe = "<img src=x onerror=alert(1)>";
    const admin = `${serverUrl()}/admin/v1`;
    const token = adminToken();
    await send(`${admin}/connections`, { method: "POST", token, body: { name: probe } });
    await go("/provisioning");
    await page.getByRole("link", { name: probe }).click();
    await page.getByRole("heading", { name: probe }).waitFor();

    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect(errors).toEqual([]);
  });
});

describe("the provisioning log", () => {
  const browser = useBrowser();

  it("keeps its filters in the address, and shows new requests as they come", async () => {
    const visit = await browser.visit();
    const { page, go, errors } = visit;
    await signIn(visit);
    await go("/provisioning/log");
    await page.getByLabel("Status", { exact: true }).selectOption("401");
    expect(page.url()).toContain("status=401");
    await fetch(`${serverUrl()}/scim/v2/Groups`, {
      headers: { Authorization: "Bearer unknown-to-everybody" },
    });
    await page.getByText("GET /Groups").first().waitFor();

    await page.reload();
    await settle(page);
    expect(await page.getByLabel("Status", { exact: true }).inputValue()).toBe("401");
    expect(errors).toEqual([]);
  });
});
