/** What holds of the diff whatever the contracts are. */
import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../scripts/testkit/oracle/random.ts";
import type { Model } from "../model.ts";
import { isAtLeast } from "./change.ts";
import { rows } from "./changes.fixture.ts";
import { modelOf, type RawContract, rawContract } from "./fixture.ts";
import { diff } from "./index.ts";
import { type ChangeId, taxonomy } from "./taxonomy.ts";

const seed = process.env["DIFF_SEED"] ?? "1";
const CHAINS = 25;
const CONTRACTS = 40;

const compile = (raw: RawContract): Model | undefined => {
  try {
    return modelOf(structuredClone(raw));
  } catch {
    // What does not compile is no contract, so nothing need hold of it.
    return undefined;
  }
};

interface Removal {
  readonly path: string;
  remove(): void;
}

const MAPS = ["labels", "params", "properties", "paths", "responses", "headers", "content", "schemas"];

/** Ways to take one thing out of what is left of a contract, outer things before those in them. */
function removals(raw: RawContract): Removal[] {
  const found: Removal[] = [];
  const visit = (node: unknown, key: string, path: string): void => {
    if (Array.isArray(node)) {
      const counts = !["allow", "tests", "type"].includes(key);
      for (const [i, item] of node.entries()) {
        if (counts) found.push({ path: `${path}/${i}`, remove: () => void node.splice(i, 1) });
        visit(item, "", `${path}/${i}`);
      }
    } else if (typeof node === "object" && node !== null) {
      const record = node as Record<string, unknown>;
      for (const [name, item] of Object.entries(record)) {
        const inner = `${path}/${name}`;
        if (MAPS.includes(key) || key.startsWith("/"))
          found.push({ path: inner, remove: () => void delete record[name] });
        visit(item, name, inner);
      }
    }
  };
  visit(raw.metrics, "", "metrics");
  visit(raw.config, "", "config");
  visit(raw.openapi.paths, "paths", "paths");
  visit(raw.openapi.components, "", "components");
  return found;
}

/** The base with a few of the known changes made to it. */
function changedAtRandom(random: Random): Model | undefined {
  const raw = rawContract();
  for (const [, edit] of random.some(rows, 0.05)) {
    try {
      edit(raw);
    } catch {
      // An earlier change took away what this one is about.
    }
  }
  return compile(raw);
}

describe(`seed ${seed}`, () => {
  it("nothing differs from itself, in whatever order its lists are written", () => {
    const random = createRandom(seed);
    const contracts = Array.from({ length: CONTRACTS }, () => changedAtRandom(random)).filter(
      (model) => model !== undefined,
    );
    expect(contracts.length).toBeGreaterThan(CONTRACTS / 4);
    for (const model of contracts) expect(diff(model, model)).toEqual({ required: "none", changes: [] });
    const shuffled = rawContract();
    for (const list of ["metrics", "alerts", "slas", "recording_rules"])
      shuffled.metrics[list] = random.shuffled(shuffled.metrics[list]);
    shuffled.config.variables = random.shuffled(shuffled.config.variables);
    expect(diff(modelOf(rawContract()), modelOf(shuffled)).changes).toEqual([]);
  });

  it("what differs one way differs the other way", () => {
    const random = createRandom(seed);
    const base = modelOf(rawContract());
    for (let i = 0; i < CONTRACTS; i++) {
      const other = changedAtRandom(random);
      if (other) expect(diff(base, other).required === "none").toBe(diff(other, base).required === "none");
    }
  });

  it("to remove one more thing never lowers the class", () => {
    const random = createRandom(seed);
    const base = modelOf(rawContract());
    let steps = 0;
    for (let chain = 0; chain < CHAINS; chain++) {
      let raw = rawContract();
      let last = diff(base, base);
      for (let step = 0; step < 6; step++) {
        const next = structuredClone(raw);
        random.pick(removals(next)).remove();
        const model = compile(next);
        if (!model) continue;
        const found = diff(base, model);
        const lowered = isAtLeast(found.required, last.required)
          ? ""
          : `${JSON.stringify(last.changes.map(({ id, path }) => [id, path]))} → ${JSON.stringify(found.changes.map(({ id, path }) => [id, path]))}`;
        expect(lowered).toBe("");
        [raw, last] = [next, found];
        steps++;
      }
    }
    expect(steps).toBeGreaterThan(CHAINS);
  });

  it("to remove what something is part of is no less than to remove that alone", () => {
    const base = modelOf(rawContract());
    const weighed = removals(rawContract()).flatMap(({ path }) => {
      const raw = rawContract();
      removals(raw)
        .find((removal) => removal.path === path)
        ?.remove();
      const model = compile(raw);
      return model ? [{ path, weight: diff(base, model).required }] : [];
    });
    const pairs = weighed.flatMap((inner) =>
      weighed.filter(({ path }) => inner.path.startsWith(`${path}/`)).map((outer) => ({ inner, outer })),
    );
    expect(pairs.length).toBeGreaterThan(60);
    expect(pairs.filter(({ inner, outer }) => !isAtLeast(outer.weight, inner.weight))).toEqual([]);
  });

  it("no change is lost: content that differs is told, or differs in nothing but order", () => {
    const random = createRandom(seed);
    const base = modelOf(rawContract());
    for (let i = 0; i < CONTRACTS; i++) {
      const next = rawContract();
      random.pick(removals(next)).remove();
      const model = compile(next);
      if (model && model.snapshot !== base.snapshot) expect(diff(base, model).required).not.toBe("none");
    }
  });
});

describe("the taxonomy", () => {
  const kinds = Object.entries(taxonomy);

  it("has a mirror for every kind: what is added can be removed, and the other way round", () => {
    for (const [id, { type, mirror }] of kinds) {
      const other = taxonomy[mirror as ChangeId];
      expect(other, id).toBeDefined();
      if (type === "added") expect([id, other.type]).toEqual([id, "removed"]);
      if (type === "removed") expect([id, other.type]).toEqual([id, "added"]);
    }
  });

  it("names somebody for everything that is major, and nobody for what is not", () => {
    for (const [id, kind] of kinds) {
      const canBeMajor = kind.class === "major" || kind.or?.includes("major") === true;
      expect([id, kind.breaks.length > 0]).toEqual([id, canBeMajor]);
    }
  });

  it("allows every class that a change was seen to have", () => {
    for (const [what, , forth, back] of rows) {
      for (const [, id = "", weight = ""] of `${forth}, ${back}`.matchAll(/([A-Z]\d\d) (\w+)/g)) {
        const kind = taxonomy[id as ChangeId];
        expect([what, id, [kind.class, ...(kind.or ?? [])].includes(weight as "major")]).toEqual([what, id, true]);
      }
    }
  });
});
