/** Only gauges choose where they start: counters and histograms count from 0. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/initial";

export const metricInitial: Check = {
  id,
  explain: {
    what: "A counter or a histogram states what it starts with.",
    why: "They count from 0: rate() takes anything else for what happened before the first scrape.",
    wrong: "- {name: tasks_total, type: counter, initial: nan, unit: tasks, help: Tasks that ended.}",
    right: "- {name: tasks_total, type: counter, unit: tasks, help: Tasks that ended.}",
  },

  check: ({ metrics }) =>
    metrics
      .filter(({ type, initial }) => type !== "gauge" && initial !== 0)
      .map(({ name, type, initial, at }) => {
        const message = `The ${type} \`${name}\` cannot start as ${initial}: it counts from 0.`;
        return error(id, at("initial"), message, "Remove `initial`, or make it a gauge.");
      }),
};
