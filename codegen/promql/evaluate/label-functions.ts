/** label_replace and label_join: new labels out of old ones. */
import { EvaluationError } from "./error.ts";
import { type Derive, labelValue, memo, withLabels } from "./label-set.ts";
import type { CompileCall } from "./range-functions.ts";
import { expandTemplate, matchRegex } from "./regex.ts";
import { type Compiled, distinct, expectKind, type VectorValue } from "./value.ts";

export const labelFunctions: Readonly<Record<string, CompileCall>> = {
  label_replace: ([arg, ...texts]) => {
    const [target = "", template = "", source = "", pattern = ""] = strings(texts, "label_replace");
    const regex = matchRegex(pattern);
    if (!regex)
      throw new EvaluationError(`the regular expression ${JSON.stringify(pattern)} is beyond this interpreter`);
    checkName(target, "label_replace");
    return relabelled(arg, "label_replace", (set) => {
      const match = regex.exec(labelValue(set, source));
      return match ? withLabels(set, { [target]: expandTemplate(template, match) }) : set;
    });
  },
  label_join: ([arg, ...texts]) => {
    const [target = "", separator = "", ...sources] = strings(texts, "label_join");
    checkName(target, "label_join");
    return relabelled(arg, "label_join", (set) =>
      withLabels(set, { [target]: sources.map((source) => labelValue(set, source)).join(separator) }),
    );
  },
};

function relabelled(arg: Compiled | undefined, name: string, derive: Derive): VectorValue {
  const vector = expectKind(arg, "vector", name);
  const relabel = memo(derive);
  return {
    kind: "vector",
    at: (moment) => distinct(vector.at(moment).map(({ set, value }) => ({ set: relabel(set), value }))),
  };
}

function strings(args: readonly Compiled[], name: string): string[] {
  return args.map((arg) => expectKind(arg, "string", name).value);
}

function checkName(label: string, name: string): void {
  if (!/^[a-zA-Z_]\w*$/.test(label)) throw new EvaluationError(`invalid destination label name in ${name}(): ${label}`);
}
