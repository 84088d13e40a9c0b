/** Parameters become what the contract says they are, or are refused with its reason. */
import { describe, expect, it } from "vitest";
import type { Route, RouteParameter } from "../../generated/routes.ts";
import type { Fault, Validator } from "../../generated/validators.js";
import { parametersOf, type SentParameters } from "./parameters.ts";

/** A validator of the test's own: what passes `valid`, else the fault. */
function validator(valid: (value: unknown) => boolean, fault: Partial<Fault>): Validator<unknown> {
  const errors = [{ instancePath: "", keyword: "type", params: {}, ...fault }];
  return Object.assign((value: unknown): value is unknown => valid(value), { errors });
}

const integer = validator((value) => Number.isInteger(value), { message: "must be integer" });
const anything = validator(() => true, {});

function route(parameters: readonly Partial<RouteParameter>[], parts: Partial<Route> = {}): Route {
  return {
    ...{
      operationId: "listSlots",
      method: "get",
      path: "/x",
      streamedBody: false,
      security: [[]],
      statuses: [200, 400],
    },
    parameters: parameters.map((parameter) => ({
      ...{ name: "n", in: "query", type: "string", required: false, invalidReason: "invalid_request", check: anything },
      ...parameter,
    })),
    ...parts,
  };
}

const ask = (of: Route, sent: Partial<SentParameters>) =>
  parametersOf(of, { path: {}, query: {}, header: {}, ...sent });

describe("parameters", () => {
  it("are handed on as integers, numbers, flags and texts", () => {
    const typed = route([
      { name: "limit", type: "integer" },
      { name: "share", type: "number" },
      { name: "all", type: "boolean" },
      { name: "If-Match", in: "header", type: "integer" },
      { name: "id", in: "path", type: "integer", required: true },
      { name: "word" },
    ]);
    const sent = {
      path: { id: "7" },
      query: { limit: "-3", share: "0.25", all: "false", word: "12" },
      header: { "if-match": "5", host: "x" },
    };
    expect(ask(typed, sent)).toEqual({
      path: { id: 7 },
      query: { limit: -3, share: 0.25, all: false, word: "12" },
      headers: { "If-Match": 5 },
    });
    expect(ask(typed, { path: { id: "7" } })).toEqual({ path: { id: 7 }, query: {}, headers: {} });
  });

  it.each(["", " ", "0x10", "1e3", "1_000", "1.0", "Infinity", "９", "12345678901234567890", "3 "])(
    "%j is no integer",
    (text) => {
      const sent = { query: { limit: text } };
      expect(ask(route([{ name: "limit", type: "integer", check: integer }]), sent)).toEqual({
        reason: "invalid_request",
        details: "The query parameter limit must be integer.",
      });
    },
  );

  it("that are missing, there twice, or no choice are refused with the reason of the contract", () => {
    const needed = route([{ name: "id", in: "path", required: true, invalidReason: "slot_not_found", check: integer }]);
    expect(ask(needed, {})).toEqual({ reason: "slot_not_found", details: "The path parameter id is missing." });
    const one = route([{ name: "limit", check: integer }]);
    expect(ask(one, { query: { limit: ["1", "2"] } })).toMatchObject({ details: expect.stringContaining("more than") });
    const fault = { keyword: "enum", params: { allowedValues: ["a", "b"] } };
    const choice = route([{ name: "by", check: validator(() => false, fault) }]);
    const refusal = ask(choice, { query: { by: "hunter2" } });
    expect(refusal).toMatchObject({ details: 'The query parameter by must be one of: "a", "b".' });
  });

  it("that the URL alone knows are refused, except beside a photo and where nothing can be refused", () => {
    const query = { dry_rnu: "true" };
    const details = "The URL has a query parameter that is not known here; known: dry_run.";
    const known = [{ name: "dry_run" }];
    expect(ask(route(known), { query })).toEqual({ reason: "invalid_request", details });
    expect(ask(route(known, { streamedBody: true }), { query })).toHaveProperty("query", {});
    expect(ask(route(known, { statuses: [200] }), { query })).toHaveProperty("query", {});
  });
});
