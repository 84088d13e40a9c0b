/** The contract compiled for a drill: the rules and routes that are shipped, every time of theirs divided, no threshold touched. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { alertmanagerConfig } from "../../codegen/emitters/alertmanager.ts";
import { emit as emitPrometheus } from "../../codegen/emitters/prometheus.ts";
import { emit as emitRules } from "../../codegen/emitters/rules.ts";
import { parse, resolve } from "../../codegen/index.ts";
import type { Alert, Model } from "../../codegen/model.ts";
import { formatProblems } from "../../codegen/problem.ts";
import { CannotRun } from "../command.ts";

const SPEC = join(import.meta.dirname, "../../spec");
const RULES_FOLDER = "generated/prometheus";
/** Prometheus is not asked to scrape or to evaluate more often: windows must hold a few samples all the same. */
const LEAST_INTERVAL_SECONDS = 0.25;

/** Throws CannotRun with what is wrong when the contract does not compile. */
export async function compile(timeScale: number): Promise<Model> {
  const { contract, problems } = await parse(SPEC, "spec");
  const resolved = contract && resolve(contract, { timeScale });
  if (!resolved?.model) throw new CannotRun(formatProblems(resolved?.problems ?? problems, "text"));
  return withLeastIntervals(resolved.model);
}

function withLeastIntervals(model: Model): Model {
  const least = (seconds: number) => Math.max(LEAST_INTERVAL_SECONDS, seconds);
  const paced = <T extends { readonly everySeconds: number | undefined }>(rule: T): T => ({
    ...rule,
    everySeconds: rule.everySeconds === undefined ? undefined : least(rule.everySeconds),
  });
  return {
    ...model,
    endpoints: model.endpoints.map((one) => ({ ...one, scrapeIntervalSeconds: least(one.scrapeIntervalSeconds) })),
    recordingRules: model.recordingRules.map(paced),
    alerts: model.alerts.map(paced),
  };
}

export function alertOf({ alerts }: Model, name: string): Alert {
  const found = alerts.find((alert) => alert.name === name);
  if (found === undefined) throw new CannotRun(`The contract has no alert ${name}.`);
  return found;
}

/** Writes what Prometheus reads to a folder. */
export async function writePrometheus(model: Model, folder: string): Promise<void> {
  for (const { path, text } of [...emitPrometheus(model), ...emitRules(model)]) {
    const target = join(folder, relative(RULES_FOLDER, path));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}

/** What Alertmanager reads, with one address for every receiver: each notice says whose it is. */
export function routes(model: Model, url: string): object {
  return alertmanagerConfig(model, () => ({ url }));
}
