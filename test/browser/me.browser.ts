import { testLooks } from "./support/looks.js";
import { settle, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "me", path: "/me", title: "My account" });

describe("my account", () => {
  const browser = useBrowser();

  it("lists where one is signed in, and signs out elsewhere", async () => {
    const [here, elsewhere] = [await browser.visit(), await browser.visit()];
    await signIn(elsewhere);
    await signIn(here);
    const { page, go, errors } = here;
    await go("/me");
    const buttons = page.getByRole("button", { name: /^Sign out of / });
    const before = await buttons.count();
    expect(before).toBeGreaterThan(0);
    await buttons.first().click();
    await page.getByText("The session was ended").first().waitFor();
    await settle(page);

    expect(await buttons.count()).toBe(before - 1);
    expect(errors).toEqual([]);
  });
});
