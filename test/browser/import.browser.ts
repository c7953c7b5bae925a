import { readFileSync } from "node:fs";
import { testLooks } from "./support/looks.js";
import { send } from "./support/server.js";
import { adminToken, serverUrl, signIn, useBrowser } from "./support/site.js";

const FILE = `Username,First name,Job title,Login name
import.one,<b>One</b>,Clerk,x
import.two,Two,${"x".repeat(200)},x
`;

testLooks({
  name: "import",
  path: "/users/import",
  title: "Add multiple users",
  prepare: async ({ page }) => {
    await page.getByLabel("Or paste the lines").fill(FILE);
    await page.getByRole("button", { name: "Check the lines" }).click();
    await page.getByText("title 200 > 128").waitFor();
  },
});

describe("an import of users", () => {
  const browser = useBrowser();

  it("shows the plan, takes another attribute for a column, adds the users and gives the passwords once", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    await go("/users/import");
    const buffer = Buffer.from("Login,Title\nimport.three,Boss\n");
    await page.getByLabel("File of users").setInputFiles({ name: "users.csv", mimeType: "text/csv", buffer });
    await page.getByText("no column of the file is the userName").waitFor();
    await page.getByLabel("Login", { exact: true }).selectOption({ label: "Username" });
    await page.getByRole("button", { name: "Add 1 and change 0 users" }).click();
    await page.getByText("1 of 1 done").waitFor();
    const downloaded = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the passwords" }).click();
    const content = readFileSync(await (await downloaded).path(), "utf8");
    expect(content).toMatch(/^import\.three\t\S{8,}\n$/);
    await page.getByRole("button", { name: "Download the passwords" }).click();
    await page.getByText("0 passwords were downloaded.").waitFor();

    const admin = <Answer>(method: string, path: string): Promise<Answer> =>
      send<Answer>(`${serverUrl()}/admin/v1${path}`, { method, token: adminToken() });
    const { value } = await admin<{ value: { id: string; title: string }[] }>("GET", "/users?q=import.three");
    expect(value).toMatchObject([{ title: "Boss" }]);
    for (const { id } of value) await admin("DELETE", `/users/${id}`);
    expect(errors).toEqual([]);
  });
});
