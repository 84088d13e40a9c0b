/** Annotations as Prometheus expands them, for the templates that contracts use: a value or a label, and pipes. */
import { goPrintf, goShortest } from "./go-format.ts";
import { humanize, humanize1024, humanizeDuration, humanizePercentage } from "./humanize.ts";

/** What a template speaks of. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A template beyond this file; the message names the part that is not known. */
export class TemplateError extends Error {}

/** Text of an annotation or a label. @throws TemplateError for a construct that is not known here. */
export function expand(template: string, data: TemplateData): string {
  return template.replace(/(\s*)\{\{(-?)([\s\S]*?)(-?)\}\}(\s*)/g, (_, before, cutBefore, action, cutAfter, after) => {
    const text = asText(pipeline(action, data));
    return `${cutBefore ? "" : before}${text}${cutAfter ? "" : after}`;
  });
}

type Data = string | number;

/** The stages of {{ a | b | c }}; a `|` in a string is no separator. */
function pipeline(action: string, data: TemplateData): Data {
  const stages = action.match(/(?:"(?:[^"\\]|\\.)*"|`[^`]*`|[^|"`])+/g) ?? [];
  let result: Data | undefined;
  for (const stage of stages) result = evaluate(wordsOf(stage), result, data);
  if (result === undefined) throw new TemplateError(`{{${action}}}`);
  return result;
}

function wordsOf(stage: string): readonly string[] {
  return stage.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|\S+/g) ?? [];
}

function evaluate([head = "", ...rest]: readonly string[], piped: Data | undefined, data: TemplateData): Data {
  const given = rest.map((word) => operand(word, data));
  const args = piped === undefined ? given : [...given, piped];
  if (args.length === 0) return operand(head, data);
  const result = call(head, args);
  if (result === undefined) throw new TemplateError(head);
  return result;
}

function operand(word: string, { labels, value }: TemplateData): Data {
  if (word === "$value" || word === ".Value") return value;
  const label = /^(?:\$labels|\.Labels)\.(\w+)$/.exec(word)?.[1];
  if (label !== undefined) return Object.hasOwn(labels, label) ? (labels[label] ?? "") : "";
  if (/^"[^\\]*"$|^`[^`]*`$/.test(word)) return word.slice(1, -1);
  if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  throw new TemplateError(word);
}

const ofNumbers: Readonly<Record<string, (value: number) => string>> = {
  humanize,
  humanize1024,
  humanizeDuration,
  humanizePercentage,
};
const ofTexts: Readonly<Record<string, (text: string) => string>> = {
  toUpper: (text) => text.toUpperCase(),
  toLower: (text) => text.toLowerCase(),
};

function call(name: string, args: readonly Data[]): Data | undefined {
  const [first, second] = args;
  if (name === "printf")
    return typeof first === "string" && second !== undefined && args.length === 2 ? goPrintf(first, second) : undefined;
  if (args.length !== 1) return undefined;
  if (typeof first === "number") return Object.hasOwn(ofNumbers, name) ? ofNumbers[name]?.(first) : undefined;
  return Object.hasOwn(ofTexts, name) && first !== undefined ? ofTexts[name]?.(first) : undefined;
}

function asText(data: Data): string {
  return typeof data === "number" ? goShortest(data) : data;
}
