/** `_total` ends the names of counters, and of counters only. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/total";

export const metricTotal: Check = {
  id,
  code: "P18",
  explain: {
    what: "A counter does not end in `_total`, or something else does.",
    why: "Who reads the name would take rate() of a gauge, or compare a counter with a limit.",
    wrong: "- {name: tasks_done, type: counter}",
    right: "- {name: tasks_done_total, type: counter}",
  },

  check: ({ metrics }) =>
    metrics.flatMap(({ name, type, at }) => {
      const total = name.endsWith("_total");
      if (total === (type === "counter")) return [];
      return total
        ? [
            error(
              id,
              at("name"),
              `The ${type} \`${name}\` ends in _total, which only counters do.`,
              "Drop _total, or make it a counter.",
              "P18",
            ),
          ]
        : [
            error(
              id,
              at("name"),
              `The counter \`${name}\` does not end in _total.`,
              `Call it \`${name}_total\`.`,
              "P18",
            ),
          ];
    }),
};
