/** Versions on the wire. */
import { expect, it } from "vitest";
import { tagOf, versionOf } from "./version-tag.ts";

it("reads what it writes, and what people type", () => {
  expect(tagOf(3)).toBe('"3"');
  expect([tagOf(3), "3", 'W/"3"', ' "3" '].map(versionOf)).toEqual([3, 3, 3, 3]);
});

it("refuses what is no version, and says what to send", () => {
  expect(() => versionOf(undefined)).toThrow(/^Send If-Match/);
  for (const text of ["", "*", '"a"', '"1", "2"', "-1", "1.5", "9".repeat(16)]) {
    expect(() => versionOf(text), text).toThrow(/^If-Match must be one version/);
  }
});
