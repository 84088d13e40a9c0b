/** Ids, keys and expiry of jobs. */
import { expect, it } from "vitest";
import { validateJobId } from "../../generated/validators.js";
import { expiresAtMs, newJobId } from "./job.ts";
import { resultKey } from "./media.ts";

it("gives every job another id of the contract's form", () => {
  const ids = Array.from({ length: 100 }, newJobId);
  expect(new Set(ids).size).toBe(100);
  expect(ids.every((id) => validateJobId(id))).toBe(true);
});

it("lets a picture expire its time to live after the creation", () => {
  expect(expiresAtMs(1_000_000, 2)).toBe(1_000_000 + 7_200_000);
});

it("names the folder of a picture by the day of its creation in UTC", () => {
  const justBeforeMidnight = Date.UTC(2026, 10, 23, 23, 59, 59, 999);
  expect(resultKey("slot-007", justBeforeMidnight, "ab".repeat(16), "image/jpeg")).toBe(
    `results/slot-007/20261123/${"ab".repeat(16)}.jpg`,
  );
  expect(resultKey("slot-test", justBeforeMidnight + 1, "ab".repeat(16), "image/webp")).toBe(
    `results/slot-test/20261124/${"ab".repeat(16)}.webp`,
  );
});
