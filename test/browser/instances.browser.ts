import { testLooks } from "./support/looks.js";
import { send } from "./support/server.js";
import { adminToken, serverUrl, settle, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "instances", path: "/instances", title: "Instances" });
for (const tab of ["overview", "users", "guard", "units", "roles", "teams", "stubs", "settings"]) {
  testLooks({ name: `instance-${tab}`, path: `/instances/main/${tab}`, title: /./ });
}
testLooks({
  name: "role",
  path: "/instances/main/roles",
  title: /./,
  prepare: async ({ page }) => {
    await page.getByRole("button", { name: "Salesperson" }).click();
    await page.getByLabel("Compare with").selectOption({ label: "Sales Manager" });
    await settle(page);
  },
});

describe("an instance", () => {
  const browser = useBrowser();
  const admin = <Answer>(path: string) =>
    send<Answer>(`${serverUrl()}/admin/v1${path}`, { method: "GET", token: adminToken() });

  it("is added, organized and set up on its pages, which say why something cannot be", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    const dialog = page.getByRole("alertdialog");
    const act = async (label: string, fill: () => Promise<void>, verb = label): Promise<void> => {
      await page.getByRole("button", { name: label, exact: true }).last().click();
      await fill();
      await dialog.getByRole("button", { name: verb, exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await signIn(visit);
    await go("/instances");
    const name = `east${Date.now()}`;
    await act(
      "Add an instance",
      async () => {
        await dialog.getByLabel("Name").fill(name);
        await dialog.getByLabel("Shown as").fill("East <b>1</b>");
      },
      "Add",
    );
    await page.getByRole("link", { name: "East <b>1</b>" }).last().waitFor();

    await go(`/instances/${name}/units`);
    for (const unit of ["North", "South"]) {
      await act("Add a business unit", () => dialog.getByLabel("Name").fill(unit), "Add");
    }
    await act("Move", async () => {
      await dialog.getByLabel("Below").selectOption({ label: "Root/North" });
      await dialog.getByText("Nobody's access would change.").waitFor();
    });
    await act("Rename", () => dialog.getByLabel(/New name/).fill("Midlands"));
    await page.getByRole("button", { name: "Delete", exact: true }).first().click();
    await dialog.getByText(/holds 1 business unit \('Midlands'\)/).waitFor();
    await page.keyboard.press("Escape");

    await go(`/instances/${name}/roles`);
    await page.getByRole("button", { name: "Salesperson" }).click();
    await act("Copy role", () => dialog.getByLabel("Name").fill("Junior salesperson"), "Copy");
    await page.getByRole("heading", { name: "Junior salesperson" }).waitFor();

    await go(`/instances/${name}/teams`);
    await act(
      "Add a team",
      async () => {
        await dialog.getByLabel("Name").fill("Eastern sales");
        await dialog.getByRole("checkbox", { name: "Junior salesperson" }).check();
      },
      "Add",
    );
    await page.getByRole("cell", { name: "Eastern sales" }).waitFor();

    await go(`/instances/${name}/settings`);
    const row = page.getByRole("row", { name: /nonInteractive\.limit/ });
    await row.getByRole("button", { name: "Change" }).click();
    await dialog.getByRole("textbox").fill("3");
    await dialog.getByRole("button", { name: "Change" }).click();
    await row.getByText("Differs from the tenant").waitFor();

    const { value } = await admin<{ value: { path: string }[] }>(`/instances/${name}/business-units`);
    expect(value.map(({ path }) => path)).toEqual(["Root", "Root/North", "Root/North/Midlands"]);
    expect(errors.filter((error) => !/ 409 /.test(error))).toEqual([]);
  });

  it("imports owners of rows after a look at the plan, and hands the rows of a stub user over", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    const dialog = page.getByRole("alertdialog");
    await signIn(visit);
    await go("/instances/main/stubs");
    await page.getByRole("button", { name: "Import owners" }).click();
    const owner = `gone${Date.now()}`;
    await dialog.getByLabel("CSV file").setInputFiles({
      name: "owners.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`table,id,owner\naccount,${owner},${owner}@contoso.com\naccount,2\n`),
    });
    await dialog.getByText(/has 2 values where the header has 3/).waitFor();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await dialog.waitFor({ state: "detached" });

    const { value } = await admin<{ value: { fields: { userName: string } }[] }>(
      "/instances/main/users?view=enabled&limit=1",
    );
    const row = page.getByRole("row", { name: new RegExp(owner) });
    await row.getByRole("button", { name: "Reassign" }).click();
    await dialog.getByRole("combobox").pressSequentially(value[0]?.fields.userName ?? "");
    await page.getByRole("option").first().click();
    await dialog.getByRole("button", { name: "Reassign" }).click();
    await row.getByRole("cell", { name: "0", exact: true }).waitFor();
    expect(errors).toEqual([]);
  });
});
