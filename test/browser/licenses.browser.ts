import { testLooks } from "./support/looks.js";
import { send } from "./support/server.js";
import { adminToken, serverUrl, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "licenses", path: "/licenses", title: "Licenses" });
testLooks({ name: "pool", path: "/licenses/CRM_SERVICE/seats?range=90d", title: /./ });
testLooks({ name: "pool-ledger", path: "/licenses/CRM_SERVICE/ledger", title: /./ });
testLooks({
  name: "buy-seats",
  path: "/licenses/CRM_SERVICE/seats",
  title: /./,
  prepare: async ({ page }) => {
    await page.getByRole("button", { name: "Buy seats" }).click();
    await page.getByText(/would/).first().waitFor();
  },
});

describe("a product", () => {
  const browser = useBrowser();
  const admin = <Answer>(method: string, path: string, body?: unknown) =>
    send<Answer>(`${serverUrl()}/admin/v1${path}`, { method, token: adminToken(), body });

  it("is added, assigned, bought for who waits, reduced, reclaimed and removed", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    const dialog = page.getByRole("alertdialog");
    const done = async (verb: string): Promise<void> => {
      await dialog.getByRole("button", { name: verb, exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await signIn(visit);
    await go("/licenses");
    const part = `EAST_${Date.now()}`;
    await page.getByRole("button", { name: "Add a product" }).click();
    await dialog.getByLabel("Part number").fill(part);
    await dialog.getByLabel("Seats").fill("0");
    await dialog.getByLabel("Name").click();
    await done("Add");

    // Somebody wishes for it before there is a seat.
    const userName = `wish${Date.now()}@contoso.com`;
    const group = await admin<{ id: string }>("POST", "/groups", {
      displayName: part,
      "urn:ietf:params:scim:schemas:extension:crm:2.0:Group": { licenses: [{ skuPartNumber: part }] },
    });
    const { user } = await admin<{ user: { id: string } }>("POST", "/users", { userName });
    await admin("POST", `/groups/${group.id}/members`, { add: [user.id] });
    await go(`/licenses/${part}/waiting`);
    await page.getByRole("tab", { name: "Waiting (1)" }).waitFor();
    await page.getByRole("button", { name: "Buy 1 seat" }).click();
    await dialog.getByText("1 person now waiting would get one").waitFor();
    await dialog.getByLabel("How many more").fill("3");
    await dialog.getByLabel("How many more").press("Tab");
    await done("Buy");
    await page.getByText("1 of 3 assigned, 2 available").first().waitFor();

    await page.getByRole("button", { name: "Assign", exact: true }).click();
    await dialog.getByRole("combobox").pressSequentially("grace");
    await page.getByRole("option").first().click();
    await done("Assign");
    await page.getByText("2 of 3 assigned, 1 available").first().waitFor();
    await page.getByRole("button", { name: "Reduce seats" }).click();
    await dialog.getByText(/it cannot be fewer than 2/).waitFor();
    await done("Ask for it");
    await page.getByRole("button", { name: "Take the reduction back" }).click();
    await done("Take the reduction back");

    await page.getByRole("tab", { name: "Seats" }).click();
    await page.getByRole("checkbox", { name: /Grace/ }).check();
    await page.getByRole("button", { name: "Reclaim seats" }).click();
    await done("Reclaim");
    await page.getByText("1 of 3 assigned, 2 available").first().waitFor();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await dialog
      .getByText(/SKU_IN_USE|in use/i)
      .first()
      .waitFor();

    expect(errors.filter((error) => !/ 409 /.test(error))).toEqual([]);
  });
});
