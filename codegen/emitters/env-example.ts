/** .env.example: the names of all variables with their defaults; never the value of a secret. */
import type { Model, Variable } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { deprecationNote } from "./deprecation.ts";
import { type Bound, defaultText, domain, isDemanded } from "./docs-config.ts";

const INTRODUCTION = [
  "# A copy of this file with real values holds secrets: mode 0600, outside git.",
  "# A secret NAME may stay empty here and be given as a file instead: NAME_FILE=/path/of/the/file",
];

export function emit({ config }: Model): OutputFile[] {
  if (config === undefined) return [];
  const head = [header("#", "spec/contracts/schemas/config.yaml", "env-example"), ...INTRODUCTION].join("\n");
  return [{ path: ".env.example", text: `${[head, ...config.map(entry)].join("\n\n")}\n` }];
}

/** What goes away stands there empty: with a value, a copy of the file would set it, perhaps beside its successor. */
function entry(variable: Variable): string {
  const help = variable.help.replace(/\s+/g, " ").trim();
  const value = variable.secret || variable.deprecated !== undefined ? "" : assignable(defaultText(variable));
  const leaving = variable.deprecated === undefined ? [] : [`# ${deprecationNote(variable)}`];
  return [`# ${help}`, ...leaving, ...notes(variable), `${variable.name}=${value}`].join("\n");
}

function notes(variable: Variable): string[] {
  const words = [
    ...(variable.secret ? ["secret"] : []),
    ...(isDemanded(variable) ? ["required"] : []),
    ...domain(variable).map(({ words, literal }: Bound) => (literal === undefined ? words : `${words} ${literal}`)),
  ];
  const file = variable.secret ? `; or ${variable.name}_FILE` : "";
  return words.length === 0 ? [] : [`# (${words.join(", ")}${file})`];
}

/** Quotes a value that a reader of .env files would cut or expand. */
function assignable(value: string): string {
  return /^[\w.:/@%+,-]*$/.test(value) ? value : JSON.stringify(value);
}
