import type { BrowserContext, Page } from "playwright-core";
import { IS_FULL } from "../../support/extent.js";
import {
  accessibilityProblems,
  isTooWide,
  openContext,
  openPage,
  picture,
  settle,
  signIn,
  type Theme,
  type Visit,
} from "./site.js";

interface Look {
  readonly theme: Theme;
  readonly width: number;
}

/**
 * How a page is looked at: it is opened in the first look, and then changed to the second one, as when a window is made
 * narrower. The widest in light and the narrowest in dark; the other pairs are for the run before a release.
 */
const LOOKS: readonly (readonly [Look, Look])[] = [
  [
    { theme: "light", width: 1440 },
    { theme: "dark", width: 360 },
  ],
];
const OTHER_LOOKS: typeof LOOKS = [
  [
    { theme: "dark", width: 1440 },
    { theme: "light", width: 360 },
  ],
  [
    { theme: "light", width: 768 },
    { theme: "dark", width: 768 },
  ],
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

// One window of who is signed in, and one of who is not, for all looks of a file: what they have loaded is loaded once.
const windows = new Map<boolean, Promise<BrowserContext>>();

/**
 * Declares the test that every page passes: in each theme and width it has no error in the console, keeps the content
 * security policy, is accessible as far as axe knows, and fits. Pictures are left in .cache/browser.
 */
export function testLooks({ name, path, title, isSignedIn = true, prepare }: Looked): void {
  const cases = IS_FULL ? [...LOOKS, ...OTHER_LOOKS] : LOOKS;

  it.each(cases)(
    `the page ${name} is without errors, accessible and fits: %o, %o`,
    async (...looks: readonly Look[]) => {
      const visit = await openPage(await windowOf(isSignedIn));
      const { page, errors, go } = visit;
      try {
        for (const [index, look] of looks.entries()) {
          await change(page, look);
          if (index === 0) {
            await go(typeof path === "string" ? path : await path());
            await prepare?.(visit);
          }
          await endAnimations(page);
          await picture(page, `${name}-${look.width}-${look.theme}`);

          expect(await page.locator("h1").first().textContent()).toMatch(title);
          expect(errors).toEqual([]);
          expect({ look, problems: await accessibilityProblems(page) }).toEqual({ look, problems: [] });
          expect({ look, isTooWide: await isTooWide(page) }).toEqual({ look, isTooWide: false });
        }
      } finally {
        await page.close();
      }
    },
  );
}

function windowOf(isSignedIn: boolean): Promise<BrowserContext> {
  const open = async (): Promise<BrowserContext> => {
    const context = await openContext();
    if (isSignedIn) await signIn({ context });
    return context;
  };
  const found = windows.get(isSignedIn) ?? open();
  windows.set(isSignedIn, found);
  return found;
}

async function change(page: Page, { theme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height: 900 });
  if (page.url() !== "about:blank") await settle(page);
}

/** Brings everything that moves to its end: colors on their way are none that axe could judge. */
async function endAnimations(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))) animation.finish();
    }
  });
}
