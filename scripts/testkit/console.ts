/** The operators' page in a real browser: built once a file, served by a real service, watched for what it may not do. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { breakerRules } from "../../src/core/breaker.ts";
import { providerDrivers } from "../../src/providers/index.ts";
import { startDesk } from "./operator.ts";
import type { TestService } from "./service.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export const operator = { name: "anna", password: "correct horse battery" };

export interface Stage {
  readonly service: TestService;
  /** A new browser of its own: nobody is signed in. `origin` stands in for the service's own. */
  open(options?: BrowserContextOptions & { readonly path?: string; readonly origin?: string }): Promise<Page>;
  /** What pages did that they may not do, in words: broken policies, errors of scripts, requests to elsewhere. */
  readonly misdeeds: readonly string[];
  stop(): Promise<void>;
}

/** Builds the page, starts a service whose slots edit on this machine, and a browser. */
export async function startStage(
  executablePath: string,
  overrides: Parameters<typeof startDesk>[0] = {},
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "phc-page-"));
  const script = join(ROOT, "scripts/run.js");
  await promisify(execFile)(process.execPath, [script, "build_console", folder], { cwd: ROOT });
  const { service } = await startDesk(overrides, providerDrivers, breakerRules, folder);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const misdeeds: string[] = [];
  return {
    service,
    misdeeds,
    async open({ path = "/console", origin = service.url, ...options } = {}) {
      const page = await newPage(browser, options);
      watch(page, origin, misdeeds);
      await page.goto(`${origin}${path}`);
      return page;
    },
    async stop() {
      await browser.close();
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(20_000);
  return await context.newPage();
}

function watch(page: Page, origin: string, misdeeds: string[]): void {
  page.on("pageerror", (error) => misdeeds.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    // That a request was refused or did not get through is what several tests bring about.
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) misdeeds.push(`console: ${text}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url)) misdeeds.push(`request to ${url}`);
  });
}

/** Types in name and password, and waits for the view that comes then. */
export async function signIn(page: Page, password = operator.password): Promise<void> {
  await page.locator("input[name=name]").fill(operator.name);
  await page.locator("input[name=password]").fill(password);
  await page.locator(".sign-in button[type=submit]").click();
}

/** Goes to a view of the console and waits for its heading. */
export async function visit(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.locator("h1:visible").first().waitFor();
}
