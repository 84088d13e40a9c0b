/** No label has the same value twice, also when two ways of writing it come to the same. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "label/values";

export const labelValues: Check = {
  id,
  check: ({ labels }) =>
    labels.flatMap(({ name, values, at }) =>
      values.flatMap((value, i) => {
        if (values.indexOf(value) === i) return [];
        const message = `The label \`${name}\` has the value \`${value}\` twice.`;
        return [error(id, at("values", i), message, "Keep one of the two.")];
      }),
    ),
};
