/** npm run contract -- diff: the changes between two contracts, for people and for programs. */

import type { Change, Use } from "../../codegen/evolution/index.ts";
import { diff as compare } from "../../codegen/evolution/index.ts";
import { taxonomy } from "../../codegen/evolution/taxonomy.ts";
import { position, type Span } from "../../codegen/problem.ts";
import { exitCodes, parseOptions, UsageError } from "../command.ts";
import { readSide } from "./sides.ts";
import { SPEC, specFolder } from "./spec.ts";

export const diffUsage = `Usage: npm run contract -- diff BASE TARGET [--json] [--spec DIR]

Says what changed from one contract to another: each change with its id and class (major, minor, patch), whom it breaks
and what in the contract uses it. What no rule knows is major.

  BASE, TARGET  a released version (0.6.0), a folder laid out like spec/, or a git revision (HEAD~1)
  --json        one JSON object: {required, changes: [{id, path, class, message, breaks, …}]}
  --spec DIR    the contract whose releases and revisions are meant (default: spec/ of this project)
  --help        print this

Exit code: 0 compared, 2 wrong usage, 3 could not run.`;

/** Prints the diff; the exit code. */
export async function diff(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, spec: { type: "string", default: SPEC } },
  });
  const [base, target, ...more] = positionals;
  if (base === undefined || target === undefined || more.length > 0) {
    throw new UsageError("Two contracts are compared: give BASE and TARGET.");
  }
  const spec = specFolder(values.spec);
  const found = compare(await readSide(base, spec), await readSide(target, spec));
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ required: found.required, changes: found.changes.map(plain) }, null, 2)}\n`,
    );
  else process.stdout.write(report(found.required, found.changes, `${base} to ${target}`));
  return exitCodes.good;
}

function plain({ id, path, class: weight, type, message, breaks, behaviour, at, impact }: Change) {
  return {
    id,
    path,
    class: weight,
    type,
    message,
    breaks,
    why: taxonomy[id].why,
    ...(behaviour === undefined ? {} : { behaviour }),
    ...place(at),
    impact: impact.map((use) => ({ user: use.user, ...place(use.at) })),
  };
}

function place(at: Span | undefined) {
  if (!at) return {};
  return { file: at.source.path, ...position(at.source, at.start) };
}

function report(required: string, changes: readonly Change[], what: string): string {
  if (changes.length === 0) return `Nothing that anybody can tell apart changed from ${what}.\n`;
  const lines = changes.flatMap(changeLines);
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return `${lines.join("\n")}\n\n${count} from ${what}: ${required}.\n`;
}

function changeLines({ id, class: weight, message, breaks, behaviour, at, impact }: Change): string[] {
  const tag = behaviour === undefined ? "" : ` [${behaviour}]`;
  return [
    `${weight.padEnd(5)} ${id} ${message}${tag}`,
    `          ${taxonomy[id].title}: ${taxonomy[id].why}`,
    ...(breaks.length === 0 ? [] : [`          breaks: ${breaks.join(", ")}`]),
    ...(at ? [`          at: ${shown(at)}`] : []),
    ...impact.map(usedBy),
  ];
}

function usedBy({ user, at }: Use): string {
  return `          used by ${user}${at ? ` (${shown(at)})` : ""}`;
}

function shown({ source, start }: Span): string {
  const { line, column } = position(source, start);
  return `${source.path}:${line}:${column}`;
}
