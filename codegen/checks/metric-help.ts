/** Every metric says what it measures. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/help";

export const metricHelp: Check = {
  id,
  code: "P18",
  explain: {
    what: "A metric does not say what it measures.",
    why: "Who meets it in a query at night has its name only.",
    wrong: "- {name: tasks_total, type: counter, unit: tasks}",
    right: "- {name: tasks_total, type: counter, unit: tasks, help: Tasks that ended.}",
  },

  check: ({ metrics }) =>
    metrics
      .filter(({ help }) => help.trim() === "")
      .map(({ name, at }) =>
        error(
          id,
          at("name"),
          `The metric \`${name}\` has no help.`,
          "Add `help`: one sentence on what it measures, for a stranger.",
          "P18",
        ),
      ),
};
