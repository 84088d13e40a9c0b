/** The name under which an operator's changes stand. */
import { expect, it } from "vitest";
import { Refused } from "./failure.ts";
import { actorOf, operatorOf } from "./operator.ts";

it("is the account's or the token's, and one cannot be taken for the other", () => {
  expect(actorOf({ name: "anna", via: "session" })).toBe("operator:anna");
  expect(actorOf({ name: "anna", via: "token" })).toBe("token:anna");
});

it("is asked for where there must be one", () => {
  expect(operatorOf({ operator: { name: "anna", via: "session" } }).name).toBe("anna");
  expect(() => operatorOf({})).toThrow(Refused);
});
