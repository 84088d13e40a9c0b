/** Nothing that a frozen contract holds changes unseen: every value in it is changed once, and every object grows once. */
import { expect, it } from "vitest";
import type { Model } from "../model.ts";
import { modelOf, rawContract } from "./fixture.ts";
import { diff } from "./index.ts";

const base = modelOf(rawContract());
type Path = readonly (string | number)[];

interface Found {
  readonly path: Path;
  readonly value: unknown;
}

/** Everything in the snapshot, outer before inner. */
function everything(value: unknown, path: Path = []): Found[] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const step = (key: string) => (Array.isArray(value) ? Number(key) : key);
  return [{ path, value }, ...inner.flatMap(([key, item]) => everything(item, [...path, step(key)]))];
}

const snapshot = JSON.parse(base.snapshot) as unknown;
const { version: _, ...content } = snapshot as Record<string, unknown>;
const found = everything(content).filter(({ path }) => path.length > 0);

/** The contract with another value at a path; the rest of the Model as it is. */
function withValue(path: Path, value: unknown): Model {
  const copy = JSON.parse(base.snapshot) as Record<string | number, unknown>;
  let node = copy;
  for (const step of path.slice(0, -1)) node = node[step] as typeof node;
  node[path.at(-1) ?? ""] = value;
  return { ...base, snapshot: JSON.stringify(copy) };
}

function other(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  return typeof value === "boolean" ? !value : `${String(value)}x`;
}

/** Of what has a default the Model is asked, not the text; the version of the document changes with every release. */
const ELSEWHERE = ["openapi/info/version", "metrics/prometheus/evaluation_interval", "metrics/prometheus/retention"];

/** Where keys are names that people choose, or words for people. */
const NAMES =
  /(^metrics\/(labels|params)|^openapi\/(info|paths|components|components\/\w+)|\/(properties|responses|content|headers))$/;

it("every value counts", () => {
  const values = found.filter(({ path, value }) => typeof value !== "object" && !ELSEWHERE.includes(path.join("/")));
  expect(values.length).toBeGreaterThan(200);
  const unseen = values.filter(({ path, value }) => diff(base, withValue(path, other(value))).required === "none");
  expect(unseen.map(({ path }) => path.join("/"))).toEqual([]);
});

it("every new key counts, and is major unless it is a name that may come", () => {
  const objects = found.filter(({ value }) => typeof value === "object" && value !== null && !Array.isArray(value));
  expect(objects.length).toBeGreaterThan(80);
  const told = objects.map(({ path }) => ({ path: path.join("/"), ...diff(base, withValue([...path, "zz_new"], 1)) }));
  expect(told.filter(({ required }) => required === "none").map(({ path }) => path)).toEqual([]);
  const light = told
    .filter(({ required }) => required !== "major")
    .map(({ path }) => path.replace(/\/\d\d\d\//, "/*/"));
  expect(light.filter((path) => !NAMES.test(path))).toEqual([]);
});
