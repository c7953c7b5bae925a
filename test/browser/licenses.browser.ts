import { testLooks } from "./support/looks.js";

testLooks({ name: "licenses", path: "/licenses", title: "Licenses" });
testLooks({ name: "pool", path: "/licenses/CRM_SERVICE/seats", title: /./ });
testLooks({ name: "pool-ledger", path: "/licenses/CRM_SERVICE/ledger", title: /./ });
testLooks({
  name: "buy-seats",
  path: "/licenses/CRM_SERVICE/seats",
  title: /./,
  prepare: async ({ page }) => {
    await page.getByRole("button", { name: "Buy seats" }).click();
    await page.getByText("would").first().waitFor();
  },
});
