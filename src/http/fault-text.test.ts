/** What is said of values that break the contract. */
import { expect, it } from "vitest";
import { validateActionOrder } from "../../generated/validators.js";
import { faultText } from "./fault-text.ts";

it("names every value that may stand there, also where each has a description of its own", () => {
  expect(validateActionOrder({ type: "t_sync_response.sett", reason: "x" })).toBe(false);
  expect(faultText(validateActionOrder.errors, "The body")).toMatch(
    /^\/type must be one of: "t_sync_response\.set", .*"operators\.notify"$/,
  );
});

it("says that something is not valid where nobody says what", () => {
  expect([faultText([], "The body"), faultText(null, "The body")]).toEqual(Array(2).fill("The body is not valid"));
});
