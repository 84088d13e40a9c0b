/** The page for everybody: on a phone, in both languages, in light and dark, by keyboard, for readers of the screen. */
import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { labelValues } from "../../generated/contract.ts";
import { type Stage, signIn, startStage, visit } from "../testkit/console.ts";
import { photoForm, post } from "../testkit/ingest.ts";
import { makePhoto, makeUnique } from "../testkit/photos.ts";
import { testPassword } from "../testkit/service.ts";
import { requireTool } from "../testkit/tools.ts";

const chromium = requireTool("chromium");
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const views = [
  ["#/", ".tile"],
  ["#/slots/slot-003", ".history"],
  ["#/slots/slot-003/settings", ".settings"],
  ["#/slots/slot-003/test", ".drop"],
  ["#/slots/slot-003/jobs", ".job"],
  ["#/playbook/provider-errors-maintenance", ".step-body form"],
  ["#/audit", ".audit li"],
  ["#/docs", ".contents"],
  ["#/docs/ops/timeouts", ".document h2"],
  ["#/docs/metrics", ".document table"],
] as const;

describe.skipIf(chromium === undefined)("the page", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage(chromium ?? "");
    const { service } = stage;
    await service.setSlot("slot-003", { provider: "fault", settings: { fault: "error" } });
    await service.setSlot("slot-005", {
      state: "maintenance",
      stateReason: "a very long reason ".repeat(9),
      stateBy: "operator",
    });
    const photo = await makePhoto();
    for (const id of labelValues.slot_id) {
      await post(`${service.url}/api/ingest/${id}`, photoForm(makeUnique(photo), testPassword));
    }
  });
  afterAll(async () => {
    expect(stage.misdeeds).toEqual([]);
    await stage.stop();
  });

  /** What axe calls serious or critical, a line each. */
  async function serious(page: Page, where: string): Promise<string[]> {
    await page.evaluate(axe.source);
    const found = (await page.evaluate("axe.run(document)")) as {
      readonly violations: readonly {
        readonly id: string;
        readonly impact: string;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    };
    return found.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html ?? ""}`);
  }

  it.each([
    ["a desk in light", "en-GB", "light", {}],
    ["a phone in dark", "ru-RU", "dark", phone],
  ] as const)("shuts nobody out and never scrolls sideways: %s", async (_, locale, colorScheme, device) => {
    const page = await stage.open({ ...device, locale, colorScheme });
    const found = await serious(page, "sign-in");
    await signIn(page);
    for (const [hash, part] of views) {
      await visit(page, hash);
      await page.locator(part).first().waitFor();
      found.push(...(await serious(page, hash)));
      const [width, window] = (await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")) as [
        number,
        number,
      ];
      expect(width, hash).toBe(window);
    }
    expect(found).toEqual([]);
    await page.context().close();
  });

  it("has targets that a thumb hits", async () => {
    const page = await stage.open(phone);
    await signIn(page);
    for (const [hash, part] of views.slice(0, 7)) {
      await visit(page, hash);
      await page.locator(part).first().waitFor();
      const small =
        await page.evaluate(`[...document.querySelectorAll("button, .button, .chip, .tabs a, .sections a, select, input:not([type=file], [type=radio], [type=checkbox]), summary")]
        .filter((each) => each.offsetParent !== null && each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML.slice(0, 80))`);
      expect(small, hash).toEqual([]);
    }
    await page.context().close();
  });

  it("speaks the browser's language, or the one that was chosen, also the next time", async () => {
    const page = await stage.open({ locale: "ru-RU" });
    await page.getByRole("heading", { name: "Вход" }).waitFor();
    await page.locator(".menu summary").click();
    await page.locator(".segments").getByText("EN").click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    // Nothing else is kept, least of all who one is.
    await signIn(page);
    await page.locator(".tile").first().waitFor();
    expect(await page.evaluate("Object.keys({ ...localStorage, ...sessionStorage })")).toEqual(["console.language"]);
    await page.context().close();
  });

  it("is used by keyboard: the first stop skips to the content, and a new view is read from its heading", async () => {
    const page = await stage.open();
    await signIn(page);
    await page.locator(".tile").first().waitFor();
    await page.reload();
    await page.locator(".tile").first().waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    await page.locator(".menu summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    expect(await page.locator(".menu[open]").count()).toBe(0);
    expect(await page.evaluate("document.activeElement.tagName")).toBe("SUMMARY");
    await visit(page, "#/slots/slot-003");
    await vi.waitFor(async () => expect(await page.evaluate("document.activeElement.tagName")).toBe("H1"), 10_000);
    await page.context().close();
  });

  it("tells a customer on /status what holds, without a sign-in, and what the operators say", async () => {
    const page = await stage.open({ path: "/status", locale: "ru-RU" });
    await page.getByRole("heading", { name: "Некоторые будки сейчас не выдают снимков." }).waitFor();
    expect(await serious(page, "status")).toEqual([]);
    await page.context().close();
  });

  it("tells a customer that nothing is known when nothing answers, and since when", async () => {
    const page = await stage.open({ path: "/livez" });
    await page.clock.install();
    await page.goto(`${stage.service.url}/status`);
    const well = page.getByRole("heading", { level: 1, name: "Some booths give no pictures at the moment." });
    const unknown = page.getByRole("heading", { level: 1, name: "It is not known how the service is" });
    await well.waitFor();
    let asked = 0;
    await page.route("**/status", () => {
      asked += 1;
    });
    // As after a sleep: the last answer is old, and nothing else has happened yet.
    await page.clock.setSystemTime(Date.now() + 70_000);
    await unknown.waitFor();
    expect(asked).toBe(0);
    await page.getByText(/^Nothing is known since \d\d:\d\d:\d\d/).waitFor();
    expect(await page.locator(".customer .icon-ok, .customer .icon-warn, .customer .icon-bad").count()).toBe(0);
    await page.clock.fastForward(15_000);
    await expect.poll(() => asked).toBe(1);
    // Nothing more is asked while it is waited for, nor at once when it is given up.
    await page.clock.fastForward(15_000);
    expect([asked, await unknown.count()]).toEqual([1, 1]);
    await page.unroute("**/status");
    await page.clock.fastForward(15_000);
    await well.waitFor();
    expect(await unknown.count()).toBe(0);
    await page.context().close();
  });

  it("says of alerts what is not known: that a rule cannot be evaluated here, and that all of it is old", async () => {
    const page = await stage.open({ path: "/livez" });
    const alert = { severity: "page", labels: {}, summary: null, action: "-", playbook: "-", suggestions: [] };
    const nothing = { since: null, value: null, state: "unknown" };
    const at = Date.now();
    const hall = {
      ...{ at: new Date(at).toISOString(), evaluated_at: new Date(at - 60_000).toISOString() },
      ...{ t_sync_response_seconds: 48, slots: [], volume: { used_ratio: null } },
      kpis: [{ name: "timeout_rate", help: "", value: 0, op: "<=", threshold: 0.05, unit: "ratio", alert: "-" }],
      alerts: [
        { ...alert, ...nothing, name: "SlowP95", needs: null, reason: "its expression failed" },
        { ...alert, ...nothing, name: "MetricsDown", needs: "prometheus", reason: "it is about others" },
      ],
    };
    await page.route("**/api/live", (route) =>
      route.fulfill({ contentType: "text/event-stream", body: `event: hall\ndata: ${JSON.stringify(hall)}\n\n` }),
    );
    await page.goto(`${stage.service.url}/console`);
    await signIn(page);
    const broken = page.locator(".alert-broken");
    await broken.getByText("Photos are slow").waitFor();
    expect(await broken.innerText()).toMatch(/Cannot be evaluated here[\s\S]*its expression failed/);
    expect(await broken.count()).toBe(1);
    expect(await page.getByText("No alert holds.").count()).toBe(0);
    for (const part of [".kpis", ".alerts"]) {
      await page
        .locator(part)
        .getByText(/as of \d\d:\d\d:\d\d$/)
        .waitFor();
      expect(await page.locator(`${part} .stale`).count()).toBe(1);
    }
    expect(await serious(page, "unknown alerts")).toEqual([]);
    await page.context().close();
  });

  it("gives up a service that does not answer, and knows no document or slot that only every object has", async () => {
    const page = await stage.open({ path: "/livez" });
    await page.clock.install();
    await page.goto(`${stage.service.url}/console`);
    await signIn(page);
    await page.locator(".tile").first().waitFor();
    for (const name of ["constructor", "toString/x", "__proto__"]) {
      await visit(page, `#/docs/${name}`);
      await page.getByRole("heading", { name: "There is no such document." }).waitFor();
    }
    await visit(page, "#/slots/..");
    await page.getByRole("heading", { name: "There is no such slot." }).waitFor();
    await page.route("**/api/audit*", () => undefined);
    const asked = page.waitForRequest("**/api/audit*");
    await visit(page, "#/audit");
    await asked;
    await page.clock.fastForward(15_000);
    await page.getByText("The service did not answer within 15 s.").waitFor();
    await page.context().close();
  });

  it("is small: the hall's first load has less than 60 kB compressed", async () => {
    const page = await stage.open({ path: "/livez" });
    let bytes = 0;
    page.on("response", (response) => {
      const isOwn = new URL(response.url()).pathname.startsWith("/console");
      if (isOwn) bytes += Number(response.headers()["content-length"] ?? Number.NaN);
    });
    await page.goto(`${stage.service.url}/console`);
    await signIn(page);
    await page.locator(".tile").first().waitFor();
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(60_000);
    await page.context().close();
  });
});
