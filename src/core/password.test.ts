/** Whether a password is the configured one. */
import { expect, it } from "vitest";
import { passwordMatches } from "./password.ts";

it("takes the very password and nothing else", () => {
  expect(passwordMatches("correct horse", "correct horse")).toBe(true);
  expect(passwordMatches("correct horsf", "correct horse")).toBe(false);
  expect(passwordMatches("Correct horse", "correct horse")).toBe(false);
});

it("compares passwords of different lengths without throwing", () => {
  expect(passwordMatches("", "correct horse")).toBe(false);
  expect(passwordMatches("correct horse battery", "correct horse")).toBe(false);
});

it("lets nobody in where no password is configured", () => {
  expect(passwordMatches("", "")).toBe(false);
});
