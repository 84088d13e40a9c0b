/** Every kind of change, one at a time and backwards: its id and its class. */
import { describe, expect, it } from "vitest";
import type { Model } from "../model.ts";
import { rows, sunsetRows, withDeprecated } from "./changes.fixture.ts";
import { modelOf, rawContract } from "./fixture.ts";
import { diff } from "./index.ts";
import { taxonomy } from "./taxonomy.ts";

function told(base: Model, target: Model): string {
  const found = diff(base, target).changes.map(({ id, class: weight, behaviour }) =>
    [id, weight, behaviour ?? []].flat().join(" "),
  );
  return [...new Set(found)].sort().join(", ");
}

const inQuery = (schema: object) => ({ parameters: [{ name: "state", in: "query", schema }] });

describe("a single change", () => {
  const base = modelOf(rawContract());
  it.each(rows)("of the %s", (_, edit, forth, back) => {
    const raw = rawContract();
    edit(raw);
    const target = modelOf(raw);
    expect({ forth: told(base, target), back: told(target, base) }).toEqual({ forth, back });
  });

  it.each(sunsetRows)("of the deprecation: %s", (_, edit, forth, back) => {
    const raw = withDeprecated();
    edit(raw);
    const [before, after] = [modelOf(withDeprecated()), modelOf(raw)];
    expect({ forth: told(before, after), back: told(after, before) }).toEqual({ forth, back });
  });

  it.each([
    ["no way to authenticate and a way", { security: [] }, { security: [{ key: [] }] }, "H25 major, H26 minor"],
    ["no way to authenticate and one that asks nothing", { security: [] }, { security: [{}] }, ""],
    ["numbers and texts", inQuery({ enum: [1] }), inQuery({ enum: ["1"] }), "H15 major, H16 minor"],
    ["what is not allowed", inQuery({ not: { maxLength: 3 } }), inQuery({ not: { maxLength: 5 } }), "X00 major"],
  ])("is told between %s", (_, before, after, expected) => {
    const of = (part: object) => {
      const raw = rawContract();
      Object.assign(raw.openapi.paths["/tasks"].get, part);
      return modelOf(raw);
    };
    expect(told(of(before), of(after))).toBe(expected);
  });

  it("is nothing between a contract and itself", () => {
    expect(diff(base, modelOf(rawContract()))).toEqual({ required: "none", changes: [] });
  });

  it("is tried in more than eighty ways, and every kind of the taxonomy is among them", () => {
    expect(rows.length).toBeGreaterThan(80);
    const seen = new Set(
      [...rows, ...sunsetRows].flatMap(([, , forth, back]) => `${forth}, ${back}`.match(/[A-Z]+\d\d/g) ?? []),
    );
    expect(Object.keys(taxonomy).filter((id) => !seen.has(id))).toEqual([]);
  });
});
