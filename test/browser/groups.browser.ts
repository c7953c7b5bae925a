import { testLooks } from "./support/looks.js";

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
