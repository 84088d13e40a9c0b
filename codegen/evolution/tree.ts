/** A contract as a tree whose branches have names, and the places in which two such trees differ. No classes here. */
import type { Span } from "../problem.ts";

export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** A value, or named parts. Lists of named things are branches by name, lists whose order means nothing are sets. */
export interface Tree {
  readonly value?: Json;
  readonly children?: ReadonlyMap<string, Tree>;
  /** Where it is written. */
  readonly at?: Span | undefined;
  /** Where it stands in its document, when that is another place than where it was reached from. */
  readonly origin?: readonly string[];
  /** Who lacks it has it empty. */
  readonly optional?: boolean;
}

/** One place in which two contracts differ: a part that only one of them has, or another value. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: Tree | undefined;
  readonly after: Tree | undefined;
  /** The trees from the top down to this place, of the base and of the target; the last known where one ends. */
  readonly within: { readonly before: readonly Tree[]; readonly after: readonly Tree[] };
}

export function leaf(value: Json, at?: Span): Tree {
  return { value, at };
}

export function branch(children: Iterable<readonly [string, Tree | undefined]>, at?: Span): Tree {
  const known = [...children].flatMap(([name, child]): [string, Tree][] => (child ? [[name, child]] : []));
  return { children: new Map(known), at };
}

/** Every difference, outermost first: of a part that one side lacks nothing further is told. */
export function differences(before: Tree, after: Tree): Difference[] {
  const visit = (path: readonly string[], a: readonly Tree[], b: readonly Tree[], names: readonly string[]) =>
    names.flatMap((name): Difference[] => {
      const own = [a.at(-1)?.children?.get(name), b.at(-1)?.children?.get(name)] as const;
      const [old, fresh] = [own[0] ?? emptied(own[1]), own[1] ?? emptied(own[0])];
      const place = [...path, name];
      if (old?.children && fresh?.children) return visit(place, [...a, old], [...b, fresh], namesOf(old, fresh));
      if (old && fresh && isSame(old, fresh)) return [];
      return [{ path: place, before: old, after: fresh, within: { before: a, after: b } }];
    });
  return visit([], [before], [after], namesOf(before, after));
}

function emptied(tree: Tree | undefined): Tree | undefined {
  return tree?.optional ? branch([]) : undefined;
}

function namesOf(before: Tree, after: Tree): string[] {
  return [...new Set([...(before.children?.keys() ?? []), ...(after.children?.keys() ?? [])])];
}

function isSame(a: Tree, b: Tree): boolean {
  return !a.children && !b.children && JSON.stringify(a.value) === JSON.stringify(b.value);
}

/** A JSON pointer without its leading slash: what stands between slashes is a name. */
export function pointer(path: readonly string[]): string {
  return path.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}
