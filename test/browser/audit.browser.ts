import { testLooks } from "./support/looks.js";

testLooks({ name: "audit", path: "/audit", title: "Audit" });
testLooks({
  name: "audit-verify",
  path: "/audit/verify",
  title: "Audit",
  prepare: async ({ page }) => {
    await page.getByRole("button", { name: "Verify", exact: true }).click();
    await page.getByText("The trail is whole").waitFor();
  },
});
