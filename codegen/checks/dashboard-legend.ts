/** The names of a panel's series are made of labels that its results have, and tell the series from each other. */
import { labelsIn, varyingLabels } from "../dashboards/legend.ts";
import { panelsOf, type TypedQuery, typedQueries } from "../dashboards/panels.ts";
import type { Model, Panel } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { labelNames } from "../promql/shape.ts";
import { suggest } from "../schema.ts";
import { within } from "./alert-template.ts";
import type { Check } from "./check.ts";

const id = "dashboard/legend";

export const dashboardLegend: Check = {
  id,
  explain: {
    what: "A legend, `states` or `columns` names a label that the result does not have, or a legend gives several series one name.",
    why: "A label that is aggregated away prints nothing, and lines of one name cannot be told apart: the operator sees that something is slow, and not what.",
    wrong: 'expr: sum by (job) (rate(tasks_total[5m]))\nlegend: "{{queue}}"',
    right: 'expr: sum by (job, queue) (rate(tasks_total[5m]))\nlegend: "{{queue}}"',
  },
  check: (model) => panelsOf(model).flatMap((panel) => panelProblems(model, panel)),
};

function panelProblems(model: Model, panel: Panel): Problem[] {
  const queries = typedQueries(model, panel);
  return [
    ...queries.flatMap((query) => [...unknownLabels(query), ...(panel.kind === "table" ? [] : oneName(query))]),
    ...(["states", "columns"] as const).flatMap((key) => queries.flatMap((query) => missingLabel(panel, key, query))),
    ...sameLegends(panel),
  ];
}

function unknownLabels({ query: { legend = "", at }, typed: { shapeOf, top } }: TypedQuery): Problem[] {
  const shape = shapeOf(top);
  if (shape.open) return [];
  const names = labelNames(shape);
  return labelsIn(legend)
    .filter(({ label }) => !names.includes(label))
    .map(({ written, label }) => {
      const message = `The result has no label \`${label}\`, so this stays empty.`;
      const help = names.length === 0 ? "Its result has no labels at all." : suggest(label, names);
      return error(id, within(at("legend"), written), message, help);
    });
}

function oneName({ query: { legend, at }, typed: { shapeOf, top } }: TypedQuery): Problem[] {
  if (legend === undefined) return [];
  const printed = labelsIn(legend).map(({ label }) => label);
  const lost = (varyingLabels(shapeOf(top)) ?? []).filter((label) => !printed.includes(label));
  if (lost.length === 0) return [];
  const message = `The series differ in ${lost.join(", ")}, which the legend does not print: they have one name.`;
  const help = `Print ${lost.map((label) => `{{${label}}}`).join(" ")}, or aggregate over it. Without a legend it is done by itself.`;
  return [error(id, at("legend"), message, help)];
}

function missingLabel(
  panel: Panel,
  key: "states" | "columns",
  { query, typed: { shapeOf, top } }: TypedQuery,
): Problem[] {
  const label = panel[key];
  const shape = shapeOf(top);
  if (label === undefined || shape.open || shape.labels.has(label)) return [];
  const message = `The result has no label \`${label}\`, of which \`${key}\` are to be made.`;
  return [error(id, query.at("expr"), message, `Keep it: aggregate by (…, ${label}), or change \`${key}\`.`)];
}

function sameLegends({ queries }: Panel): Problem[] {
  return queries.flatMap(({ legend, at }, i) => {
    if (legend === undefined || !queries.slice(0, i).some((other) => other.legend === legend)) return [];
    return [error(id, at("legend"), "Another query of this panel has the same legend.", "Say what this one shows.")];
  });
}
