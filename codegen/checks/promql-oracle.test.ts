/** What the checks of PromQL call an error, real promtool evaluates to nonsense, by what each offence states as such. */
import { describe, expect, it } from "vitest";
import { tryCollisions } from "../../scripts/testkit/oracle/collisions.ts";
import { tryOffence } from "../../scripts/testkit/oracle/offence.ts";
import { selectionOffences } from "../../scripts/testkit/oracle/offences-selection.ts";
import { valueOffences } from "../../scripts/testkit/oracle/offences-values.ts";
import { tryRefusals } from "../../scripts/testkit/oracle/refusals.ts";
import { requireTool } from "../../scripts/testkit/tools.ts";

const promtool = requireTool("promtool");
const seed = process.env["ORACLE_SEED"] ?? "1";
const EXPRESSIONS = 60;
const DAMAGED = 2000;
const COLLIDING = 1500;

describe.skipIf(promtool === undefined)(`seed ${seed}`, () => {
  it.each([...selectionOffences, ...valueOffences])("$check.id about $name — $shows", (offence) => {
    const { parts, texts, wrong } = tryOffence(promtool ?? "", offence, seed, EXPRESSIONS);
    expect(wrong.slice(0, 5).join("\n\n")).toBe("");
    expect(parts).toBeGreaterThanOrEqual(10);
    expect(texts).toBeGreaterThanOrEqual(5);
  });

  it("promql/join reports everything that Prometheus cannot match", () => {
    const { refused, missed } = tryCollisions(promtool ?? "", seed, COLLIDING);
    expect(missed.slice(0, 5).join("\n\n")).toBe("");
    expect(refused).toBeGreaterThan(10);
  });

  it("promql/syntax and promql/kind report what Prometheus does not read, and hardly anything else", () => {
    const { refused, read, missed, strict } = tryRefusals(promtool ?? "", seed, DAMAGED);
    expect(missed.slice(0, 5).join("\n\n")).toBe("");
    // A metric may be called `offset`, and numbers may stand beside `on ()`; nobody needs either.
    const needless = strict.filter((text) => !/\boffset\b|\b(on|ignoring)\s*\(/i.test(text));
    expect(needless.slice(0, 5).join("\n\n")).toBe("");
    expect(refused).toBeGreaterThan(DAMAGED / 4);
    expect(read).toBeGreaterThan(DAMAGED / 20);
  });
});
