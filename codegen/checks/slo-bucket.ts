/** A latency objective ends at a bucket of its histogram, and only such an objective does. */
import type { Model, Slo } from "../model.ts";
import { error, type Problem } from "../problem.ts";
import { type Catalog, catalogOf } from "../promql/series.ts";
import { eventsIn, histogramOf } from "../slo-events.ts";
import type { Check } from "./check.ts";

const id = "slo/bucket";
const code = "P13";

export const sloBucket: Check = {
  id,
  code,
  explain: {
    what: "The `le` of a latency objective is no bucket of its histogram, is missing, or stands in an objective of another kind.",
    why: "Good events are counted by the bucket that ends there. Without it the error ratio has no value and its alerts are silent; between two buckets nobody knows how many events lie.",
    wrong:
      "- {name: task_duration_seconds, type: histogram, buckets: [5, 30, 60], …}\n…\n- {name: in_time, kind: latency, total: task_duration_seconds_count, le: 45, …}",
    right:
      "- {name: task_duration_seconds, type: histogram, buckets: [5, 30, 45, 60], …}\n…\n- {name: in_time, kind: latency, total: task_duration_seconds_count, le: 45, …}",
  },
  check: (model) => model.slos.flatMap((slo) => checkSlo(slo, catalogOf(model), model)),
};

function checkSlo(slo: Slo, catalog: Catalog, { metrics }: Model): Problem[] {
  const { name, kind, le, at } = slo;
  const report = (key: string, message: string, help: string) => [error(id, at(key), message, help, code)];
  if (kind === "ratio") {
    if (le === undefined) return [];
    const message = `\`${name}\` is a ratio, of which \`le\` says nothing: what is bad is said by \`bad\`.`;
    return report("le", message, "Remove `le`, or write `kind: latency`.");
  }
  const total = eventsIn(slo.total, catalog);
  const histogram = total && histogramOf(total);
  const known = histogram ? [histogram] : metrics.filter(({ type }) => type === "histogram");
  const bounds = known.map(({ name: of, buckets }) => `${of}: ${buckets.join(", ")}`).join("; ");
  if (le === undefined) {
    const message = `\`${name}\` is a latency, but does not say by \`le\` which events are good.`;
    return report("kind", message, `Add \`le\`, a bound of its histogram${bounds === "" ? "" : ` (${bounds})`}.`);
  }
  if (!histogram || histogram.buckets.includes(le)) return [];
  const message = `\`${histogram.name}\` has no bucket that ends at ${le}, so nobody knows how many events are within it.`;
  return report(
    "le",
    message,
    `Take one of its bounds (${histogram.buckets.join(", ")}), or declare the bucket ${le}.`,
  );
}
