/** No label has the same value twice, also when two ways of writing it come to the same. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "label/values";

export const labelValues: Check = {
  id,
  explain: {
    what: "A label has the same value twice.",
    why: "The series of that value would be made, counted and documented twice.",
    wrong: "queue: {values: [fast, slow, fast], help: The queue of a task.}",
    right: "queue: {values: [fast, slow], help: The queue of a task.}",
  },

  check: ({ labels }) =>
    labels.flatMap(({ name, values, at }) =>
      values.flatMap((value, i) => {
        if (values.indexOf(value) === i) return [];
        const message = `The label \`${name}\` has the value \`${value}\` twice.`;
        return [error(id, at("values", i), message, "Keep one of the two.")];
      }),
    ),
};
