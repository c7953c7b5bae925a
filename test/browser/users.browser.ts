import { readFileSync } from "node:fs";
import { testLooks } from "./support/looks.js";
import { send } from "./support/server.js";
import { adminToken, serverUrl, settle, signIn, useBrowser } from "./support/site.js";

testLooks({ name: "users", path: "/users", title: "Active users" });
testLooks({ name: "users-empty", path: "/users?q=nobody", title: "Active users" });
testLooks({ name: "add-user", path: "/users/new", title: "Add a user" });
testLooks({ name: "invitations", path: "/users/invitations", title: "Invitations" });
testLooks({ name: "deleted-users", path: "/users/deleted", title: "Deleted users" });
testLooks({ name: "administrators", path: "/users/administrators", title: "Administrators" });
testLooks({ name: "jobs", path: "/jobs", title: "Jobs" });
testLooks({
  name: "bulk-dialog",
  path: "/users?view=licensed",
  title: "Active users",
  prepare: async ({ page }) => {
    await page
      .getByRole("checkbox", { name: /^Select / })
      .nth(1)
      .check();
    await page.getByRole("button", { name: "Assign licenses" }).click();
    await page.getByRole("dialog").waitFor();
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  },
});

describe("the list of users", () => {
  const browser = useBrowser();
  const admin = <Answer>(method: string, path: string, body?: unknown): Promise<Answer> =>
    send<Answer>(`${serverUrl()}/admin/v1${path}`, { method, token: adminToken(), body });

  it("finds people as one types, and keeps it in the address", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    await go("/users");
    await page.getByRole("searchbox", { name: "Search users" }).fill("grace");
    await page.waitForURL(/q=grace/);
    await settle(page);
    await page.getByRole("link", { name: "Grace Hopper" }).waitFor();
    expect(await page.locator("tbody tr").count()).toBe(1);
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const [head, ...rows] = readFileSync(await (await saved).path(), "utf8")
      .trim()
      .split("\r\n");
    expect(head).toMatch(/^id,userName,displayName,/);
    expect(rows).toEqual([expect.stringContaining("Grace Hopper")]);
    await page.reload();
    await settle(page);
    expect(await page.getByRole("searchbox", { name: "Search users" }).inputValue()).toBe("grace");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForURL((url) => url.search === "");
    expect(errors).toEqual([]);
  });

  it("changes many users with a job, shows its end, and goes back to the button", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    const made = await Promise.all(
      ["bulk.one", "bulk.two"].map((userName) =>
        admin<{ user: { id: string } }>("POST", "/users", { userName, displayName: `<b>${userName}</b>` }),
      ),
    );
    await go("/users?q=bulk");
    await page.getByText("<b>bulk.one</b>").waitFor();
    await page.getByRole("checkbox", { name: "Select all rows of this page" }).check();
    await page.getByRole("button", { name: "Block sign-in", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Block sign-in" }).click();
    await dialog.getByText("2 of 2 done").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Block sign-in");
    await settle(page);
    expect(await page.getByText("Sign-in blocked", { exact: true }).count()).toBeGreaterThanOrEqual(2);
    for (const { user } of made) await admin("DELETE", `/users/${user.id}`);
    expect(errors).toEqual([]);
  });

  it("adds a user with a license, shows the password once, and says what is missing", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    await go("/users/new");
    await page.getByLabel("First name").fill("Lin");
    await page.getByLabel("Last name").fill("Chen");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("The user was added.").waitFor();
    expect(await page.getByLabel("Temporary password", { exact: true }).inputValue()).toMatch(/.{8,}/);
    await page.getByRole("button", { name: "I have kept it" }).click();
    expect(await page.getByLabel("Temporary password", { exact: true }).count()).toBe(0);
    const { value } = await admin<{ value: { id: string }[] }>("GET", "/users?q=lin%20chen");
    expect(value).toHaveLength(1);
    for (const { id } of value) await admin("DELETE", `/users/${id}`);
    expect(errors).toEqual([]);
  });

  it("restores a deleted user", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    const { user } = await admin<{ user: { id: string } }>("POST", "/users", {
      displayName: "Rita Restored",
      userName: "rita",
    });
    await admin("DELETE", `/users/${user.id}`);
    await go("/users/deleted");
    await page.getByRole("button", { name: "Restore Rita Restored" }).click();
    await page.getByText("The user was restored.").first().waitFor();
    await admin("DELETE", `/users/${user.id}`);
    expect(errors).toEqual([]);
  });
});
