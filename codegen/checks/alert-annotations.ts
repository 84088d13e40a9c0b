/** Every alert tells the person it reaches what is wrong and what to do first. */
import type { Alert } from "../model.ts";
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "alert/annotations";

const WANTED = {
  summary: "one sentence on what is wrong",
  action: "what to do first",
  playbook: "the step of the blueprint, such as ops.md#disk",
} as const satisfies Partial<Record<keyof Alert, string>>;

export const alertAnnotations: Check = {
  id,
  check: ({ alerts }) =>
    alerts.flatMap((alert) =>
      (Object.keys(WANTED) as (keyof typeof WANTED)[])
        .filter((key) => alert[key].trim() === "")
        .map((key) =>
          error(id, alert.at("name"), `The alert \`${alert.name}\` has no ${key}.`, `Add \`${key}\`: ${WANTED[key]}.`),
        ),
    ),
};
