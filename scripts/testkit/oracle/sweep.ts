/** Every function, aggregation and operator over every sort of values: what chance may leave out. */
import { functions } from "../../../codegen/promql/functions.ts";
import type { Random } from "./random.ts";

/** Vectors that differ in their values: of both signs, NaN, infinite, -0, within open ends, one number, rates. */
const ARGUMENTS = [
  ...["heap_bytes", "disk_used_ratio", "lease_seconds", "queue_open", "contract_info", "tasks_total", "up"],
  ...["1 / up", "-1 / up", "0 * heap_bytes", "up > 0", "up < 1", "heap_bytes * 1e27", "heap_bytes / 0"],
  ...["time() * up * 9e4", "rate(tasks_total[2m])", "-rate(tasks_total[2m])", "queue_depth > 0.5 < 6.5"],
  ...["nothing_known", "vector(scalar(contract_info))"],
];

const SCALARS = [
  ...[
    "0",
    "0.5",
    "1",
    "1",
    "2",
    "-1",
    "Inf",
    "-Inf",
    "NaN",
    "scalar(up)",
    "scalar(contract_info)",
    "scalar(heap_bytes)",
  ],
  ...["scalar(max(lease_seconds))", "scalar(sum(up))", "time()"],
];

const AGGREGATIONS = ["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"];
const OPERATORS = ["+", "-", "*", "/", "%", "^", "atan2", "==", "!=", ">", "<", ">=", "<=", "> bool", "!= bool"];
const SETS = ["and", "or", "unless"];

/** Expressions over the small contract; scalar arguments, groupings and right sides are chosen at random. */
export function sweep(random: Random): string[] {
  return ARGUMENTS.flatMap((of) => [...calls(random, of), ...aggregations(random, of), ...operations(random, of)]);
}

function calls(random: Random, of: string): string[] {
  return [...functions].flatMap(([name, { args }]) => {
    if (args.includes("string") || !args.some((kind) => kind === "vector" || kind === "range")) return [];
    const texts = args.map((kind) => {
      if (kind === "range") return `(${of})[2m:15s]`;
      return kind === "scalar" ? random.pick(SCALARS) : of;
    });
    return [`${name}(${texts.join(", ")})`];
  });
}

function aggregations(random: Random, of: string): string[] {
  const grouping = () => random.pick(["", " by (job)", " without (instance)"]);
  return [
    ...AGGREGATIONS.map((op) => `${op}${grouping()} (${of})`),
    ...["0", "0.5", "1", random.pick(SCALARS)].map((q) => `quantile${grouping()} (${q}, ${of})`),
    ...["topk", "bottomk"].map((op) => `${op}${grouping()} (1, ${of})`),
    `count_values${grouping()} ("value", ${of})`,
  ];
}

/** With a number, and with vectors that have one series for each instance, as it then has itself. */
function operations(random: Random, left: string): string[] {
  const one = (text: string) => `max by (instance) (${text})`;
  return [
    ...OPERATORS.flatMap((op) => [
      `(${left}) ${op} ${random.pick(SCALARS)}`,
      `${random.pick(SCALARS)} ${op} (${left})`,
      ...random
        .shuffled(ARGUMENTS)
        .slice(0, 4)
        .map((right) => `${one(left)} ${op} ${one(right)}`),
    ]),
    ...SETS.map((op) => `${one(left)} ${op} ${one(random.pick(ARGUMENTS))}`),
  ];
}
