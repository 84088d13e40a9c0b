/** Which credentials let a request in, and which refusal it gets. */
import { expect, it, vi } from "vitest";
import type { Refusal, Route } from "../../generated/routes.ts";
import type { Operator } from "../core/operator.ts";
import type { Context } from "./context.ts";
import { authenticate, reasonsOfSecurity, type SecurityTable } from "./security.ts";

const anna: Operator = { name: "anna", via: "session" };
const robot: Operator = { name: "robot", via: "token" };
const bad: Refusal = { reason: "wrong_origin" };

function table(session: Operator | Refusal | undefined, token?: Operator | Refusal): SecurityTable {
  return {
    ...{ ingestPassword: "by_handler", metricsToken: "by_handler" },
    ...{ operatorSession: async () => session, operatorToken: async () => token },
  };
}

function route(security: Route["security"]): Route {
  return {
    ...{ operationId: "deleteResult", method: "delete", path: "/", parameters: [], streamedBody: false },
    ...{ security, statuses: [] },
  };
}

// The checks of this file look at nothing.
const context = {} as Context;
const everywhere = () => true;
const nowhere = () => false;
const operators = route([["operatorSession"], ["operatorToken"]]);
const either = route([["ingestPassword"], ["operatorSession"]]);

it("lets in whoever has good credentials of one scheme", async () => {
  expect(await authenticate(operators, table(anna), everywhere, context)).toBe(anna);
  expect(await authenticate(operators, table(undefined, robot), everywhere, context)).toBe(robot);
  expect(await authenticate(operators, table(bad, robot), everywhere, context)).toBe(robot);
});

it("refuses bad credentials with their own reason, and missing ones with how to get some", async () => {
  expect(await authenticate(operators, table(bad), everywhere, context)).toBe(bad);
  expect(await authenticate(operators, table(undefined), everywhere, context)).toMatchObject({
    reason: "not_signed_in",
    headers: { "WWW-Authenticate": "Bearer" },
  });
});

it("leaves a request to its handler only without credentials that are checked here", async () => {
  expect(await authenticate(either, table(undefined), everywhere, context)).toBeUndefined();
  expect(await authenticate(either, table(anna), everywhere, context)).toBe(anna);
  expect(await authenticate(either, table(bad), everywhere, context)).toBe(bad);
});

it("asks nothing where the contract asks nothing", async () => {
  expect(await authenticate(route([[], ["operatorSession"]]), table(bad), everywhere, context)).toBeUndefined();
});

it("looks at no credentials that come from where operators are not let in from, and leaves other schemes to the handler", async () => {
  const untouched = vi.fn(async () => anna);
  const checks = { ...table(undefined), operatorSession: untouched, operatorToken: untouched };
  expect(await authenticate(operators, checks, nowhere, context)).toMatchObject({ reason: "network_not_allowed" });
  expect(await authenticate(either, checks, nowhere, context)).toBeUndefined();
  expect(await authenticate(route([[], ["operatorSession"]]), checks, nowhere, context)).toBeUndefined();
  expect(untouched).not.toHaveBeenCalled();
});

it("tells what it may refuse, and takes no alternative that it cannot check", () => {
  expect(reasonsOfSecurity(operators, table(anna))).toEqual(["not_signed_in", "network_not_allowed", "wrong_origin"]);
  expect(reasonsOfSecurity(either, table(anna))).toEqual(["not_signed_in", "wrong_origin"]);
  expect(reasonsOfSecurity({ ...operators, method: "get" }, table(anna))).toEqual([
    "not_signed_in",
    "network_not_allowed",
  ]);
  expect(reasonsOfSecurity(route([["ingestPassword"]]), table(anna))).toEqual([]);
  expect(reasonsOfSecurity(route([[], ["operatorToken"]]), table(anna))).toEqual([]);
  expect(() => reasonsOfSecurity(route([["operatorToken", "ingestPassword"]]), table(anna))).toThrow("together");
});
