/** Reads what /metrics answers as far as a smoke test needs it; `contract -- verify` is the strict reader. */
import { StepFailed } from "../steps.ts";

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Scrape {
  /** The type of each metric that a `# TYPE` line names. */
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

const TYPE = /^# TYPE (\S+) (\S+)$/;
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: -?\d+)?$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)",?/g;
/** As Prometheus reads numbers, which Go does: prom-client writes Nan. */
const VALUE = /^(nan|[+-]?(inf|\d+(\.\d*)?(e[+-]?\d+)?))$/i;

/** Throws StepFailed on a line that is none of the text format. */
export function readExposition(text: string): Scrape {
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const [, typed, type] = TYPE.exec(line) ?? [];
    if (typed !== undefined && type !== undefined) types.set(typed, type);
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
    if (name === undefined || value === undefined || !VALUE.test(value) || labels.replaceAll(LABEL, "") !== "") {
      throw new StepFailed(`line ${index + 1} is no sample: ${line.slice(0, 120)}`);
    }
    samples.push({ name, labels: readLabels(labels), value: Number(value.replace(/inf/i, "Infinity")) });
  }
  return { types, samples };
}

function readLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(LABEL)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped)),
    ]),
  );
}

/** The samples of one metric: its own, and those of a histogram's parts. */
export function samplesOf({ types, samples }: Scrape, name: string): Sample[] {
  const parts = types.get(name) === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
  return samples.filter((sample) => parts.includes(sample.name));
}

/** The sum of the series of this name that have these labels, whatever others they have; undefined without any. */
export function sumOf({ samples }: Scrape, name: string, labels: Readonly<Record<string, string>>): number | undefined {
  const wanted = Object.entries(labels);
  const found = samples.filter(
    (sample) => sample.name === name && wanted.every(([label, value]) => sample.labels[label] === value),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}
