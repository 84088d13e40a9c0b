/** The stream is dropped, goes silent, and comes back; and the session ends: the page says so, and nothing typed is lost. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stage, signIn, startStage, visit } from "../testkit/console.ts";
import { type Line, startLine } from "../testkit/line.ts";
import { requireTool } from "../testkit/tools.ts";

const chromium = requireTool("chromium");

describe.skipIf(chromium === undefined)("the stream", () => {
  let stage: Stage;
  let line: Line;
  let page: Page;

  beforeAll(async () => {
    stage = await startStage(chromium ?? "");
    line = await startLine(stage.service.url);
    page = await stage.open({ origin: line.url });
    await signIn(page);
    await page.getByText("Live", { exact: true }).waitFor();
  });
  afterAll(async () => {
    expect(stage.misdeeds).toEqual([]);
    await line.stop();
    await stage.stop();
  });

  it("that is cut off is told at once, its numbers are marked as old, and it comes back by itself", async () => {
    line.cut();
    await page.getByText(/^Not live since/).waitFor();
    expect(await page.locator(".hall.stale").count()).toBe(1);
    expect(await page.locator(".stopped").innerText()).toMatch(/The numbers below are old/);
    await page.getByText("Stopped", { exact: true }).waitFor();
    line.open();
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await page.locator(".stale").count()).toBe(0);
  });

  it("that goes silent without an end is no live one either", async () => {
    line.freeze();
    await page.getByText("The connection went silent.").waitFor({ timeout: 60_000 });
    expect(await page.locator(".hall.stale").count()).toBe(1);
    line.open();
    await page.getByText("Live", { exact: true }).waitFor({ timeout: 60_000 });
  });

  it("is given back by a page that nobody looks at for a minute, and is there again for who comes back", async () => {
    const old = page.locator(".hall.stale");
    const look = async (hidden: boolean) =>
      await page.evaluate(`Object.defineProperty(document, "hidden", { configurable: true, get: () => ${hidden} });
        document.dispatchEvent(new Event("visibilitychange"))`);
    const listeners = () => stage.service.app.watchers();
    await page.clock.install();
    await page.reload();
    await page.getByText("Live", { exact: true }).waitFor();
    await look(true);
    await page.clock.fastForward(61_000);
    await page.getByText("Nobody looked at the page, and it let go of its connection.").waitFor();
    await expect.poll(listeners).toBe(0);
    expect(await old.count()).toBe(1);
    // Nobody looks: it is not tried again.
    await page.clock.fastForward(120_000);
    expect(listeners()).toBe(0);
    await look(false);
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await old.count()).toBe(0);
    expect(listeners()).toBe(1);
  });

  it("ends with the session: one signs in again, and what was typed is still there", async () => {
    await visit(page, "#/slots/slot-004/settings");
    await page.getByLabel("Caption").fill("not saved yet");
    await page.context().clearCookies();
    await page.getByRole("link", { name: "Jobs" }).click();
    await page.getByText("You are signed out. Sign in, and you are where you were.").waitFor();
    await signIn(page);
    await page.getByRole("link", { name: "Settings" }).click();
    expect(await page.getByLabel("Caption").inputValue()).toBe("not saved yet");
    await page.getByText("Live", { exact: true }).waitFor();
  });
});
