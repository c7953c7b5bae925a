import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page, type Request } from "playwright-core";
import { ADMINISTRATOR } from "./server.js";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const PICTURES = path.join(__dirname, "..", "..", "..", ".cache", "browser");
const DOCUMENTED = path.join(__dirname, "..", "..", "..", "docs", "images", "console");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** A theme of the console. */
export type Theme = "light" | "dark";

/** The server of the tests, without a trailing slash. */
export function serverUrl(): string {
  return process.env["BROWSER_SERVER"] ?? "";
}

/** A token of the server with `admin:global`. */
export function adminToken(): string {
  return process.env["BROWSER_TOKEN"] ?? "";
}

/** A browser window that knows what went wrong in it. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console and violations of the content security policy so far. */
  readonly errors: readonly string[];
  /** Goes to a path below /console, and waits until nothing is loading. */
  readonly go: (path: string) => Promise<void>;
}

/** What a window is like. */
interface Window {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

// One Chromium for each file of tests.
let chromiumOfFile: Promise<Browser> | undefined;
afterAll(async () => (await chromiumOfFile)?.close());

/** Opens a window that shares nothing with others: nobody is signed in. */
export async function openContext({
  theme = "light",
  width = 1440,
  height = 900,
}: Window = {}): Promise<BrowserContext> {
  chromiumOfFile ??= chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const viewport = { width, height };
  return (await chromiumOfFile).newContext({ colorScheme: theme, viewport, baseURL: serverUrl() });
}

/** Lets the tests of a `describe` block open windows, which are closed behind each test. */
export function useBrowser(): { readonly visit: (window?: Window) => Promise<Visit> } {
  const contexts: BrowserContext[] = [];
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  return {
    visit: async (window) => {
      const context = await openContext(window);
      contexts.push(context);
      return openPage(context);
    },
  };
}

/** The requests of each page that are under way. */
const underWay = new WeakMap<Page, Set<Request>>();

function watchRequests(page: Page): void {
  const requests = new Set<Request>();
  underWay.set(page, requests);
  // A stream of events never ends.
  page.on("request", (request) => {
    if (request.resourceType() !== "eventsource") requests.add(request);
  });
  page.on("requestfinished", (request) => requests.delete(request));
  page.on("requestfailed", (request) => requests.delete(request));
}

/** Opens a page in a window, and notes from then on what goes wrong on it. */
export async function openPage(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  watchRequests(page);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // Who is not signed in yet is told so with 401, which Chromium reports as an error.
    if (/ 401 /.test(message.text()) && message.location().url.endsWith("/console/session")) return;
    errors.push(`${message.text()} (${message.location().url})`);
  });
  await page.exposeFunction("reportViolation", (text: string) => errors.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      (globalThis as unknown as { reportViolation: (text: string) => void }).reportViolation(
        `${violatedDirective} forbids ${blockedURI} ${sample}`,
      );
    });
  });
  const go = async (place: string): Promise<void> => {
    await page.goto(`/console${place}`);
    await settle(page);
  };
  return { page, context, errors, go };
}

/** Waits until the page has a title, nothing on it is loading, and its scripts have come to rest. */
export async function settle(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  for (let quiet = 0; quiet < 4; ) {
    await sleep(25);
    // A busy machine needs longer until the page is idle, so that no time is guessed here.
    const isLoading = await page.evaluate(async () => {
      // A page on which nothing changes may never be told that it is idle.
      await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 100 }));
      return document.querySelector("[aria-busy=true]") !== null;
    });
    quiet = isLoading || (underWay.get(page)?.size ?? 0) > 0 ? 0 : quiet + 1;
  }
}

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** The session of the administrator of the tests, of this file. */
let cookies: Cookies | undefined;

/** Signs the administrator of the tests in, or somebody else, without a form. The administrator does so once a file. */
export async function signIn(
  { context }: Pick<Visit, "context">,
  credentials = ADMINISTRATOR,
): Promise<void> {
  if (credentials === ADMINISTRATOR && cookies !== undefined) return context.addCookies(cookies);
  const answer = await context.request.post("/console/session", { data: credentials });
  if (!answer.ok()) throw new Error(`signing in was answered ${answer.status()}: ${await answer.text()}`);
  if (credentials === ADMINISTRATOR) cookies = await context.cookies();
}

/** Returns what axe finds wrong with a page. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate((): Promise<AxeResults> => {
    const { axe } = globalThis as unknown as {
      axe: { run(on: unknown, options: unknown): Promise<AxeResults> };
    };
    // Fluent's sentinels redirect the focus; nobody reaches them. What passes is not listed, which is half of the time.
    return axe.run({ exclude: [["[data-tabster-dummy]"]] }, { resultTypes: ["violations"] });
  });
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
}

/** Takes a picture of a page, into .cache/browser. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
}

/** Takes a picture for the documentation; it stays in .cache/browser unless `npm run pictures` asks for it. */
export async function documented(page: Page, name: string): Promise<void> {
  if (process.env["PICTURES"] !== "1") return picture(page, name);
  await page.screenshot({ path: path.join(DOCUMENTED, `${name}.png`), animations: "disabled" });
}

/** Returns true if something on the page can only be reached by scrolling sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
