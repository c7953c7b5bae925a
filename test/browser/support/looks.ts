import {
  accessibilityProblems,
  isTooWide,
  picture,
  signIn,
  type Theme,
  useBrowser,
  type Visit,
} from "./site.js";

const WIDTHS = [360, 768, 1440];
const THEMES: readonly Theme[] = ["light", "dark"];

/** A page whose looks are tested. */
interface Looked {
  /** The name of its pictures: `users`. */
  readonly name: string;
  /** Below /console. */
  readonly path: string | (() => Promise<string>);
  /** Its h1. */
  readonly title: string | RegExp;
  /** False for a page that is seen before signing in. */
  readonly isSignedIn?: boolean;
  /** Brings the page into the state that is looked at: opens a dialog, a tab. */
  readonly prepare?: (visit: Visit) => Promise<void>;
}

/**
 * Declares the tests that every page passes: in each theme and width it has no error in the console, keeps the content
 * security policy, is accessible as far as axe knows, and fits. A picture is left in .cache/browser.
 */
export function testLooks({ name, path, title, isSignedIn = true, prepare }: Looked): void {
  describe(`the page ${name}`, () => {
    const browser = useBrowser();
    const cases = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));

    it.each(cases)(
      "is without errors, accessible and fits, $theme at $width px",
      async ({ theme, width }) => {
        const visit = await browser.visit({ theme, width });
        const { page, errors, go } = visit;
        if (isSignedIn) await signIn(visit);
        await go(typeof path === "string" ? path : await path());
        await prepare?.(visit);
        await picture(page, `${name}-${width}-${theme}`);

        expect(await page.locator("h1").first().textContent()).toMatch(title);
        expect(errors).toEqual([]);
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await isTooWide(page)).toBe(false);
      },
    );
  });
}
