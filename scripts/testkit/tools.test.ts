/** Tests of how programs and ports are found. */
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { useTempFolder } from "./folders.ts";
import { saveFile } from "./photos.ts";
import { freePort } from "./ports.ts";
import { requireTool } from "./tools.ts";

const folder = useTempFolder();

async function program(name: string): Promise<string> {
  const path = await saveFile(folder(), name, "#!/bin/sh\n");
  await chmod(path, 0o700);
  return path;
}

describe("requireTool", () => {
  it("finds a program on the PATH, under its other names too", async () => {
    const environment = { PATH: `/nowhere:${folder()}` };
    const promtool = await program("promtool");
    expect(requireTool("promtool", environment)).toBe(promtool);
    const alertmanager = await program("prometheus-alertmanager");
    expect(requireTool("alertmanager", environment)).toBe(alertmanager);
  });

  it("says once what to install when there is none", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await saveFile(folder(), "chromium", "not executable");
    expect(requireTool("chromium", { PATH: folder() })).toBeUndefined();
    expect(requireTool("chromium", { PATH: folder(), CI: "false" })).toBeUndefined();
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/chromium .*skipped: .*install the package chromium/)]]);
    warn.mockRestore();
  });

  it("throws in CI", () => {
    const environment = { PATH: join(folder(), "none"), CI: "true" };
    expect(() => requireTool("prometheus", environment)).toThrow(/install the package prometheus.*CI=true/);
    expect(() => requireTool("prometheus", { CI: "true" })).toThrow("prometheus is not on the PATH");
  });
});

describe("freePort", () => {
  it("gives ports that can be listened on", async () => {
    const port = await freePort();
    expect(port).toBeGreaterThan(1023);
    expect(port).toBeLessThan(65536);
  });
});
