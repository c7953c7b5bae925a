import { ADMINISTRATOR } from "./support/server.js";
import { accessibilityProblems, picture, signIn, useBrowser } from "./support/site.js";

describe("a change for which the server wants the password again", () => {
  const browser = useBrowser();

  it("is made after the password was given, and not if the person gives up", async () => {
    const visit = await browser.visit();
    const { page, go, errors } = visit;
    await signIn(visit);
    let sent = 0;
    // A session that has just begun needs no confirmation; here the server seems to want it, once in each case.
    await page.route("**/admin/v1/sync", (route) => {
      if (route.request().method() !== "POST") return route.continue();
      sent += 1;
      if (sent === 3) return route.continue();
      const body = { code: "PASSWORD_CONFIRMATION_REQUIRED", detail: "repeat your password" };
      return route.fulfill({ status: 403, json: body });
    });
    await go("/sync");
    const ask = async (): Promise<void> => {
      await page.getByRole("button", { name: "Synchronize", exact: true }).click();
      await page.getByText("Enter your password again").waitFor();
    };
    await page.getByRole("button", { name: "Synchronize everybody" }).click();
    await ask();
    await page.getByRole("button", { name: "Cancel" }).last().click();
    await page.getByText("Your password is needed again").waitFor();

    await ask();
    await page.locator("input[type=password]").fill("wrong");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("You could not be signed in").waitFor();
    await picture(page, "confirm-password");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator("input[type=password]").fill(ADMINISTRATOR.password);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Everybody is synchronized in the background.").first().waitFor();
    expect(sent).toBe(3);
    expect(errors.filter((error) => !/ 40[13] /.test(error))).toEqual([]);
  });
});
