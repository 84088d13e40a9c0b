/** Tests of the provider fault and of the list of drivers. */
import { readdir, readFile, stat } from "node:fs/promises";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Config, parseConfig } from "../../generated/config.ts";
import { labelValues } from "../../generated/contract.ts";
import { callDriver } from "../../scripts/testkit/drivers.ts";
import { useTempFolder } from "../../scripts/testkit/folders.ts";
import { makePhoto, saveFile } from "../../scripts/testkit/photos.ts";
import { type Deadline, startDeadline } from "../core/deadline.ts";
import { fault } from "./fault.ts";
import { providerDrivers } from "./index.ts";

const folder = useTempFolder();
let deadline: Deadline;

beforeEach(() => {
  deadline = startDeadline(20_000);
});
afterEach(() => {
  deadline.stop();
  vi.restoreAllMocks();
});

async function run(settings: unknown, signal: AbortSignal = deadline.signal, until: Deadline = deadline) {
  const bytes = await makePhoto();
  const path = await saveFile(folder(), "photo", bytes);
  const photo = { path, type: "image/jpeg" as const, width: 640, height: 480, sizeBytes: bytes.length };
  return callDriver(fault, { photo, settings, resultPath: `${folder()}/result` }, { signal, deadline: until });
}

function configOf(nodeEnv: string): Config {
  const config = parseConfig({ NODE_ENV: nodeEnv, INGEST_PASSWORD: "correct horse battery" });
  if (Array.isArray(config)) throw new Error(JSON.stringify(config));
  return config;
}

describe("fault", () => {
  it.each([{}, { fault: "none" }, { fault: "delay", delay_ms: 30 }])(
    "gives an edited picture with %j",
    async (settings) => {
      expect(await run(settings)).toMatchObject({ ok: true, type: "image/jpeg" });
      expect(await sharp(`${folder()}/result`).metadata()).toMatchObject({ format: "jpeg", width: 640 });
      expect(await readFile(`${folder()}/result`)).not.toEqual(await readFile(`${folder()}/photo`));
    },
  );

  it.each([
    ["error", "transient"],
    ["no_image", "no_image"],
    ["reject", "rejected"],
  ])("%s fails as %s and writes nothing", async (name, kind) => {
    expect(await run({ fault: name })).toMatchObject({ ok: false, kind });
    expect(await readdir(folder())).toEqual(["photo"]);
  });

  it("meets the share of the calls that is asked for", async () => {
    vi.spyOn(Math, "random").mockReturnValueOnce(0.29).mockReturnValueOnce(0.3);
    const settings = { fault: "error", share: 0.3 };
    expect([await run(settings), await run(settings)].map(({ ok }) => ok)).toEqual([false, true]);
    expect(await run({ fault: "error", share: 0 })).toMatchObject({ ok: true });
  });

  it("garbage claims a picture that no decoder takes", async () => {
    const answer = await run({ fault: "garbage" });
    const { size, mode } = await stat(`${folder()}/result`);
    expect(answer).toEqual({ ok: true, type: "image/jpeg", sizeBytes: size });
    expect(mode & 0o777).toBe(0o600);
    await expect(sharp(`${folder()}/result`).raw().toBuffer()).rejects.toThrow();
  });

  it("waits before its fault", async () => {
    const startedAt = performance.now();
    await run({ fault: "error", delay_ms: 60 });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
  });

  it.each([{ fault: "hang" }, { fault: "none", delay_ms: 600_000 }])(
    "%j ends only with its signal",
    async (settings) => {
      const stop = new AbortController();
      let settled = false;
      const answer = run(settings, stop.signal).finally(() => {
        settled = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 80));
      expect(settled).toBe(false);
      stop.abort();
      expect(await answer).toMatchObject({ ok: false, kind: "aborted" });
      const short = startDeadline(20);
      expect(await run(settings, short.signal, short)).toMatchObject({ ok: false, kind: "deadline" });
      expect(await run(settings, AbortSignal.abort())).toMatchObject({ ok: false, kind: "aborted" });
    },
  );

  it("leaves no timer behind when it is stopped", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const stop = new AbortController();
    const before = timers();
    const answer = run({ fault: "delay", delay_ms: 600_000 }, stop.signal);
    await expect.poll(timers).toBeGreaterThan(before);
    stop.abort();
    await answer;
    await expect.poll(timers).toBe(before);
  });

  it("is refused in production and staging", () => {
    expect(fault.configured(configOf("development"))).toBe(true);
    expect(fault.configured(configOf("test"))).toBe(true);
    expect(fault.configured(configOf("staging"))).toBe(false);
    expect(fault.configured(configOf("production"))).toBe(false);
  });

  it("says what is wrong with settings, and does nothing with them", async () => {
    expect(fault.checkSettings({ fault: "hang", delay_ms: 5 })).toEqual([]);
    expect(fault.checkSettings({ fault: "explode" })).toEqual([expect.stringMatching(/^fault: /)]);
    expect(fault.checkSettings({ delay_ms: -1 })).toEqual([expect.stringMatching(/^delay_ms: /)]);
    expect(await run({ fault: "explode" })).toMatchObject({ ok: false, kind: "configuration" });
  });
});

describe("providerDrivers", () => {
  it("holds each driver once, under a name of the contract", () => {
    const names = providerDrivers.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(labelValues.provider).toEqual(expect.arrayContaining(names));
    expect(names).toContain("local");
  });
});
