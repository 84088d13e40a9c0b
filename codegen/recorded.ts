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
  const metrics = model.metrics.filter((metric) => !isConstant(metric) && !isRenamed(metric));
  const unused = await namesUnused(
    metrics.map(({ name }) => name),
    folder,
  );
  return metrics
    .filter(({ name }) => unused.has(name))
    .map(({ name, at }) => {
      const message = `No source file below ${folder} uses the metric \`${name}\`, so it never changes.`;
      return warning(rule, at("name"), message, `Record it as \`metrics.${name}.with({…})\`, or remove it.`, "P26");
    });
}

function isConstant({ initial, unit }: Metric): boolean {
  return initial === 1 && unit === "info";
}

/** Those of the names that no expression reads a property by, nor takes out of an object. */
async function namesUnused(names: readonly string[], folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name) && !/\.test\.|\.d\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const unused = new Set(names);
  for (const file of files) {
    const text = await readFile(file, "utf8");
    // To parse a file is slow, and one in which no such name stands at all need not be.
    if ([...unused].some((name) => text.includes(name))) for (const name of namesIn(file, text)) unused.delete(name);
  }
  return unused;
}

/** Every name that some expression of a file reads a property by, or takes out of an object. */
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
