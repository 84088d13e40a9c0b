/** Constructs series for a choice of which conditions hold and how closely, and checks by evaluation that they do. */
import type { Binary, ComparisonOperator, Expr, Selector } from "../promql/ast.ts";
import { nodesOf } from "../promql/ast.ts";
import { storageOf } from "../promql/evaluate/index.ts";
import { infer } from "../promql/infer.ts";
import type { Interval } from "../promql/interval.ts";
import { UNKNOWN } from "../promql/shape.ts";
import { cellsOf, type Given, type Scope } from "./cells.ts";
import { type Atom, type Comparison, isNumber } from "./condition.ts";
import { affineOf, constant, type Draft } from "./draft.ts";
import { drive, quiet, settle } from "./drive.ts";
import type { Mass } from "./mass.ts";
import { compiled } from "./observe.ts";
import { type Subject, windowsOf } from "./subject.ts";
import { termsOf } from "./terms.ts";
import { Unsolvable } from "./unsolvable.ts";
import { cellsRead, clean, MISSING, put, steadySamples, type World } from "./world.ts";

/** That a condition holds or not, clearly; of a comparison also by how many units its value lies above its limit. */
export type State = boolean | number;

/** By the index of the condition. */
export type States = ReadonlyMap<number, State>;

/** What is the same for all tests of an alert at one step. */
export interface Setting {
  readonly subject: Subject;
  readonly atoms: readonly Atom[];
  readonly scope: Scope;
  readonly stepSeconds: number;
  /** Of shares, by index: how many times the usual number of events makes the quotient exactly the limit. */
  readonly scales: ReadonlyMap<number, number>;
}

/** What was made; undefined when it could not be constructed. */
export function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof Unsolvable) return undefined;
    throw cause;
  }
}

/** A value that some part of the expression shall have, whatever the conditions are. */
export interface Fixed {
  readonly node: Expr;
  readonly value: number;
}

/** A world in which the conditions are as asked. @throws Unsolvable when none could be constructed. */
export function solve(setting: Setting, states: States, given: Given, fixed?: Fixed): World {
  const world: World = new Map();
  const closed = new Set<Selector>();
  if (fixed) drive(draftOf(setting, world, closed, given), fixed.node, constant(fixed.value));
  const order = [...states].sort(([, a], [, b]) => rank(a) - rank(b));
  for (const [index, state] of order) {
    const atom = setting.atoms[index];
    if (!atom) continue;
    if (atom.type !== "comparison") setPresence(setting, world, closed, atom, state === true, given);
    else if (typeof state !== "boolean" || !isSo(setting, world, atom, state, given))
      compareTo(setting, world, closed, atom, state, given, setting.scales.get(index) ?? 1);
    else if (state) dilute(draftOf(setting, world, closed, given), atom);
  }
  const draft = draftOf(setting, world, closed, given);
  for (const selector of selectorsOf(setting.subject.inlined)) {
    if (cellsRead(world, selector).length === 0 && !isMissing(setting, states, selector)) quiet(draft, selector);
  }
  verify(setting, world, states, given);
  return world;
}

/** Exact demands first, then what shall hold, which may hold by then, then what shall not. */
function rank(state: State): number {
  return typeof state === "number" ? 0 : state ? 1 : 2;
}

/** By series that are there already, and others at rest. Those are kept when a condition that shall hold does so by them. */
function isSo(setting: Setting, world: World, atom: Atom, state: boolean, given: Given): boolean {
  const unread = selectorsOf(atom.node).filter((selector) => cellsRead(world, selector).length === 0);
  if (!state) return unread.length === 0 && !holds(setting, world, atom, given);
  const filled: World = new Map(world);
  for (const selector of unread) quiet(draftOf(setting, filled, new Set(), given), selector);
  if (!holds(setting, filled, atom, given)) return false;
  for (const [key, cell] of filled) world.set(key, cell);
  return true;
}

/** A selector of what shall be absent has no series by that. */
function isMissing({ atoms }: Setting, states: States, selector: Selector): boolean {
  return [...states].some(([index, state]) => {
    const atom = atoms[index];
    if (!atom || atom.type === "comparison") return false;
    return (atom.type === "presence") !== (state === true) && selectorsOf(atom.of).includes(selector);
  });
}

function draftOf(
  setting: Setting,
  world: World,
  closed: Set<Selector>,
  given: Given,
  more: Partial<Draft> = {},
): Draft {
  const { subject, scope, stepSeconds } = setting;
  const valueNow = (node: Expr) => steadyValue(setting, world, node, given);
  const model = subject.model;
  const preferred = NO_PREFERENCE;
  return {
    model,
    scope,
    given,
    world,
    stepSeconds,
    total: 1000,
    mass: undefined,
    preferred,
    closed,
    valueNow,
    ...more,
  };
}

function setPresence(
  setting: Setting,
  world: World,
  closed: Set<Selector>,
  atom: Exclude<Atom, Comparison>,
  wanted: boolean,
  given: Given,
): void {
  const present = (atom.type === "presence") === wanted;
  const draft = draftOf(setting, world, closed, given);
  for (const selector of selectorsOf(atom.of)) {
    if (present) quiet(draft, selector);
    else if (cellsRead(world, selector).length === 0) setMissing(setting, world, selector, given);
  }
}

function setMissing({ scope }: Setting, world: World, selector: Selector, given: Given): void {
  for (const labels of cellsOf(selector, given, scope)) put(world, labels, MISSING);
}

function compareTo(
  setting: Setting,
  world: World,
  closed: Set<Selector>,
  atom: Comparison,
  state: State,
  given: Given,
  times: number,
): void {
  const plain = draftOf(setting, world, closed, given);
  const limit = settle(plain, atom.limit);
  const shape = infer(atom.kept, setting.scope.catalog).get(atom.kept) ?? UNKNOWN;
  const total = totalFor(limit) * times;
  const value = valueFor(atom, state, limit, shape.values, total);
  if (state === false && compare(atom.op, value, limit))
    for (const selector of selectorsOf(atom.kept)) setMissing(setting, world, selector, given);
  else {
    const mass: Mass = { limit, place: placeOf(atom.op, state) };
    const preferred = termsOf(atom.kept) ? preferenceOf(setting.atoms) : NO_PREFERENCE;
    drive({ ...plain, total: isShare(atom) ? total : plain.total, mass, preferred }, atom.kept, constant(value));
  }
}

/** Counts some of the rest of a denominator, so that what is counted by mistake would be seen; the share stays high. */
function dilute(draft: Draft, { op, kept, limit }: Comparison): void {
  const division = RISING.includes(op) ? divisionIn(kept) : undefined;
  const [upper, bound] = [division && draft.valueNow(division.left), draft.valueNow(limit) ?? affineLimit(limit)];
  if (!division || !upper || bound === undefined || !(bound > 0 && bound < 1)) return;
  attempt(() => drive(draft, division.right, constant((2 * upper) / (1 + bound))));
}

function affineLimit(limit: Expr): number | undefined {
  return isNumber(limit) ? affineOf(limit).value : undefined;
}

const NO_PREFERENCE: Draft["preferred"] = { selectors: [], spare: 0 };

/** Numerators of shares that must be high: a count beside them is best made of what they count. */
function preferenceOf(atoms: readonly Atom[]): Draft["preferred"] {
  const shares = atoms.flatMap((atom) => {
    if (atom.type !== "comparison" || !RISING.includes(atom.op)) return [];
    const division = divisionIn(atom.kept);
    const limit = affineLimit(atom.limit);
    return division && limit !== undefined ? [{ division, limit }] : [];
  });
  const room = Math.min(...shares.map(({ limit }) => 1 - limit));
  const selectors = shares.flatMap(({ division }) => (termsOf(division.left) ?? []).map(({ selector }) => selector));
  return { selectors, spare: Number.isFinite(room) ? Math.max(0, room * 0.9) : 0 };
}

/** The quotient of two counts in an expression. */
export function divisionIn(kept: Expr): Binary | undefined {
  return nodesOf(kept, "binary").find(({ op, left, right }) => op === "/" && termsOf(left) && termsOf(right));
}

/** Whether a comparison holds so many units above its limit. */
export function holdsAt(op: ComparisonOperator, units: number): boolean {
  return compare(op, units, 0);
}

function compare(op: ComparisonOperator, value: number, limit: number): boolean {
  const holds: Readonly<Record<ComparisonOperator, boolean>> = {
    ">": value > limit,
    ">=": value >= limit,
    "<": value < limit,
    "<=": value <= limit,
    "==": value === limit,
    "!=": value !== limit,
  };
  return holds[op];
}

/** How many events a second make the limit a whole number of them, with room for a hundredth of it. */
export function totalFor(limit: number): number {
  const fits = (total: number) =>
    Number.isInteger(clean(limit * total)) && (limit === 0 || Math.abs(limit) * total >= 200);
  return [1e3, 1e4, 1e5, 1e6, 1e7].find(fits) ?? 1e4;
}

const RISING: readonly ComparisonOperator[] = [">", ">="];

function placeOf(op: ComparisonOperator, state: State): Mass["place"] {
  if (typeof state === "number") return state > 0 ? 1 : state < 0 ? -1 : 0;
  return RISING.includes(op) === state ? "top" : "bottom";
}

/** The value of a comparison's kept side: at its limit, just beside it, or far away on the side where it holds or not. */
function valueFor(atom: Comparison, state: State, limit: number, values: Interval, total: number): number {
  if (typeof state === "number") return state === 0 ? limit : clean(limit + state * unitOf(atom, limit, total));
  if (atom.op === "==" || atom.op === "!=") return (atom.op === "==") === state ? limit : anotherThan(limit, values);
  const above = RISING.includes(atom.op) === state;
  const far = above ? aboveOf(limit, isShare(atom)) : belowOf(limit);
  return Math.min(values.high, Math.max(values.low, far));
}

/** Shares move by one event in all, counts by a thousandth; levels by a power of two, which sums keep exactly. */
function unitOf(atom: Comparison, limit: number, total: number): number {
  if (isShare(atom)) return 1 / total;
  if (termsOf(atom.kept)) return limit === 0 ? 0.001 : Math.abs(limit) / 1000;
  return limit === 0 ? 2 ** -10 : 2 ** Math.floor(Math.log2(Math.abs(limit) / 1024));
}

function isShare({ kept }: Comparison): boolean {
  return divisionIn(kept) !== undefined;
}

function aboveOf(limit: number, share: boolean): number {
  if (limit > 0 && limit < 1) return share ? 1 : (1 + limit) / 2;
  if (limit === 0) return 1;
  return limit > 0 ? limit * 2 : limit / 2;
}

function belowOf(limit: number): number {
  if (limit > 0 && limit < 1) return 0;
  if (limit === 0) return -1;
  return limit > 0 ? limit / 2 : limit * 2;
}

function anotherThan(limit: number, { low, high }: Interval): number {
  if (Number.isFinite(low) && Number.isFinite(high)) return limit === low ? high : low;
  return limit === 0 ? 1 : limit * 2;
}

function isAtLimit(setting: Setting, world: World, { kept, limit }: Comparison, given: Given): boolean {
  return steadyValue(setting, world, kept, given) === steadyValue(setting, world, limit, given);
}

function verify(setting: Setting, world: World, states: States, given: Given): void {
  for (const [index, state] of states) {
    const atom = setting.atoms[index];
    if (state === 0 && atom?.type === "comparison" && !isAtLimit(setting, world, atom, given))
      throw new Unsolvable(atom.node, "no series give exactly the limit");
    if (atom && typeof state === "boolean" && holds(setting, world, atom, given) !== state)
      throw new Unsolvable(atom.node, `the series that were constructed do not make it ${state ? "hold" : "fail"}`);
  }
}

function holds(setting: Setting, world: World, { node }: Atom, given: Given): boolean {
  return samplesAtEnd(setting, world, node).some(({ labels }) => isOf(labels, given));
}

function steadyValue(setting: Setting, world: World, node: Expr, given: Given): number | undefined {
  return samplesAtEnd(setting, world, node).find(({ labels }) => isOf(labels, given))?.value;
}

function isOf(labels: Readonly<Record<string, string>>, given: Given): boolean {
  return Object.entries(labels).every(([label, value]) => (given[label] ?? value) === value);
}

/** Samples of a node after the world has lasted for the longest window; all windows have samples at both of their edges. */
function samplesAtEnd({ subject, stepSeconds }: Setting, world: World, node: Expr) {
  const windows = windowsOf(subject).map((seconds) => Math.ceil(seconds / stepSeconds));
  const every = windows.reduce(greatestCommonDivisor, 0) || 1;
  const count = Math.max(0, ...windows) / every + 1;
  const storage = storageOf(steadySamples(world, stepSeconds, every, count), every * stepSeconds);
  return compiled(node, stepSeconds)((count - 1) * every * stepSeconds * 1000, storage);
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Selectors of an expression, those in ranges included. */
export function selectorsOf(expr: Expr): Selector[] {
  return nodesOf(expr, "selector");
}
