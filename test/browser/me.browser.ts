import { testLooks } from "./support/looks.js";
import { addAdministrator } from "./support/server.js";
import { adminToken, serverUrl, settle, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "me", path: "/me", title: "My account" });

describe("my account", () => {
  const browser = useBrowser();

  it("lists where one is signed in, and signs out elsewhere", async () => {
    // The administrator of the tests has more sessions than a page shows.
    const credentials = { userName: "ida@contoso.com", password: "another long password" };
    await addAdministrator(serverUrl(), adminToken(), credentials);
    const [here, elsewhere] = [await browser.visit(), await browser.visit()];
    await signIn(elsewhere, credentials);
    await signIn(here, credentials);
    const { page, go, errors } = here;
    await go("/me");
    const buttons = page.getByRole("button", { name: /^Sign out of / });
    expect(await buttons.count()).toBe(1);
    await buttons.first().click();
    await page.getByText("The session was ended").first().waitFor();
    await settle(page);

    expect(await buttons.count()).toBe(0);
    expect(errors).toEqual([]);
  });
});
