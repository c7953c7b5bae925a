import { testLooks } from "./support/looks.js";
import { send } from "./support/server.js";
import { adminToken, serverUrl, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "settings", path: "/settings", title: "Settings" });
testLooks({ name: "settings-programs", path: "/settings/programs", title: "Settings" });

describe("the settings of the tenant", () => {
  const browser = useBrowser();

  it("are saved together, and what somebody else saved meanwhile is shown beside it", async () => {
    const visit = await browser.visit();
    const { page, go, errors } = visit;
    await signIn(visit);
    await go("/settings");
    const days = page.getByRole("spinbutton", { name: "Ttl days" });
    await days.fill("21");
    const settings = { method: "PATCH", token: adminToken(), body: { "invitation.ttlDays": 9 } };
    await send(`${serverUrl()}/admin/v1/settings`, settings);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody has changed this meanwhile").waitFor();
    await page.getByRole("cell", { name: "9", exact: true }).waitFor();
    await page.getByRole("button", { name: "Keep mine" }).click();
    await page.getByText("Default: 14").waitFor();
    await page.getByRole("button", { name: "Save", disabled: true }).waitFor();
    await page.reload();
    expect(await days.inputValue()).toBe("21");

    await page.getByRole("button", { name: "Reset Ttl days to the default" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The settings were saved").first().waitFor();
    expect(await days.inputValue()).toBe("14");
    expect(errors.filter((error) => !/ 412 /.test(error))).toEqual([]);
  });

  it("tell of mails and the server", async () => {
    const visit = await browser.visit();
    await signIn(visit);
    await visit.go("/settings/mail");
    await visit.page
      .getByRole("table", { name: "Mails" })
      .or(visit.page.getByText("No mail"))
      .first()
      .waitFor();
    await visit.page.getByRole("tab", { name: "Server" }).click();
    await visit.page.getByText("All have run").waitFor();
    expect(visit.errors).toEqual([]);
  });
});
