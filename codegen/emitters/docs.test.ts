/** The four generated documents: what a reader must find, and what must not break a table. */
import { expect, test } from "vitest";
import type { OutputFile } from "../output.ts";
import { emit as alerts } from "./docs-alerts.ts";
import { emit as config, secretsTable } from "./docs-config.ts";
import { emit as errors } from "./docs-errors.ts";
import { emit as metrics } from "./docs-metrics.ts";
import {
  sampleAlert,
  sampleApi,
  sampleDeprecation,
  sampleExpression,
  sampleLabel,
  sampleMetric,
  sampleModel,
  sampleOperation,
  sampleRecord,
  sampleVariable,
} from "./sample-model.ts";

const text = (files: readonly OutputFile[]) => files.map((file) => file.text).join("");

test("metrics: type, unit, labels, buckets and start of each", () => {
  const model = sampleModel();
  const histogram = sampleMetric({
    name: "task_seconds",
    type: "histogram",
    unit: "seconds",
    labels: model.labels,
    buckets: [0.5, 1],
  });
  const gauge = sampleMetric({
    name: "free_bytes",
    type: "gauge",
    unit: "bytes",
    initial: "nan",
    stability: "experimental",
  });
  const page = text(metrics({ ...model, metrics: [histogram, gauge] }));
  expect(page).toContain("| `task_seconds` | histogram | seconds | `queue` | 0 | Tasks done. Bounds: 0.5, 1. |");
  expect(page).toContain(
    "| `free_bytes` | gauge | bytes | – | NaN | Tasks done. Experimental: may change in any release. |",
  );
  expect(page).toContain("| `queue` | `fast`, `slow` | Where a task waits. |");
});

test("the digest never stands in a document: each edit of the contract would change it", () => {
  const model = sampleModel();
  const label = sampleLabel({ name: "digest", help: "Which contract.", values: [model.digest] });
  const expr = sampleExpression(`info{digest!="${model.digest}"} == 1`);
  const changed = {
    ...model,
    labels: [label],
    alerts: [sampleAlert({ expr })],
    recordingRules: [sampleRecord({ expr })],
  };
  const pages = text([...metrics(changed), ...alerts(changed)]);
  expect(pages).not.toContain(model.digest);
  expect(pages.split(`digest!="\${contract.digest}"`)).toHaveLength(3);
});

test("alerts: condition, severity, duration, texts, playbook, and the KPI that each guards", () => {
  const model = sampleModel();
  const sla = {
    name: "busy",
    expr: sampleExpression("job:tasks:rate5m"),
    op: ">" as const,
    threshold: 0,
    windowSeconds: 300,
    alert: "WorkerIdle",
    help: "Work is done.",
    allow: [],
    at: model.version.at,
  };
  const page = text(alerts({ ...model, slas: [sla] }));
  expect(page).toContain("| `busy` | Work is done. | `job:tasks:rate5m > 0` | 5m | [WorkerIdle](#workeridle) |");
  expect(page).toContain(
    "| [WorkerIdle](#workeridle) | ticket | 10m | {{ $labels.job }} does nothing. | Look at the queue. | [idle](../../spec/docs/blueprints/ops.md#idle) |",
  );
  expect(page).toContain("### WorkerIdle\n\n`ticket`, after 10m of:\n\n```promql\njob:tasks:rate5m == 0\n```");
  const urgent = text(alerts({ ...model, alerts: [sampleAlert({ forSeconds: 0, severity: "page" })] }));
  expect(urgent).toContain("### WorkerIdle\n\n`page`, at once when there is a result of:\n");
  expect(urgent).not.toContain("goes on firing");
  const kept = text(alerts({ ...model, alerts: [sampleAlert({ keepFiringSeconds: 480 })] }));
  expect(kept).toContain("| ticket | 10m + 8m |");
  expect(kept).toContain("```\n\nIt goes on firing for 8m after it held last.");
});

test("a pipe or a line break in a text does not end a cell, markup of the contract is not HTML", () => {
  const page = text(alerts(sampleModel({ alerts: [sampleAlert({ summary: "{{ $value | humanize }}\nof <b>" })] })));
  expect(page).toContain("| {{ $value \\| humanize }} of &lt;b> |");
});

test("config: type, default, bounds, secret", () => {
  const variables = [
    sampleVariable(),
    sampleVariable({ name: "KEY", type: "string", default: undefined, secret: true, required: true, minLength: 8 }),
    sampleVariable({ name: "MODE", type: "enum", default: "a", values: ["a", "b"] }),
    sampleVariable({ name: "URL", type: "string", default: "", pattern: "^(a|b)$" }),
    sampleVariable({ name: "SIZE", max: undefined, default: undefined }),
  ];
  const page = text(config(sampleModel({ config: variables })));
  expect(page).toContain("| `PORT` | integer | `9000` | 1 to 65535 | no | Port to listen on. |");
  expect(page).toContain("| `KEY` | string | **required** | at least 8 characters | yes |");
  expect(page).toContain("| `MODE` | enum | `a` | one of a, b | no |");
  expect(page).toContain("| `URL` | string | – | matches `^(a\\|b)$` | no |");
  expect(page).toContain("| `SIZE` | integer | – | at least 1 | no |");
});

test("errors: which operations answer a reason, and which reasons need no operation", () => {
  const at = sampleModel().version.at;
  const api = sampleApi({
    operations: [sampleOperation(["bad_task"])],
    reasons: [
      { name: "bad_task", status: 400, help: "No task.", at },
      { name: "no_route", status: 404, help: "No route.", at },
    ],
    unroutedReasons: ["no_route"],
  });
  const page = text(errors(sampleModel({ api })));
  expect(page).toContain("| `bad_task` | 400 | No task. | `POST /tasks` |");
  expect(page).toContain("| `no_route` | 404 | No route. | any request that meets no route |");
  expect(page).toContain("| `POST /tasks` | Add a task. | `204`, `400` |");
});

test("a contract without config and API gives no page for them", () => {
  expect([...config(sampleModel()), ...errors(sampleModel())]).toEqual([]);
});

test("what goes away says since when, for what and until when", () => {
  const goes = (successor?: string) => ({ deprecated: sampleDeprecation(successor) });
  const note = (successor: string) => `Deprecated since 2.0.0: use ${successor}; gone after 2026-06-30.`;
  const model = sampleModel({
    labels: [sampleLabel(), sampleLabel({ name: "lane", ...goes("queue") })],
    metrics: [sampleMetric(), sampleMetric({ name: "jobs_total", ...goes("tasks_total") }), sampleMetric(goes())],
    alerts: [sampleAlert(), sampleAlert({ name: "WorkerLazy", ...goes("WorkerIdle") })],
    config: [sampleVariable(), sampleVariable({ name: "HTTP_PORT", ...goes("PORT") })],
  });
  const page = text([...metrics(model), ...alerts(model), ...config(model)]);
  const old = sampleVariable({ name: "OLD_KEY", required: true, secret: true, default: undefined, ...goes("KEY") });
  expect(text(config({ ...model, config: [old] }))).toContain("| `OLD_KEY` | integer | – |");
  expect(secretsTable([old])).toContain(`| \`OLD_KEY_FILE\` | no | Port to listen on. ${note("`KEY`")} |`);
  expect(page).toContain(`| \`jobs_total\` | counter | tasks | – | 0 | Tasks done. ${note("`tasks_total`")} |`);
  expect(page).toContain("| 0 | Tasks done. Deprecated since 2.0.0; gone after 2026-06-30. |");
  expect(page).toContain(`| \`lane\` | \`fast\`, \`slow\` | Where a task waits. ${note("`queue`")} |`);
  expect(page).toContain(`does nothing. ${note("[WorkerIdle](#workeridle)")} | Look at the queue. |`);
  expect(page).toContain(`### WorkerLazy\n\n${note("[WorkerIdle](#workeridle)")}\n\n\`ticket\`, after`);
  expect(page).toContain(`| no | Port to listen on. ${note("`PORT`")} |`);
});
