/** What clients and rows are told of each kind of failure, against the statuses of the contract. */
import { expect, it } from "vitest";
import { labelValues } from "../../generated/contract.ts";
import { failureReasons } from "../../generated/routes.ts";
import { failureRules } from "./failure-kind.ts";

const expected = {
  no_image: [502, "provider_error", "imageless", "afterwards", 2],
  transient: [502, "provider_error", "imageless", "afterwards", 2],
  overload: [502, "provider_error", "imageless", "at_once", 1],
  rejected: [422, "refused", "answer", "never", 0],
  configuration: [502, "provider_error", "trip", "at_once", 0],
  deadline: [504, "timeout", "imageless", "afterwards", 0],
  aborted: [502, "provider_error", "nothing", "never", 0],
};

it("has a rule for every result of the contract but ok, with its status, outcome, effect, standby and retries", () => {
  const rules = Object.entries(failureRules).map(([kind, { reason, outcome, breaker, standby, again }]) => [
    kind,
    [failureReasons[reason].status, outcome, breaker, standby, again?.times ?? 0],
  ]);
  expect(Object.fromEntries(rules)).toEqual(expected);
  expect(new Set(["ok", ...Object.keys(failureRules)])).toEqual(new Set(labelValues.result));
});
