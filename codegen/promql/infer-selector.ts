/** The shape of a selector: that of its series, narrowed by its matchers. */
import type { ExprOf, Matcher } from "./ast.ts";
import { regexOf } from "./regex.ts";
import type { Series } from "./series.ts";
import { type LabelInfo, type Shape, UNKNOWN } from "./shape.ts";

export function inferSelector({ metric, matchers }: ExprOf<"selector">, series: Series | undefined): Shape {
  let shape = series?.shape ?? UNKNOWN;
  for (const matcher of matchers)
    shape = matcher.label.text === METRIC_NAME ? named(shape, matcher, metric?.text) : narrow(shape, matcher);
  return shape;
}

const METRIC_NAME = "__name__";

/** A further matcher on the name of the series, which is no label of a shape. */
function named(shape: Shape, matcher: Matcher, name: string | undefined): Shape {
  return name !== undefined && testOf(matcher)?.(name) === false ? { ...shape, empty: true } : shape;
}

function narrow(shape: Shape, matcher: Matcher): Shape {
  const name = matcher.label.text;
  const info = shape.labels.get(name);
  const test = testOf(matcher);
  if (!test) return shape;
  const withoutLabel = test("");
  if (!info) return withoutLabel || shape.open ? narrowUnknown(shape, matcher) : { ...shape, empty: true };
  const values = info.values?.filter(test) ?? pinned(matcher);
  const certain = info.certain || !withoutLabel;
  const gone =
    (values?.length === 0 || (certain && matcher.op === "=" && withoutLabel)) && !(withoutLabel && !info.certain);
  const next: LabelInfo = { ...info, values, certain };
  return { ...shape, labels: new Map([...shape.labels, [name, next]]), empty: shape.empty || gone };
}

/** A matcher on a label that may be there unseen. */
function narrowUnknown(shape: Shape, matcher: Matcher): Shape {
  const values = pinned(matcher);
  if (!shape.open || values?.[0] === undefined || values[0] === "") return shape;
  return { ...shape, labels: new Map([...shape.labels, [matcher.label.text, { values, certain: true }]]) };
}

function pinned({ op, value }: Matcher): readonly string[] | undefined {
  return op === "=" ? [value.text] : undefined;
}

/** Whether a value meets the matcher; undefined for patterns that only RE2 reads. A label that is not there is "". */
export function testOf({ op, value }: Matcher): ((text: string) => boolean) | undefined {
  if (op === "=") return (text) => text === value.text;
  if (op === "!=") return (text) => text !== value.text;
  const pattern = regexOf(value.text);
  return pattern && ((text) => pattern.test(text) === (op === "=~"));
}
