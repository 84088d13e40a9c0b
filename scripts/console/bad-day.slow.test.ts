/** The bad day in a real browser: a slot fails, is found, put into maintenance, tried, mended, and all of it is on record. */
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stage, signIn, startStage, visit } from "../testkit/console.ts";
import { photoForm, post } from "../testkit/ingest.ts";
import { makePhoto, makeUnique } from "../testkit/photos.ts";
import { testPassword } from "../testkit/service.ts";
import { requireTool } from "../testkit/tools.ts";

const chromium = requireTool("chromium");
const photoPath = join(resolve(import.meta.dirname, "../.."), "scripts/demo/photo.jpg");

describe.skipIf(chromium === undefined)("the bad day", () => {
  let stage: Stage;
  let page: Page;
  let photo: Buffer;

  const shoot = async () =>
    await post(`${stage.service.url}/api/ingest/slot-003`, photoForm(makeUnique(photo), testPassword));
  const tile = () => page.locator(".tile", { has: page.getByRole("heading", { name: "Slot 3", exact: true }) });

  beforeAll(async () => {
    photo = await makePhoto();
    stage = await startStage(chromium ?? "");
    await stage.service.setSlot("slot-003", { provider: "local", settings: { edit: "tint" } });
    page = await stage.open();
  });
  afterAll(async () => {
    expect(stage.misdeeds).toEqual([]);
    await stage.stop();
  });

  it("begins with the sign-in, which says when a password is wrong and leads to where one wanted to go", async () => {
    await visit(page, "#/slots/slot-003");
    await signIn(page, "a wrong one");
    await page.getByText("Name or password is wrong.").waitFor();
    await signIn(page);
    await page.getByRole("heading", { name: "Slot 3 slot-003" }).waitFor();
    await visit(page, "#/");
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await page.locator(".tile").count()).toBe(16);
  });

  it("shows a slot that degrades, live", async () => {
    expect((await shoot()).status).toBe(200);
    await tile().getByText("In time").waitFor();
    await tile().locator("img").first().waitFor();
    await stage.service.setSlot("slot-003", { provider: "fault", settings: { fault: "error" } });
    expect((await shoot()).status).toBe(502);
    await page.locator(".attention-bad").getByText("Photos fail").waitFor();
    await tile().getByText("1 of 2").waitFor();
  });

  it("puts the slot into maintenance with a reason and an end, and the booth is refused", async () => {
    await page.locator(".attention-bad").getByRole("link", { name: "Slot 3" }).click();
    // Why, in the provider's own words.
    await page.getByText("fault: the fault provider was told to fail").waitFor();
    await page.getByRole("button", { name: "Put into maintenance" }).click();
    await page.getByText("Is needed.").waitFor();
    await page.getByRole("button", { name: "The provider fails" }).click();
    await page.getByLabel("Expected end").selectOption({ label: "in 30 min" });
    await page.getByRole("button", { name: "Put into maintenance" }).click();
    await page.getByText("Slot 3 is in maintenance.").waitFor();
    expect(JSON.parse(String((await shoot()).body))).toMatchObject({ failure_reason: "slot_maintenance" });
  });

  it("edits a test photo with settings that are not saved, though the slot is off", async () => {
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByLabel("Provider").selectOption("local");
    await page.getByLabel("Edit").selectOption("grayscale");
    await page.getByRole("link", { name: "Try it with a photo first" }).click();
    await page.locator(".drop input").first().setInputFiles(photoPath);
    await page.getByRole("button", { name: "Edit it" }).click();
    await page.getByRole("img", { name: "After" }).waitFor();
    const width = await page.evaluate(
      "document.querySelector('.pair figure:last-child img').decode().then(() => document.querySelector('.pair figure:last-child img').naturalWidth)",
    );
    expect(width).toBeGreaterThan(0);
    expect(await page.locator(".ledger-legend").innerText()).toMatch(/upload[\s\S]*local: picture/);
  });

  it("shows nothing of a photo that was given up for another one, and tries no form that is wrong", async () => {
    const run = page.getByRole("button", { name: "Edit it" });
    const file = page.locator(".drop input").first();
    const release = Promise.withResolvers<void>();
    await page.route("**/test-run", async (route) => {
      await release.promise;
      // The page has gone on: it may have let go of the request.
      await route.continue().catch(() => undefined);
    });
    await run.click();
    await page.getByText(/^Being edited/).waitFor();
    const over = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/test-run"));
    await file.setInputFiles({ name: "other.jpg", mimeType: "image/jpeg", buffer: makeUnique(photo) });
    await over;
    release.resolve();
    await page.unroute("**/test-run");
    expect(await page.getByText(/^Being edited/).count()).toBe(0);
    expect(await page.getByRole("img", { name: "After" }).count()).toBe(0);
    await run.click();
    await page.getByRole("img", { name: "After" }).waitFor();
    await page.getByRole("link", { name: "Settings", exact: true }).first().click();
    await page.locator("form.settings").getByLabel("Max edge").fill("5");
    await page.getByRole("link", { name: "Try it with a photo first" }).click();
    await page.getByText("The form has to be corrected first").waitFor();
    expect(await run.isDisabled()).toBe(true);
    await page.getByLabel("With the settings as typed in").uncheck();
    expect(await run.isDisabled()).toBe(false);
    await page.getByLabel("With the settings as typed in").check();
    await page.getByRole("link", { name: "Settings", exact: true }).first().click();
    await page.locator("form.settings").getByText("Must be 64 or more.").waitFor();
    await page.locator("form.settings").getByLabel("Max edge").fill("");
  });

  it("saves the settings, tells what the service refuses at its field, and takes a change back", async () => {
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByLabel("Max edge").fill("5");
    await page.getByLabel("Reason").last().fill("another provider");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Must be 64 or more.").waitFor();
    await page.getByLabel("Provider").selectOption("http");
    await page.getByLabel("Url").fill("https://anna:secret@example.org/edit");
    await page.getByRole("button", { name: "Save" }).click();
    await page
      .locator(".field", { has: page.getByLabel("Url") })
      .getByText("holds a user name or a password")
      .waitFor();
    await page.getByLabel("Provider").selectOption("local");
    await page.getByLabel("Max edge").fill("800");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The slot is still in maintenance").waitFor();
    await page.getByRole("button", { name: "Undo this change" }).click();
    await page.getByText("Taken back.").waitFor();
    expect(await page.getByLabel("Provider").inputValue()).toBe("fault");
  });

  it("shows what somebody else has changed meanwhile, and keeps what one has typed", async () => {
    await page.getByLabel("Provider").selectOption("local");
    await page.getByLabel("Caption").fill("mine");
    await stage.service.setSlot("slot-003", { maxParallel: 7 });
    await page.getByText("Somebody else has changed this slot meanwhile.").waitFor();
    await page.getByRole("button", { name: "Keep what I typed and save it over theirs" }).click();
    await page.getByLabel("Reason").last().fill("both of us");
    // Loaded anew after it was saved: the next test holds back what would be loaded then.
    const loaded = page.waitForResponse(async (response) => {
      if (response.request().method() !== "GET" || !response.url().endsWith("/api/slots/slot-003")) return false;
      const slot = await response.json().catch(() => undefined);
      return slot?.settings.caption === "mine";
    });
    await page.getByRole("button", { name: "Save" }).click();
    await loaded;
    await page.getByText("Saved. The slot is still in maintenance").waitFor();
    expect(await page.getByLabel("Photos in work at once").inputValue()).toBe("7");
    expect(await page.getByLabel("Caption").inputValue()).toBe("mine");
  });

  it("takes back its own change only: what somebody else has changed since is shown and stays", async () => {
    // The page does not get to know of the other change before the button is pressed.
    await page.route("**/api/slots/slot-003", (route) =>
      route.request().method() === "GET" ? route.abort() : route.continue(),
    );
    await stage.service.setSlot("slot-003", { maxParallel: 9 });
    await page.getByText("The service cannot be reached.").waitFor();
    await page.unroute("**/api/slots/slot-003");
    await page.getByRole("button", { name: "Undo this change" }).click();
    await page.getByText("Somebody else has changed this slot meanwhile.").waitFor();
    await page.getByRole("button", { name: "Drop mine and take theirs" }).click();
    expect(await page.getByLabel("Photos in work at once").inputValue()).toBe("9");
    expect(await page.getByRole("button", { name: "Undo this change" }).count()).toBe(0);
  });

  it("takes the slot back into service, and the booth gets its picture", async () => {
    await page.getByRole("link", { name: "Overview" }).click();
    // The form of the settings has a reason, too, and stays until the page has changed.
    await page.getByRole("form", { name: "Maintenance" }).getByLabel("Reason").fill("it is well again");
    await page.getByRole("button", { name: "Take back into service" }).click();
    await page.getByText("Slot 3 is on again.").waitFor();
    expect((await shoot()).status).toBe(200);
  });

  it("runs a step of the playbook only after its effect was seen, and undoes it", async () => {
    await visit(page, "#/playbook/timeouts-raise-t-sync");
    const step = page.locator("#step-timeouts-raise-t-sync");
    await step.getByLabel("Seconds").fill("55");
    await step.getByRole("button", { name: "See what it would change" }).click();
    await step.getByText("48 → 55 s for new photos").waitFor();
    await step.getByLabel("Reason").fill("the provider is slow");
    // Somebody else changes it meanwhile: what was seen is not what would be done.
    const other = { type: "t_sync_response.set", params: { seconds: 50 }, reason: "me, too" };
    expect(
      (
        await page.request.post(`${stage.service.url}/api/actions`, {
          data: other,
          headers: { Origin: stage.service.url },
        })
      ).status(),
    ).toBe(200);
    await step.getByRole("button", { name: "Do it" }).click();
    await step.getByText("Nothing was done: look again").waitFor();
    await step.getByText("50 → 55 s for new photos").waitFor();
    expect(await step.getByText("Done.").count()).toBe(0);
    await step.getByRole("button", { name: "Do it" }).click();
    await step.getByText("Done.").waitFor();
    await step.getByRole("button", { name: "Do another" }).click();
    expect(await step.getByText("Done.").count()).toBe(0);
    await step.getByLabel("Seconds").fill("52");
    await step.getByRole("button", { name: "See what it would change" }).click();
    await step.getByText("55 → 52 s for new photos").waitFor();
    await step.getByRole("button", { name: "Do it" }).click();
    await step.getByText("Done.").waitFor();
    await step.getByLabel("Take it back by itself after").selectOption("30");
    expect(await step.getByText("Done.").count()).toBe(0);
    await step.getByRole("button", { name: "See what it would change" }).waitFor();
    await step.getByLabel("Seconds").fill("53");
    await step.getByRole("button", { name: "See what it would change" }).click();
    await step.getByRole("button", { name: "Do it" }).click();
    await step.getByText("Done.").waitFor();
    await step.getByRole("button", { name: "Undo" }).click();
    await step.getByLabel("Why it is taken back").or(step.getByLabel("Reason")).last().fill("it is over");
    await step.getByRole("button", { name: "Undo" }).click();
    await page.getByText(/taken back by operator:anna/).waitFor();
  });

  it("leaves all of it in the audit", async () => {
    await visit(page, "#/audit?subject=slot%3Aslot-003");
    await page.getByText("it is well again").first().waitFor();
    const text = await page.locator(".audit").innerText();
    for (const reason of ["The provider fails", "another provider", "taken back: another provider", "both of us"]) {
      expect(text).toContain(reason);
    }
  });
});
