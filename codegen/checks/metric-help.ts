/** Every metric says what it measures. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "metric/help";

export const metricHelp: Check = {
  id,
  code: "P18",
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
