/** How the series of a panel are told from each other: by the labels that their names are made of. */
import type { PanelQuery } from "../model.ts";
import type { Shape } from "../promql/shape.ts";

/** Labels that a legend prints, each as it is written. */
export function labelsIn(legend: string): { readonly written: string; readonly label: string }[] {
  return [...legend.matchAll(/\{\{\s*([a-zA-Z_]\w*)\s*\}\}/g)].map(([written, label = ""]) => ({ written, label }));
}

/** Labels in which the series of a result can differ; undefined where there may be others. */
export function varyingLabels({ labels, open }: Shape): string[] | undefined {
  if (open) return undefined;
  return [...labels].filter(([, { values }]) => values?.length !== 1).map(([name]) => name);
}

/** What Grafana takes as the name of a query's series; `single` names one that has no other of its kind. */
export function legendOf({ legend }: PanelQuery, shape: Shape, single: string): string {
  if (legend !== undefined) return legend;
  const labels = varyingLabels(shape);
  if (labels === undefined) return "__auto";
  return labels.length === 0 ? single : labels.map((label) => `{{${label}}}`).join(" ");
}
