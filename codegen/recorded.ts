/** Whether code records the metrics of a contract: reads the sources of a service for the names of its handles. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { isRenamed } from "./deprecated.ts";
import type { Metric, Model } from "./model.ts";
import { type Problem, warning } from "./problem.ts";

const rule = "metric/unrecorded";

/**
 * Metrics that no source file below the folder takes a handle of: they stay at their initial value for ever, and alerts on
 * them sleep. Tests do not count. A gauge that is always 1 needs no recording, an old name has no handle.
 */
export async function unrecorded(model: Model, folder: string): Promise<Problem[]> {
  const used = await namesUsed(folder);
  return model.metrics
    .filter((metric) => !used.has(metric.name) && !isConstant(metric) && !isRenamed(metric))
    .map(({ name, at }) => {
      const message = `No source file below ${folder} uses the metric \`${name}\`, so it never changes.`;
      return warning(rule, at("name"), message, `Record it as \`metrics.${name}.with({…})\`, or remove it.`, "P26");
    });
}

function isConstant({ initial, unit }: Metric): boolean {
  return initial === 1 && unit === "info";
}

/** Every name that some expression reads a property by, or takes out of an object. */
async function namesUsed(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name) && !/\.test\.|\.d\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const names = await Promise.all(files.map(async (file) => namesIn(file, await readFile(file, "utf8"))));
  return new Set(names.flat());
}

function namesIn(file: string, text: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) names.push(node.name.text);
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression))
      names.push(node.argumentExpression.text);
    if (ts.isBindingElement(node)) names.push((node.propertyName ?? node.name).getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return names;
}
