/** What recording and scraping allocate, as counts: no time is measured, so a busy machine changes nothing. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const flags = ["--expose-gc", "--max-semi-space-size=256", "--min-semi-space-size=256"];

it("recording by a handle allocates nothing, a scrape next to nothing, and the same measure sees what allocates", async () => {
  const program = join(import.meta.dirname, "allocations.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program]);
  const found: Record<string, number> = JSON.parse(stdout);
  expect(found["counter"]).toBeLessThan(0.5);
  expect(found["histogram"]).toBeLessThan(0.5);
  expect(found["usual"]).toBeGreaterThan(50);
  expect(found["scrape"]).toBeLessThan(60);
  expect(found["usualScrape"]).toBeGreaterThan(200);
});
