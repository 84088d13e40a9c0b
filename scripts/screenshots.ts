/**
 * Usage: npx tsx scripts/screenshots.ts: takes the pictures of the console in spec/docs/img/ anew, from a real service on a
 * bad day. Needs Chromium on the PATH.
 */
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import type { SlotId } from "../generated/contract.ts";
import { signIn, startStage, visit } from "./testkit/console.ts";
import { photoForm, post } from "./testkit/ingest.ts";
import { makePhoto, makeUnique } from "./testkit/photos.ts";
import { type TestService, testPassword } from "./testkit/service.ts";
import { requireTool } from "./testkit/tools.ts";

const ROOT = resolve(import.meta.dirname, "..");
const TARGET = join(ROOT, "spec/docs/img");
const photoPath = join(ROOT, "scripts/demo/photo.jpg");
/** The shortest T that there is, so that a time-out is here soon. */
const T_SECONDS = 10;

const edits = ["tint", "grayscale", "frame"] as const;
const idOf = (number: number): SlotId => `slot-${String(number).padStart(3, "0")}` as SlotId;
/** Booths that are in use today. */
const inUse = [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 14];

const chromium = requireTool("chromium");
if (chromium === undefined) process.exit(1);
const stage = await startStage(chromium, { T_SYNC_RESPONSE_SECONDS: T_SECONDS });
try {
  await mkdir(TARGET, { recursive: true });
  await prepare(stage.service);
  await takeDesk(await stage.open({ viewport: { width: 1280, height: 860 } }));
  await takePhone(
    await stage.open({
      ...{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
      ...{ locale: "ru-RU", colorScheme: "dark" },
    }),
  );
} finally {
  await stage.stop();
}

/** A hall in which one provider fails, one hangs, one is slow, and one booth is being mended. */
async function prepare(service: TestService): Promise<void> {
  for (let number = 1; number <= 15; number++) {
    const settings = { edit: edits[number % edits.length], caption: `Booth ${number}`, max_edge: 900 };
    await service.setSlot(idOf(number), { provider: "local", settings });
  }
  await service.setSlot(idOf(3), { provider: "fault", settings: { fault: "error" } });
  await service.setSlot(idOf(5), { provider: "fault", settings: { fault: "hang" } });
  await service.setSlot(idOf(9), { provider: "fault", settings: { fault: "delay", delay_ms: 8_000 } });
  const until = Date.now() + 3_600_000;
  const mended = {
    state: "maintenance",
    stateBy: "operator",
    stateReason: "The lamp is changed",
    stateUntilMs: until,
  } as const;
  await service.setSlot(idOf(7), mended);
  const photos = [await readFile(photoPath), await makePhoto({ width: 900, height: 1200 })];
  for (const photo of photos) {
    await Promise.all(
      inUse.map((number) =>
        post(`${service.url}/api/ingest/${idOf(number)}`, photoForm(makeUnique(photo), testPassword)),
      ),
    );
  }
}

async function takeDesk(page: Page): Promise<void> {
  await signIn(page);
  await page.locator(".attention-bad").waitFor();
  await take(page, "console-hall");
  await visit(page, "#/slots/slot-004/test");
  await page.locator(".drop input").first().setInputFiles(photoPath);
  await page.getByRole("button", { name: "Edit it" }).click();
  await page.locator(".ledger").waitFor();
  await take(page, "console-slot");
  await visit(page, "#/playbook/timeouts-raise-t-sync?seconds=55&revert=30");
  await page.getByRole("button", { name: "See what it would change" }).click();
  await page.getByText("Nothing is changed yet.").waitFor();
  await page.getByLabel("Reason").fill("The provider is slow");
  await take(page, "console-playbook");
  await page.getByRole("button", { name: "Do it" }).click();
  await visit(page, "#/playbook/timeouts-tell-customer");
  const step = page.locator("#step-timeouts-tell-customer");
  await step.getByLabel("Text").fill("Pictures take up to a minute at two booths. News at 18:00.");
  await step.getByLabel("Reason").fill("The provider is slow");
  await step.getByRole("button", { name: "See what it would change" }).click();
  await step.getByRole("button", { name: "Do it" }).click();
  await step.getByText("Done.").waitFor();
  await page.setViewportSize({ width: 900, height: 560 });
  await page.goto(`${stage.service.url}/status`);
  await page.locator(".customer-notice").waitFor();
  await take(page, "console-status");
}

async function takePhone(page: Page): Promise<void> {
  await signIn(page);
  await page.locator(".attention-bad").waitFor();
  await take(page, "console-phone");
}

/** When its pictures are there. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate();
  await page.evaluate(`Promise.all([...document.images]
    .filter((image) => !image.complete && image.getBoundingClientRect().top < innerHeight)
    .map((image) => new Promise((done) => image.addEventListener("load", done))))`);
  const shot = await page.screenshot({ animations: "disabled" });
  await sharp(shot)
    .webp({ quality: 88, effort: 6 })
    .toFile(join(TARGET, `${name}.webp`));
  process.stdout.write(`spec/docs/img/${name}.webp\n`);
}
