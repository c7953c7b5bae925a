import { type BareServer, startBareServer } from "./support/server.js";
import { useBrowser } from "./support/site.js";

describe("the link of the first start", () => {
  const browser = useBrowser();
  let server: BareServer;
  beforeAll(async () => {
    server = await startBareServer();
  });
  afterAll(() => server.stop());

  it("makes the first administrator, who sees what to do next; the link works once", async () => {
    const { page, errors } = await browser.visit();
    await page.goto(server.setupLink);
    await page.getByRole("textbox", { name: "User name" }).fill("ada@contoso.com");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ada Lovelace");
    await page.getByLabel("Password").first().fill("a long password of the tests");
    await page.getByLabel("Password again").fill("a long password of the tests");
    expect(page.url()).not.toContain("#");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Home" }).waitFor();
    await page.getByRole("heading", { name: "Set up" }).waitFor();
    expect(errors).toEqual([]);
    const other = await browser.visit();
    await other.page.goto(server.setupLink);
    await other.page.getByRole("textbox", { name: "User name" }).fill("eve@contoso.com");
    await other.page.getByLabel("Password").first().fill("a long password of the tests");
    await other.page.getByLabel("Password again").fill("a long password of the tests");
    await other.page.keyboard.press("Enter");
    await other.page.getByText("usher admin setup-link").waitFor();
    expect(await other.page.locator("h1").textContent()).toBe("Set up Usher");
  });
});
