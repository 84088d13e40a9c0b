/** Emits generated/contract.ts: version, digest, label domains, params and endpoints. */
import type { Label, Model } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { deprecatedTag } from "./deprecation.ts";
import { docComment, literal, pascalCase, quote, uniqueName } from "./typescript.ts";

const SOURCES = "spec/contracts/VERSION.json and spec/contracts/schemas/metrics.yaml";

export function emit(model: Model): OutputFile[] {
  const { version, digest, labels, params, endpoints } = model;
  const text = `${header("//", SOURCES, "contract")}
/** The contract that this build was made from: its version, label domains, params and endpoints. */

export const contract = ${literal({ version: version.version, digest })} as const;

/** The closed domain of each label, in the order of the contract. */
export const labelValues = ${literal(Object.fromEntries(labels.map(({ name, values }) => [name, values])))} as const;

export type LabelName = keyof typeof labelValues;
${labelTypes(labels)}
/** Numbers that operators may change at run time within their bounds. */
export const params = ${literal(Object.fromEntries(params.map((param) => [param.name, bounds(param)])))} as const;

/** Where metrics are served, and the Content-Type to the letter. */
export const endpoints = ${literal(endpoints.map(({ job, path, format }) => ({ job, path, format })))} as const;
`;
  return [{ path: "generated/contract.ts", text }];
}

function bounds({ unit, default: initial, min, max }: Model["params"][number]) {
  return { unit, default: initial, min, max };
}

function labelTypes(labels: readonly Label[]): string {
  // Without labels there is nothing to index; N is never then.
  const value = labels.length === 0 ? "N" : "(typeof labelValues)[N][number]";
  const aliases = labelAliases(labels);
  const types = labels.map(
    (label) =>
      `${docComment(label.help, "", deprecatedTag(label))}export type ${aliases.get(label.name)} = LabelValue<${quote(label.name)}>;\n`,
  );
  return [`export type LabelValue<N extends LabelName> = ${value};\n`, ...types].join("\n");
}

/** Names that generated files already use where these aliases are imported. */
const RESERVED = [
  ...[
    "LabelName",
    "LabelValue",
    "Labels",
    "Counter",
    "Gauge",
    "Histogram",
    "Family",
    "NoLabels",
    "Metrics",
    "Registry",
  ],
  ...[
    "PromCounter",
    "PromGauge",
    "PromHistogram",
    "Spec",
    "Initial",
    "AsyncIterable",
    "Error",
    "Map",
    "Readonly",
    "Record",
  ],
  ...["Object", "JSON", "String", "Number"],
];

/** Type name of each label: QueueId for queue_id. */
export function labelAliases(labels: readonly Label[]): ReadonlyMap<string, string> {
  const taken = new Set(RESERVED);
  return new Map(labels.map(({ name }) => [name, uniqueName(pascalCase(name), taken)]));
}
