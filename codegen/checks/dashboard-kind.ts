/** A panel has what its kind draws, and nothing that its kind ignores. */
import { varyingLabels } from "../dashboards/legend.ts";
import { panelsOf, type TypedQuery, typedQueries } from "../dashboards/panels.ts";
import type { Model, Panel, PanelKind } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "dashboard/kind";

export const dashboardKind: Check = {
  id,
  explain: {
    what: "A panel says something that its kind ignores, or shows values that its kind cannot draw.",
    why: "Grafana ignores what it does not know and draws an empty panel, which looks like a quiet day.",
    wrong: "kind: timeline\nqueries: [{expr: sum by (queue) (queue_depth)}]",
    right: "kind: lines\nqueries: [{expr: sum by (queue) (queue_depth)}]",
  },
  check: (model) => panelsOf(model).flatMap((panel) => panelProblems(model, panel)),
};

const KINDS: Readonly<Record<"states" | "columns", PanelKind>> = { states: "timeline", columns: "table" };

function panelProblems(model: Model, panel: Panel): Problem[] {
  const queries = typedQueries(model, panel);
  return [
    ...misplaced(panel),
    ...(panel.kind === "table" ? tableProblems(panel, queries) : []),
    ...(panel.kind === "timeline" && panel.states === undefined ? queries.flatMap(noState) : []),
  ];
}

function misplaced(panel: Panel): Problem[] {
  return (["states", "columns"] as const)
    .filter((key) => panel[key] !== undefined && panel.kind !== KINDS[key])
    .map((key) => {
      const message = `\`${key}\` belongs to a ${KINDS[key]}, and this is ${panel.kind}.`;
      return error(id, panel.at(key), message, `Write \`kind: ${KINDS[key]}\`, or leave \`${key}\` out.`);
    });
}

function tableProblems({ columns, at, queries: all }: Panel, queries: readonly TypedQuery[]): Problem[] {
  const second = all[1];
  if (second) {
    const message = "A table shows the result of one expression.";
    return [error(id, second.at("expr"), message, "Make another table, or join the two with `or`.")];
  }
  if (columns === undefined) return [];
  return queries.flatMap(({ typed: { shapeOf, top } }) => {
    const rows = (varyingLabels(shapeOf(top)) ?? []).filter((label) => label !== columns);
    if (rows.length === 1) return [];
    const found = rows.length === 0 ? "none is left" : `there are ${rows.join(", ")}`;
    const message = `Beside \`${columns}\`, one label makes the rows, and ${found}.`;
    return [error(id, at("columns"), message, "Aggregate by the two labels that are to be seen.")];
  });
}

/** Without a label that names it, a state is 0 or 1. */
function noState({ query, typed: { shapeOf, top } }: TypedQuery): Problem[] {
  const { low, high } = shapeOf(top).values;
  if (low >= 0 && high <= 1) return [];
  const message = "A timeline shows states: values of 0 and 1, or with `states` the values of a label.";
  return [error(id, query.at("expr"), message, "Draw it with `kind: lines`, or name the label under `states`.")];
}
