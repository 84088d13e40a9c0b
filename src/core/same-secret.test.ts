/** Whether a secret that was sent is the one that counts. */
import { expect, it } from "vitest";
import { sameSecret } from "./same-secret.ts";

it("takes the very password and nothing else", () => {
  expect(sameSecret("correct horse", "correct horse")).toBe(true);
  expect(sameSecret("correct horsf", "correct horse")).toBe(false);
  expect(sameSecret("Correct horse", "correct horse")).toBe(false);
});

it("compares passwords of different lengths without throwing", () => {
  expect(sameSecret("", "correct horse")).toBe(false);
  expect(sameSecret("correct horse battery", "correct horse")).toBe(false);
});

it("lets nobody in where no password is configured", () => {
  expect(sameSecret("", "")).toBe(false);
});
