import { testLooks } from "./support/looks.js";
import { send } from "./support/server.js";
import { adminToken, serverUrl, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "groups", path: "/groups", title: "Groups" });
testLooks({
  name: "group",
  path: "/groups",
  title: /./,
  prepare: async ({ page }) => {
    await page.getByRole("table", { name: "Groups" }).getByRole("link").first().click();
    await page.getByRole("table", { name: "Members" }).waitFor();
  },
});
testLooks({
  name: "add-members",
  path: "/groups",
  title: /./,
  prepare: async ({ page }) => {
    await page.getByRole("table", { name: "Groups" }).getByRole("link").first().click();
    await page.getByRole("button", { name: "Add members" }).click();
    await page.getByRole("alertdialog").getByRole("checkbox").first().check();
    await page.getByText(/would|Nobody's access/).waitFor();
  },
});

describe("a group", () => {
  const browser = useBrowser();
  const admin = <Answer>(path: string) =>
    send<Answer>(`${serverUrl()}/admin/v1${path}`, { method: "GET", token: adminToken() });

  it("is added, filled with people who have a license first, emptied and deleted", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    const dialog = page.getByRole("alertdialog");
    await signIn(visit);
    await go("/groups");
    const name = `Eastern <i>sales</i> ${Date.now()}`;
    await page.getByRole("button", { name: "Add a group" }).click();
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByLabel("Search").fill("Eastern");
    await page.getByRole("link", { name }).click();

    await page.getByText("No members yet").waitFor();
    await page.getByRole("button", { name: "Add members" }).click();
    await dialog.getByText("Licensed", { exact: true }).first().waitFor();
    for (const box of [0, 1]) await dialog.getByRole("checkbox").nth(box).check();
    await dialog.getByText("Nobody's access would change.").waitFor();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const members = page.getByRole("table", { name: "Members" });
    await members.getByRole("cell", { name: "Licensed", exact: true }).nth(1).waitFor();

    await members.getByRole("checkbox", { name: "Select all rows of this page" }).check();
    await page.getByRole("button", { name: "Remove members" }).click();
    await dialog.getByText("2 members leave the group.").waitFor();
    await dialog.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("No members yet").waitFor();
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByRole("cell", { name: "Group created" }).waitFor();

    await page.getByRole("button", { name: "Delete group" }).click();
    await dialog.getByRole("textbox").fill(name);
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("heading", { name: "Groups", level: 1 }).waitFor();
    const { value } = await admin<{ value: { displayName: string }[] }>("/groups?q=Eastern");
    expect(value.map(({ displayName }) => displayName)).not.toContain(name);
    expect(errors).toEqual([]);
  });

  it("that a provider keeps says so, and which instance it guards", async () => {
    const visit = await browser.visit();
    const { value } = await admin<{ value: { name: string; guardGroupId?: string }[] }>("/instances");
    const guarded = value.find(({ guardGroupId }) => guardGroupId !== undefined);
    await signIn(visit);
    await visit.go(`/groups/${guarded?.guardGroupId}/guards`);

    await visit.page.getByText(/^Members are managed in /).waitFor();
    await visit.page
      .getByRole("table", { name: /guards/ })
      .getByRole("link")
      .first()
      .waitFor();
  });
});
