/** What a difference of the configuration is, for who deploys the service. */
import { type Classify, type Context, fromTo, numbers, type Rule, shown, tell } from "./rule.ts";
import type { Tree } from "./tree.ts";

const variable: Classify = (d, context) => {
  const [, , name = ""] = d.path;
  if (d.before && d.after) return undefined;
  if (d.before) return tell(d, "C01", `${name} is gone: what a deployment sets is ignored.`);
  const required = d.after?.children?.get("required")?.value === true;
  const former = required ? requiredFormer(name, context) : undefined;
  if (former !== undefined) return tell(d, "C03", `${name} is new, and may be left out while ${former} is set.`);
  return required
    ? tell(d, "C02", `${name} is new, and a deployment without it does not start.`)
    : tell(d, "C03", `${name} is new, and may be left out.`);
};

/** A deployment that starts sets this one already, and it is read as the new name until its sunset. */
function requiredFormer(name: string, { base, target }: Context): string | undefined {
  const formers = (target.config ?? []).filter(({ deprecated }) => deprecated?.renamedTo === name);
  const wasRequired = (former: string) => base.config?.some((old) => old.name === former && old.required) === true;
  return formers.find((former) => wasRequired(former.name))?.name;
}

const required: Classify = (d) =>
  d.after?.value === true
    ? tell(d, "C04", `${d.path[2]} must be set now: a deployment without it does not start.`)
    : tell(d, "C05", `${d.path[2]} may be left out now.`);

const bound =
  (sign: 1 | -1): Classify =>
  (d) => {
    const [before = 0, after = 0] = numbers(d) ?? [];
    const narrowed = !d.before || (d.after !== undefined && after * sign > before * sign);
    return tell(d, narrowed ? "C06" : "C07", `\`${d.path[3]}\` of ${d.path[2]} is changed ${fromTo(d)}.`);
  };

const value: Classify = (d) =>
  d.before
    ? tell(d, "C06", `${d.path[2]} has no value \`${d.path[4]}\` any more.`)
    : tell(d, "C07", `${d.path[2]} has a new value \`${d.path[4]}\`.`);

/** With a change of type, its values come or go as a whole. */
const values: Classify = (d) => (d.before && d.after ? undefined : []);

/** A default that comes with the end of `required`, or goes with its beginning, is told as that. */
const fallback: Classify = (d) => {
  const was = (trees: readonly Tree[]) => trees.at(-1)?.children?.get("required")?.value === true;
  if (was(d.within.before) !== was(d.within.after)) return [];
  return tell(d, "C08", `The default of ${d.path[2]} is changed ${fromTo(d)}: who sets nothing gets another value.`);
};

const type: Classify = (d) => {
  const widened = d.before?.value === "integer" && d.after?.value === "number";
  return tell(d, widened ? "C07" : "C09", `The type of ${d.path[2]} is changed ${fromTo(d)}.`);
};

const pattern: Classify = (d) => {
  if (!d.before) return tell(d, "C06", `${d.path[2]} must match ${shown(d.after)} now.`);
  if (!d.after) return tell(d, "C07", `${d.path[2]} need not match ${shown(d.before)} any more.`);
  return tell(
    d,
    "C09",
    `The pattern of ${d.path[2]} is changed ${fromTo(d)}: what matched the old one need not match the new one.`,
  );
};

const secret: Classify = (d) =>
  d.after?.value === true
    ? tell(d, "C11", `${d.path[2]} is secret now: hidden, and also read from ${d.path[2]}_FILE.`)
    : tell(d, "C10", `${d.path[2]} is no longer secret, so ${d.path[2]}_FILE is ignored.`);

/** Values stay as they are where a param only begins or ceases to give them; another param is another thing to set. */
const param: Classify = (d, context) =>
  d.before && d.after
    ? tell(d, "C09", `${d.path[2]} sets the param ${shown(d.after)} now, no longer ${shown(d.before)}.`)
    : described(d, context);

const described: Classify = (d) => tell(d, "C12", `\`${d.path[3]}\` of ${d.path[2]} is worded otherwise.`);

export const configRules: readonly Rule[] = [
  [
    "config",
    (d) => (d.before ? tell(d, "C01", "The configuration is gone.") : tell(d, "C03", "The configuration is new.")),
  ],
  ["config/version", (d) => tell(d, "F01", `The form of the configuration is changed ${fromTo(d)}.`)],
  ["config/variables/*", variable],
  ["config/variables/*/required", required],
  ["config/variables/*/min", bound(1)],
  ["config/variables/*/max", bound(-1)],
  ["config/variables/*/min_length", bound(1)],
  ["config/variables/*/values", values],
  ["config/variables/*/values/*", value],
  ["config/variables/*/default", fallback],
  ["config/variables/*/type", type],
  ["config/variables/*/pattern", pattern],
  ["config/variables/*/secret", secret],
  ["config/variables/*/help", described],
  ["config/variables/*/param", param],
];
