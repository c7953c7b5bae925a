import { IS_FULL } from "../../support/extent.js";
import {
  accessibilityProblems,
  isTooWide,
  picture,
  signIn,
  type Theme,
  useBrowser,
  type Visit,
} from "./site.js";

interface Look {
  readonly theme: Theme;
  readonly width: number;
}

/** The widest in light and the narrowest in dark; the other pairs are for the run before a release. */
const LOOKS: readonly Look[] = [
  { theme: "light", width: 1440 },
  { theme: "dark", width: 360 },
];
const OTHER_LOOKS: readonly Look[] = [
  { theme: "dark", width: 1440 },
  { theme: "light", width: 768 },
  { theme: "dark", width: 768 },
  { theme: "light", width: 360 },
];

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
    const cases = IS_FULL ? [...LOOKS, ...OTHER_LOOKS] : LOOKS;

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
