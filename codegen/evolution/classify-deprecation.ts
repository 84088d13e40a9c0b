/** What a difference of a deprecation is: of metrics, labels, alerts and variables alike. */
import { type Classify, fromTo, type Rule, shown, tell } from "./rule.ts";

const whole =
  (isMetric: boolean): Classify =>
  (d) => {
    const name = d.path.at(-2) ?? "";
    if (d.before && d.after) return undefined;
    if (d.before) return tell(d, "D01", `\`${name}\` is no longer deprecated.`);
    const { renamed_to, sunset } = Object.fromEntries(d.after?.children ?? []);
    const successor = renamed_to ? `: use \`${shown(renamed_to)}\`` : "";
    return tell(
      d,
      isMetric && renamed_to ? "M02" : "D02",
      `\`${name}\` is deprecated, and there until ${shown(sunset)}${successor}.`,
    );
  };

const sunset: Classify = (d) => {
  const sooner = String(d.after?.value) < String(d.before?.value);
  return tell(
    d,
    sooner ? "D03" : "D01",
    `\`${d.path.at(-3)}\` is gone ${sooner ? "sooner" : "later"} than was said: its sunset is changed ${fromTo(d)}.`,
  );
};

const successor: Classify = (d) => tell(d, "D04", `The successor of \`${d.path.at(-3)}\` is changed ${fromTo(d)}.`);
const since: Classify = (d) =>
  tell(d, "D01", `\`${d.path.at(-3)}\` is said to be deprecated since ${shown(d.after)}, not ${shown(d.before)}.`);

export const deprecationRules: readonly Rule[] = ["metrics/*", "labels/*", "alerts/*", "config/variables/*"].flatMap(
  (owner): Rule[] => [
    [`${owner}/deprecated`, whole(owner === "metrics/*")],
    [`${owner}/deprecated/sunset`, sunset],
    [`${owner}/deprecated/renamed_to`, successor],
    [`${owner}/deprecated/since`, since],
  ],
);
