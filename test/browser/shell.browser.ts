import { testLooks } from "./support/looks.js";
import { ADMINISTRATOR } from "./support/server.js";
import { settle, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "sign-in", path: "/", title: "Sign in", isSignedIn: false });
testLooks({ name: "home", path: "/home", title: "Home" });
testLooks({ name: "setup", path: "/setup#secret", title: "Set up Usher", isSignedIn: false });
testLooks({ name: "not-found", path: "/nowhere", title: "Page not found" });
testLooks({
  name: "palette",
  path: "/home",
  title: "Home",
  prepare: async ({ page }) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search" }).waitFor();
  },
});

describe("the shell", () => {
  const browser = useBrowser();

  it("signs a person in at the address that was asked for, and out again", async () => {
    const { page, errors, go } = await browser.visit();
    await go("/home?view=mine");
    await page.getByLabel("User name").fill(ADMINISTRATOR.userName);
    await page.getByLabel("Password").fill(ADMINISTRATOR.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Home" }).waitFor();

    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/console/home?view=mine");
    await page.getByRole("button", { name: "Account of Grace Hopper" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(errors).toEqual([]);
  });

  it("says what is wrong with a password", async () => {
    const { page, go } = await browser.visit();
    await go("/");
    await page.getByLabel("User name").fill(ADMINISTRATOR.userName);
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();

    await page.getByText("You could not be signed in").waitFor();
    expect(await page.locator("h1").textContent()).toBe("Sign in");
  });

  it("is left to the keyboard: palette, shortcuts, skip link", async () => {
    const visit = await browser.visit();
    const { page, go, errors } = visit;
    await signIn(visit);
    await go("/nowhere");
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByRole("heading", { name: "Home" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search" }).fill("hom");
    await page.keyboard.press("Enter");
    await settle(page);

    expect(page.url()).toMatch(/\/console\/home$/);
    expect(errors).toEqual([]);
  });

  it("finds people by the beginning of their names, and what is missing for them", async () => {
    const visit = await browser.visit();
    const { page, go, errors } = visit;
    await signIn(visit);
    await go("/home");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search" }).fill("gra hop");
    await page.getByRole("option", { name: "Grace Hopper (grace@contoso.com)" }).waitFor();
    await page.getByRole("combobox", { name: "Search" }).fill("why grace hopper");
    await page.getByRole("option", { name: "Why can't Grace Hopper sign in?" }).first().waitFor();

    expect(errors).toEqual([]);
  });

  it("says that the server is away, and reads anew when it is back", async () => {
    const visit = await browser.visit();
    const { page, context, go } = visit;
    await signIn(visit);
    await go("/home");
    await context.setOffline(true);
    await page.getByText("Not connected").waitFor();
    await context.setOffline(false);
    await page.getByText("Not connected").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Seats" }).waitFor();
  });

  it("goes back through the pages of a list after a reload, and with Back", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    await go("/audit");
    const first = (await page.locator("tbody tr").first().textContent()) ?? "";
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForURL(/cursor=/);
    await page.reload();
    await settle(page);
    expect(await page.locator("tbody tr").first().textContent()).not.toBe(first);
    await page.getByRole("button", { name: "Previous" }).click();
    await page.waitForURL((url) => !url.search.includes("cursor"));
    await page.goBack();
    await page.waitForURL(/cursor=/);
    await settle(page);
    expect(await page.getByRole("button", { name: "Previous" }).isEnabled()).toBe(true);
    expect(errors).toEqual([]);
  });

  it("keeps the chosen theme", async () => {
    const visit = await browser.visit();
    const { page, go } = visit;
    await signIn(visit);
    await go("/home");
    await page.getByRole("button", { name: "Account of Grace Hopper" }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await page.reload();
    await settle(page);

    expect(await page.evaluate(() => document.documentElement.style.colorScheme)).toBe("dark");
  });
});
