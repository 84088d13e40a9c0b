/** No name is declared twice, and no metric takes the name of another one's series. */
import type { Locate, Model, Variable } from "../model.ts";
import { error, type Problem, position } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "names/unique";
/** Of what Prometheus stores; the other names are none of its business. */
const code = "P18";
const STORED = ["metric", "series of a histogram", "recording rule"];

interface Declaration {
  readonly kind: string;
  readonly name: string;
  readonly at: Locate;
  readonly key: string;
}

export const namesUnique: Check = {
  id,
  code,
  explain: {
    what: "A name is declared twice, or a metric takes the name of another one's series.",
    why: "Prometheus refuses an exposition with two types for one name, and of two rules with one name both write the same series.",
    wrong: "- {name: task_seconds, type: histogram}\n- {name: task_seconds_count, type: counter}",
    right: "- {name: task_seconds, type: histogram}\n- {name: task_retries_total, type: counter}",
  },

  check: (model) => [
    ...duplicates([
      ...model.metrics.flatMap((metric) => [{ ...metric, kind: "metric", key: "name" }, ...histogramSeries(metric)]),
      ...model.recordingRules.map(({ record, at }) => ({ kind: "recording rule", name: record, at, key: "record" })),
    ]),
    ...named("alert", model.alerts),
    ...named("SLA", model.slas),
    ...named("SLO", model.slos),
    ...duplicates((model.config ?? []).flatMap(variables)),
    ...named(
      "endpoint",
      model.endpoints.map((endpoint) => ({ ...endpoint, name: endpoint.job })),
    ),
    ...named("failure reason", model.api?.reasons ?? []),
    ...duplicates(
      (model.api?.operations ?? []).map(({ id: name, at }) => ({ kind: "operation", name, at, key: "operationId" })),
    ),
  ],
};

function named(kind: string, list: readonly { name: string; at: Locate }[]): Problem[] {
  return duplicates(list.map(({ name, at }) => ({ kind, name, at, key: "name" })));
}

/** A secret may come from the file that NAME_FILE names, so that name is taken, too. */
function variables({ name, secret, at }: Variable): Declaration[] {
  const file = { kind: "file of the secret", name: `${name}_FILE`, at, key: "name" };
  return [{ kind: "variable", name, at, key: "name" }, ...(secret ? [file] : [])];
}

function histogramSeries({ name, type, at }: Model["metrics"][number]): Declaration[] {
  if (type !== "histogram") return [];
  return ["_bucket", "_sum", "_count"].map((suffix) => ({
    kind: "series of a histogram",
    name: name + suffix,
    at,
    key: "name",
  }));
}

function duplicates(declarations: readonly Declaration[]): Problem[] {
  const first = new Map<string, Declaration>();
  return declarations.flatMap((declaration) => {
    const { name, kind, at, key } = declaration;
    const earlier = first.get(name);
    if (!earlier) {
      first.set(name, declaration);
      return [];
    }
    const { source, start } = earlier.at(earlier.key);
    const message = `The ${kind} \`${name}\` is already declared in line ${position(source, start).line}.`;
    const help = "Rename one of the two, or remove it.";
    return [error(id, at(key), message, help, STORED.includes(kind) ? code : undefined)];
  });
}
