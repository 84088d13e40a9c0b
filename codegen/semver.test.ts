/** The order of versions, pair by pair. */
import { expect, test } from "vitest";
import { compareVersions } from "./semver.ts";

const rising = ["0.9.0", "0.10.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11"];
const all = [...rising, "1.0.0-rc-2.1", "1.0.0", "1.0.1", "1.2.0", "10.0.0"];

test("every version comes after those before it, and is of its own rank", () => {
  const order = all.flatMap((a, i) => all.map((b, j) => Math.sign(compareVersions(a, b)) - Math.sign(i - j)));
  expect(order.every((difference) => difference === 0)).toBe(true);
});
