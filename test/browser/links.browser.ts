import type { Page } from "playwright-core";
import { settle, signIn, useBrowser } from "./support/site.js";

/** Where a walk begins; the navigation leads to the rest. */
const START = "/home";

/** Of several links of one kind, as to each user of a list, one is enough. */
function kindOf(address: string): string {
  return address
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")
    .replace(/(\/(?:instances|licenses|connections)\/)[^/?]+/, "$1NAME")
    .replace(/=[^&]*/g, "=");
}

/** Goes to a place without loading the console again, and waits until nothing is loading. */
async function visitPlace(page: Page, place: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
  }, `/console${place}`);
  await settle(page);
}

/** What a page says of itself: its title, its problems, and where its links lead. */
function lookAt(page: Page): Promise<{ title: string; problems: string[]; links: string[] }> {
  return page.evaluate(() => ({
    title: document.querySelector("h1")?.textContent ?? "",
    problems: [...document.querySelectorAll("main .fui-MessageBarTitle")].map((one) => one.textContent ?? ""),
    links: [...document.querySelectorAll<HTMLAnchorElement>("a[href^='/console/']")].map((one) =>
      (one.getAttribute("href") ?? "").slice("/console".length),
    ),
  }));
}

describe("the links of the pages", () => {
  const browser = useBrowser();

  it("lead to pages that are there, from each page to the next", async () => {
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);
    await go(START);
    const seen = new Set([kindOf(START)]);
    const waiting: { place: string; from: string }[] = [{ place: START, from: "" }];
    const broken: string[] = [];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { place, from } = next;
      await visitPlace(page, place);
      const { title, problems, links } = await lookAt(page);
      const isGone = /not found|has failed/i.test(title) || problems.includes("This does not exist");
      if (isGone || errors.length > 0) broken.push(`${from} → ${place}: ${[title, ...errors].join("; ")}`);
      if (errors.length > 0) break;
      for (const link of links) {
        if (seen.has(kindOf(link))) continue;
        seen.add(kindOf(link));
        waiting.push({ place: link, from: place });
      }
    }

    expect(broken).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
  });
});
