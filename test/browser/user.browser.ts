import { testLooks } from "./support/looks.js";
import { send } from "./support/server.js";
import { adminToken, serverUrl, settle, signIn, useBrowser } from "./support/site.js";

const HOSTILE = '<script>alert("title")</script>';

function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  return send<Answer>(`${serverUrl()}/admin/v1${path}`, { method, token: adminToken(), body });
}

/** Creates somebody who lacks a license and a role, and returns the id. */
async function person(userName: string): Promise<string> {
  const name = { givenName: "Ida", familyName: "Rhodes" };
  const emails = [{ value: `${userName}@contoso.com`, type: "work", primary: true }];
  const body = { userName, name, displayName: "Ida Rhodes", title: HOSTILE, emails };
  const { user } = await call<{ user: { id: string } }>("POST", "/users", body);
  return user.id;
}

async function firstInstance(): Promise<string> {
  const { value } = await call<{ value: { name: string }[] }>("GET", "/instances");
  return value[0]?.name ?? "";
}

let count = 0;
const nobody = (): string => `ida${++count}.${Date.now()}`;

for (const tab of ["account", "licenses", "groups", "access", "crm", "invitation", "history"]) {
  testLooks({
    name: `user-${tab}`,
    path: async () => `/users/${await person(nobody())}/${tab}`,
    title: "Ida Rhodes",
  });
}
testLooks({
  name: "access",
  path: async () => {
    const userName = nobody();
    await person(userName);
    return `/access?user=${userName}`;
  },
  title: "Why can't she sign in?",
});
testLooks({ name: "access-empty", path: "/access", title: "Why can't she sign in?" });
testLooks({ name: "access-reasons", path: "/access/reasons", title: "People kept out" });
testLooks({
  name: "what-if",
  path: async () => `/access/what-if?change=unguarded&instance=${await firstInstance()}`,
  title: "What if …",
  prepare: async ({ page }) => page.getByText(/would/).first().waitFor(),
});
testLooks({
  name: "mode",
  path: async () => `/users/${await person(nobody())}/mode?kind=nonInteractive`,
  title: "Non-interactive user",
});
testLooks({
  name: "application-user",
  path: async () => `/instances/${await firstInstance()}/application-users/new`,
  title: "Add an application user",
});

describe("why somebody cannot sign in", () => {
  const browser = useBrowser();

  it("is answered with a chain whose broken links have buttons, which show what they do and do it", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    const userName = nobody();
    await person(userName);
    await signIn(visit);
    await go(`/access?user=${userName}&instance=${await firstInstance()}`);

    await page.getByRole("heading", { name: /Ida Rhodes cannot sign in to/ }).waitFor();
    const chain = page.getByRole("list", { name: "Checks, in order" }).getByRole("listitem");
    expect(await chain.count()).toBe(7);
    expect(await page.getByText("Start here").count()).toBe(1);
    const assign = page.getByRole("button", { name: /^Assign / });
    const label = (await assign.textContent()) ?? "";
    await assign.click();
    const dialog = page.getByRole("dialog", { name: label });
    await dialog.getByText(/seats available before/).waitFor();
    await dialog.getByRole("button", { name: label }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "License: No license" }).waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Manage roles" }).click();
    await page.getByRole("checkbox", { name: "Salesperson" }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: /Security role: / }).waitFor({ state: "detached" });
    expect(errors).toEqual([]);
  });

  it("says that nobody is called so, with ways to go on", async () => {
    const visit = await browser.visit();
    await signIn(visit);
    await visit.go("/access?user=nobody-at-all");

    await visit.page.getByRole("heading", { name: 'Nobody is called "nobody-at-all"' }).waitFor();
    await visit.page.getByRole("button", { name: "Deleted users" }).waitFor();
  });

  it("stands beside the answer about somebody else, with what differs; a misspelled name leads to the right one", async () => {
    const visit = await browser.visit();
    const userName = nobody();
    await person(userName);
    await signIn(visit);
    await visit.go(`/access?user=${userName}x`);
    await visit.page.getByRole("link", { name: `(${userName})` }).click();
    await visit.page.getByRole("heading", { name: /Ida Rhodes cannot sign in to/ }).waitFor();
    const place = await firstInstance();
    await visit.go(`/access?user=${userName}&instance=${place}&with=grace@contoso.com`);

    const differs = visit.page.getByRole("row", { name: /^License .* Differs$/ });
    expect(await differs.count()).toBe(1);
    expect(visit.errors.filter((text) => !text.includes(" 404 "))).toEqual([]);
  });
});

describe("the page of a user", () => {
  const browser = useBrowser();

  it("shows a stored script as text, and where a value comes from", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    await go(`/users/${await person(nobody())}/crm`);

    expect(await page.getByLabel("Title", { exact: true }).inputValue()).toBe(HOSTILE);
    await page.getByRole("button", { name: "Where Title comes from" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("group", { name: "Where Title comes from" }).getByText(HOSTILE).waitFor();
    await page.keyboard.press("Escape");
    expect(errors).toEqual([]);
  });

  it("moves a user to another business unit, with the units of the instance", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    const instance = await firstInstance();
    const name = `Unit ${Date.now()}`;
    await call("POST", `/instances/${instance}/business-units`, { name });
    await go(`/users/${await person(nobody())}/crm?instance=${instance}`);
    await page.getByRole("button", { name: "Change business unit" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("combobox").click();
    await page.getByRole("option", { name: new RegExp(name) }).click();
    await dialog.getByRole("button", { name: "Change", exact: true }).click();
    await dialog.waitFor({ state: "detached" });

    await page.getByText(`The business unit is ${name}`).first().waitFor();
    expect(await page.getByLabel("Business Unit", { exact: true }).inputValue()).toBe(name);
    expect(errors).toEqual([]);
  });

  it("saves what was edited, and blocks and unblocks", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    const id = await person(nobody());
    await go(`/users/${id}/account`);
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByLabel("Department").fill("Research");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The account was saved").first().waitFor();
    await page.getByRole("button", { name: "Block sign-in" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Block", exact: true }).click();
    await page.getByText("Sign-in blocked", { exact: true }).first().waitFor();
    await settle(page);

    const user = await call<Record<string, unknown>>("GET", `/users/${id}`);
    expect(JSON.stringify(user)).toContain('"department":"Research"');
    expect(user["active"]).toBe(false);
    expect(errors).toEqual([]);
  });
});
