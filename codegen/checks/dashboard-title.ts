/** The titles by which people find a dashboard, a row and a panel are there once. */
import { panelsIn } from "../dashboards/panels.ts";
import type { Dashboard, Locate } from "../model.ts";
import { error, type Problem, position } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "dashboard/title";

export const dashboardTitle: Check = {
  id,
  explain: {
    what: "Two dashboards, two rows of one or two of its panels have the same title.",
    why: "Whoever is told over the telephone to look at it looks at the other one.",
    wrong: "panels:\n  - {title: Tasks, kind: lines, …}\n  - {title: Tasks, kind: table, …}",
    right: "panels:\n  - {title: Tasks, kind: lines, …}\n  - {title: Tasks by queue, kind: table, …}",
  },
  check: ({ dashboards }) => [
    ...repeated("dashboard", dashboards),
    ...dashboards.flatMap((dashboard: Dashboard) => [
      ...repeated("row", dashboard.rows),
      ...repeated("panel", panelsIn(dashboard)),
    ]),
  ],
};

interface Titled {
  readonly title: string;
  readonly at: Locate;
}

function repeated(what: string, list: readonly Titled[]): Problem[] {
  return list.flatMap(({ title, at }, i) => {
    const earlier = list.slice(0, i).find((other) => other.title === title);
    if (!earlier) return [];
    const { source, start } = earlier.at("title");
    const other = at("title");
    const file = source.path === other.source.path ? "" : ` of ${source.path}`;
    const message = `There is a ${what} ${JSON.stringify(title)} already, in line ${position(source, start).line}${file}.`;
    return [error(id, other, message, "Say in the title what this one shows.")];
  });
}
