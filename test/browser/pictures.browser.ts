import type { Page } from "playwright-core";
import { type BareServer, startBareServer } from "./support/server.js";
import { documented, settle, signIn, useBrowser } from "./support/site.js";

/** The size of the pictures of the documentation. */
const SIZE = { width: 1280, height: 720 };

describe("the pictures of the documentation: why can't she sign in?", () => {
  const browser = useBrowser();

  it("lead from Home to the broken check in three clicks, and what would follow from its remedy", async () => {
    const visit = await browser.visit(SIZE);
    const { page, errors, go } = visit;
    await signIn(visit);
    await go("/home");
    await documented(page, "why-1-home");
    await page
      .getByRole("link", { name: /^Not in security group \d/ })
      .first()
      .click();
    await page.getByRole("table", { name: "Users" }).getByRole("link").first().waitFor();
    await settle(page);
    await documented(page, "why-2-people");
    await page.getByRole("table", { name: "Users" }).getByRole("link").first().click();
    await page.getByRole("tab", { name: "Access" }).click();
    await page.getByRole("list", { name: "Checks, in order" }).first().waitFor();
    await settle(page);
    await documented(page, "why-3-chain");
    await page
      .getByRole("button", { name: /^Do these/ })
      .or(page.getByRole("button", { name: /^Add to / }))
      .first()
      .click();
    await page.getByRole("dialog").getByText(/would/).first().waitFor();
    await documented(page, "why-4-remedy");
    await page.keyboard.press("Escape");

    expect(errors).toEqual([]);
  });
});

describe("the pictures of the documentation: from an empty server to a provider", () => {
  const browser = useBrowser();
  let server: BareServer;
  beforeAll(async () => {
    server = await startBareServer();
  });
  afterAll(() => server.stop());

  it("lead from the link of the first start to the first request of Entra ID", async () => {
    const { page, errors } = await browser.visit(SIZE);
    await page.goto(server.setupLink);
    await page.getByRole("textbox", { name: "User name" }).fill("ada@contoso.com");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ada Lovelace");
    await page.getByLabel("Password").first().fill("a long password of the tests");
    await page.getByLabel("Password again").fill("a long password of the tests");
    await documented(page, "connect-1-set-up");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Set up" }).waitFor();
    await settle(page);
    await documented(page, "connect-2-home");
    await connectEntra(page, server.url);

    expect(errors).toEqual([]);
  });
});

/** Runs the wizard, and asks as Entra ID does when it tests a connection. */
async function connectEntra(page: Page, url: string): Promise<void> {
  await page
    .getByRole("button", { name: "Connect a provider" })
    .or(page.getByRole("link", { name: "Connect a provider" }))
    .first()
    .click();
  await page.getByRole("radio", { name: "Microsoft Entra ID" }).check();
  await documented(page, "connect-3-provider");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Name").fill("entra");
  await page.getByRole("button", { name: "Create connection and token" }).click();
  await page.getByText("It is shown once").waitFor();
  await documented(page, "connect-4-values");
  const secret = await page.getByLabel("Secret token", { exact: true }).inputValue();
  await fetch(`${url}/scim/v2/Users?filter=userName%20eq%20%22nobody%22`, {
    headers: { Authorization: `Bearer ${secret}`, "User-Agent": "azure-ad-provisioning" },
  });
  await page
    .getByRole("listitem")
    .filter({ hasText: "It has tested the connection" })
    .getByText("ago")
    .waitFor();
  await page.getByRole("list", { name: "Progress" }).scrollIntoViewIfNeeded();
  await documented(page, "connect-5-waiting");
}
