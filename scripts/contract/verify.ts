/** `contract verify`: scrapes a running service twice and tells everything in which it differs from its contract. */
import { resolve as absolute } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { aboutValue } from "../../codegen/exposition/compare.ts";
import { type Examination, examine, type Sighting } from "../../codegen/exposition/examine.ts";
import type { Exposition, Family } from "../../codegen/exposition/family.ts";
import { adviceOf, type FindingKind, findingKinds, kindOf } from "../../codegen/exposition/finding.ts";
import type { Scrape } from "../../codegen/exposition/parse.ts";
import { parse, resolve } from "../../codegen/index.ts";
import type { Metric, Model } from "../../codegen/model.ts";
import { formatProblems } from "../../codegen/problem.ts";
import { exitCodes, parseOptions, UsageError } from "../command.ts";
import { formatStep, runSteps, type Step, StepFailed, type StepReport, type StepResult } from "../steps.ts";
import { readToken } from "../token-file.ts";
import { scrape, type Target } from "./scrape.ts";

export const usage = `Usage: npm run contract -- verify --url URL [OPTIONS]

Scrapes a running service twice and compares what it shows with its contract.

  --url URL             where its metrics are: http://127.0.0.1:8080/metrics
  --token-file FILE     file that holds the bearer token of the metrics
  --interval SECONDS    time between the two scrapes (default: 1)
  --spec DIR            folder of the contract, laid out like spec/ (default: spec/ of this project)
  --json                print {ok, steps: [{id, ok, message, ms}]}

Exit code: 0 good, 1 found something, 2 wrong usage, 3 could not scrape or has no contract to compare with.`;

/** How a service is to be checked. */
export interface CheckOptions {
  readonly target: Target;
  /** Between the two scrapes. */
  readonly intervalMs: number;
  /** Findings that a step names at most. */
  readonly most: number;
}

interface Order extends CheckOptions {
  readonly spec: string;
  readonly json: boolean;
}

const LONGEST_INTERVAL_SECONDS = 3600;
/** Findings of a step that a person is shown; --json holds all. */
const MOST_SHOWN = 20;

/** Runs the command with its arguments and prints; the exit code. Throws UsageError. */
export async function verify(argv: readonly string[]): Promise<number> {
  const order = readOrder(argv);
  const model = await loadModel(order.spec);
  if (!model) return exitCodes.couldNotRun;
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  const { report, scraped } = await checkService(model, order, (result) => order.json || print(formatStep(result)));
  if (order.json) print(JSON.stringify(report));
  if (!scraped) return exitCodes.couldNotRun;
  return report.ok ? exitCodes.good : exitCodes.found;
}

function readOrder(argv: readonly string[]): Order {
  const { values } = parseOptions({
    args: [...argv],
    options: {
      url: { type: "string" },
      "token-file": { type: "string" },
      interval: { type: "string", default: "1" },
      spec: { type: "string", default: absolute(import.meta.dirname, "../../spec") },
      json: { type: "boolean", default: false },
    },
  });
  const { interval, spec, json } = values;
  const seconds = interval.trim() === "" ? Number.NaN : Number(interval);
  if (!(seconds >= 0 && seconds <= LONGEST_INTERVAL_SECONDS))
    throw new UsageError(`--interval ${interval}: give seconds from 0 to ${LONGEST_INTERVAL_SECONDS}.`);
  if (spec === "") throw new UsageError("--spec needs the path of a folder.");
  const file = values["token-file"];
  const token = file === undefined ? undefined : readToken(file);
  const most = json ? Number.POSITIVE_INFINITY : MOST_SHOWN;
  return { target: { url: readUrl(values.url), token }, intervalMs: seconds * 1000, most, spec, json };
}

function readUrl(text: string | undefined): URL {
  const example = "http://127.0.0.1:8080/metrics";
  if (text === undefined) throw new UsageError(`--url is missing: where the metrics are, ${example}.`);
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new UsageError("--url: give a whole URL of http or https, ".concat(example, "."));
  }
  // The URL is printed.
  if (url.username !== "" || url.password !== "") throw new UsageError("--url: put no password into it.");
  return url;
}

/** The contract, or undefined after saying what is wrong with it. */
async function loadModel(folder: string): Promise<Model | undefined> {
  try {
    const { contract, problems } = await parse(folder);
    const resolved = contract ? resolve(contract) : { model: undefined, problems };
    if (!resolved.model) process.stderr.write(formatProblems(resolved.problems, "text"));
    return resolved.model;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`--spec ${folder}: ${reason}; give a folder laid out like spec/.\n`);
    return undefined;
  }
}

/** What a check came to. */
export interface Checked {
  readonly report: StepReport;
  /** False: there is nothing that could be compared. */
  readonly scraped: boolean;
}

/** Scrapes and compares; `onResult` hears of each step as it ends. What cannot be compared ends it early. */
export async function checkService(
  model: Model,
  options: CheckOptions,
  onResult: (result: StepResult) => void = () => {},
): Promise<Checked> {
  const scrapes: Scrape[] = [];
  const fetched = await runSteps([fetchStep(options, scrapes)], { onResult });
  const [first, second] = scrapes;
  if (!fetched.ok || !first || !second) return { report: fetched, scraped: false };
  const examination = examine(model, [first, second], options.target.url.pathname);
  const kinds = examination.compared ? findingKinds : (["format"] as const);
  const steps = kinds.map((kind) => findingStep(kind, model, examination, options.most));
  const compared = await runSteps(steps, { onResult });
  return { report: { ok: compared.ok, steps: [...fetched.steps, ...compared.steps] }, scraped: true };
}

function fetchStep({ target, intervalMs }: CheckOptions, scrapes: Scrape[]): Step {
  return {
    id: "fetch",
    async run() {
      scrapes.push(await scrape(target));
      await sleep(intervalMs);
      scrapes.push(await scrape(target));
      const lengths = scrapes.map(({ text }) => text.length.toLocaleString("en"));
      return `two scrapes of ${target.url}, ${lengths.join(" and ")} characters`;
    },
  };
}

function findingStep(kind: FindingKind, model: Model, { sightings, exposition }: Examination, shown: number): Step {
  const found = sightings.filter((sighting) => kindOf(sighting) === kind);
  return {
    id: kind,
    async run() {
      if (found.length > 0) throw new StepFailed(tellAll(found, shown));
      return goodNews[kind](model, exposition);
    },
  };
}

function tellAll(found: readonly Sighting[], shown: number): string {
  const rest = found.length > shown ? [`and ${found.length - shown} more; --json lists them`] : [];
  const ids = [...new Set(found.map(({ id }) => id))];
  return [
    `${found.length} ${found.length === 1 ? "finding" : "findings"}`,
    ...found.slice(0, shown).map(tellOne),
    ...rest,
    ...ids.map((id) => `${id}: ${adviceOf(id)}`),
  ].join("\n");
}

function tellOne({ id, line, message, scrape: number }: Sighting): string {
  const place = [...(number === 2 ? ["second scrape"] : []), ...(line > 0 ? [`line ${line}`] : [])].join(", ");
  return `${place === "" ? "" : `${place}: `}${message} (${id})`;
}

/** What a step says that found nothing. */
const goodNews: Readonly<Record<FindingKind, (model: Model, exposition: Exposition) => string>> = {
  format: () => "the text format 0.0.4, to the letter",
  families: (model, exposition) =>
    `${shownOf(model, exposition).length} of ${model.metrics.length} metrics shown, no other`,
  series(model, exposition) {
    const count = shownOf(model, exposition).reduce((sum, { samples }) => sum + samples.length, 0);
    return `${count} series with the labels and buckets of the contract`;
  },
  values: () => "every label value in its domain, every gauge in its range",
  counters: () => "none fell, none is negative or not finite",
  budget({ metrics }, { families }) {
    const shares = metrics.map(({ name, seriesBudget }) => {
      const count = families.get(name)?.samples.length ?? 0;
      return { share: count / seriesBudget, text: `${name} is nearest: ${count} of ${seriesBudget} series` };
    });
    return shares.sort((a, b) => b.share - a.share)[0]?.text ?? "the contract has no metric";
  },
  version(model, exposition) {
    const namesIt = ({ labels }: Metric) => labels.some((label) => aboutValue(model, label)[0] !== "label-value");
    const names = new Set(model.metrics.filter(namesIt).map(({ name }) => name));
    const shown = shownOf(model, exposition).find(({ name, samples }) => names.has(name) && samples.length > 0);
    if (!shown) return "nothing that is shown names the version or the digest of the contract";
    return `${shown.name} names version ${model.version.version}, digest ${model.digest.slice(0, 12)}…`;
  },
};

/** The families that the contract knows. */
function shownOf({ metrics }: Model, { families }: Exposition): Family[] {
  return metrics.flatMap(({ name }) => families.get(name) ?? []);
}
