/** Single changes of the fixture contract, with the kinds and classes that they and their reverses are. */
import { type RawContract, rawContract } from "./fixture.ts";

/** What is changed, how, the ids and classes of it, and of the same made backwards. */
export type Row = readonly [what: string, edit: (raw: RawContract) => void, forth: string, back: string];

const metric = (raw: RawContract, name: string) =>
  raw.metrics.metrics.find((item: { name: string }) => item.name === name);
const alert = (raw: RawContract, name: string) =>
  raw.metrics.alerts.find((item: { name: string }) => item.name === name);
const variable = (raw: RawContract, name: string) =>
  raw.config.variables.find((item: { name: string }) => item.name === name);
const tasks = (raw: RawContract) => raw.openapi.paths["/tasks"].get;
const put = (raw: RawContract) => raw.openapi.paths["/tasks/{task_id}"].put;
const schemas = (raw: RawContract) => raw.openapi.components.schemas;
const GAUGE = { type: "gauge", unit: "tasks", help: "X.", stability: "stable" };

const metricsRows: readonly Row[] = [
  ["metric", (raw) => raw.metrics.metrics.push({ name: "busy", ...GAUGE }), "M03 minor", "M01 major"],
  [
    "renamed metric",
    (raw) => (metric(raw, "capacity").name = "room"),
    "M01 major, M03 minor",
    "A06 minor newly-firing, M01 major, M03 minor",
  ],
  ["type", (raw) => (metric(raw, "depth").type = "counter"), "M04 major", "M04 major"],
  [
    "histogram to gauge",
    (raw) =>
      (raw.metrics.metrics[2] = {
        name: "trial_seconds",
        ...GAUGE,
        unit: "seconds",
        help: "On trial.",
        stability: "experimental",
      }),
    "M04 major",
    "M04 major",
  ],
  ["unit", (raw) => (metric(raw, "depth").unit = "bytes"), "M05 major", "M05 major"],
  ["help", (raw) => (metric(raw, "depth").help = "Waiting tasks."), "M06 patch", "M06 patch"],
  ["meaning", (raw) => (metric(raw, "depth").meaning = 2), "M07 major", "M07 major"],
  ["start as absent", (raw) => (metric(raw, "depth").initial = "absent"), "M08 major", "M09 minor"],
  ["start as nan", (raw) => (metric(raw, "depth").initial = "nan"), "M09 minor", "M09 minor"],
  ["stability", (raw) => (metric(raw, "trial_seconds").stability = "stable"), "M11 minor", "M10 major"],
  ["not additive", (raw) => (metric(raw, "tasks_total").additive = false), "M12 major", "M13 minor"],
  [
    "label of a metric",
    (raw) => (metric(raw, "tasks_total").labels = ["queue", "result", "kind"]),
    "L02 major",
    "L01 major",
  ],
  [
    "label that an alert shows",
    (raw) => (metric(raw, "depth").labels = ["queue", "kind"]),
    "A03 major, L02 major",
    "A03 major, L01 major",
  ],
  [
    "constant label of one side",
    (raw) => (metric(raw, "depth").labels = ["queue", "region"]),
    "A03 major, L02 major",
    "A03 major, L01 major",
  ],
  [
    "constant label of a metric matched with nothing",
    (raw) => (metric(raw, "patience_seconds").labels = ["region"]),
    "L02 minor",
    "L01 major",
  ],
  [
    "label of an experimental metric",
    (raw) => (metric(raw, "trial_seconds").labels = ["kind"]),
    "L02 minor",
    "L01 major",
  ],
  ["order of labels", (raw) => metric(raw, "tasks_total").labels.reverse(), "", ""],
  ["value of a domain", (raw) => raw.metrics.labels.result.values.push("late"), "L04 minor", "L05 minor"],
  [
    "value that an alert names",
    (raw) => (raw.metrics.labels.result.values = ["failed", "skipped"]),
    "L05 major",
    "L04 minor",
  ],
  [
    "value that an answer shows",
    (raw) => raw.metrics.labels.queue.values.pop(),
    "H15 major, H20 minor, L05 major",
    "H16 minor, H19 minor, L04 minor",
  ],
  ["order of values", (raw) => raw.metrics.labels.kind.values.reverse(), "", ""],
  ["declared label", (raw) => (raw.metrics.labels.tenant = { values: ["a"], help: "T." }), "L08 minor", "L09 major"],
  ["help of a label", (raw) => (raw.metrics.labels.kind.help = "Kind."), "M06 patch", "M06 patch"],
  ["series budget", (raw) => (metric(raw, "depth").series_budget = 2000), "L06 minor", "L07 patch"],
  ["bucket", (raw) => (metric(raw, "task_seconds").buckets = [1, 5, 10, 30, 60]), "B01 minor", "B02 major"],
  [
    "bucket above the highest",
    (raw) => (metric(raw, "task_seconds").buckets = [1, 5, 30, 60, 90]),
    "B04 minor",
    "B03 major",
  ],
  [
    "highest bucket lower",
    (raw) => (metric(raw, "task_seconds").buckets = [1, 5, 30, 50]),
    "B01 minor, B03 major",
    "B02 major, B04 minor",
  ],
  [
    "bucket of an experimental metric",
    (raw) => (metric(raw, "trial_seconds").buckets = [1, 3]),
    "B05 minor",
    "B01 minor",
  ],
  ["exception", (raw) => (metric(raw, "depth").allow = [{ id: "P26", reason: "x" }]), "K01 patch", "K01 patch"],
  ["guard", (raw) => (metric(raw, "task_seconds").guards = "patience"), "K01 patch", "K01 patch"],
  [
    "endpoint",
    (raw) =>
      raw.metrics.endpoints.push({
        job: "other",
        path: "/m",
        format: "text/plain; version=0.0.4",
        scrape_interval_seconds: 15,
      }),
    "E02 minor",
    "E01 major",
  ],
  ["path of an endpoint", (raw) => (raw.metrics.endpoints[0].path = "/m"), "E01 major", "E01 major"],
  [
    "format of an endpoint",
    (raw) => (raw.metrics.endpoints[0].format = "text/plain; version=0.0.4; charset=utf-8"),
    "E01 major",
    "E01 major",
  ],
  [
    "scrape interval",
    (raw) => (raw.metrics.endpoints[0].scrape_interval_seconds = 30),
    "A04 minor desensitised, E03 minor",
    "A04 minor sensitised, E03 minor",
  ],
  ["retention", (raw) => (raw.metrics.prometheus.retention = "40d"), "E03 minor", "E03 minor"],
  [
    "param",
    (raw) => (raw.metrics.params.limit = { unit: "tasks", default: 2, min: 1, max: 3, help: "L." }),
    "T02 minor",
    "T01 major",
  ],
  [
    "bounds of a param",
    (raw) => (raw.metrics.params.patience.max = 50),
    "C06 major, T03 major",
    "C07 minor, T04 minor",
  ],
  [
    "lower bound of a param",
    (raw) => (raw.metrics.params.patience.min = 5),
    "C07 minor, T04 minor",
    "C06 major, T03 major",
  ],
  [
    "default of a param",
    (raw) => (raw.metrics.params.patience.default = 20),
    "C08 major, T05 major",
    "C08 major, T05 major",
  ],
  ["unit of a param", (raw) => (raw.metrics.params.patience.unit = "tasks"), "T06 major", "T06 major"],
  [
    "evaluation interval",
    (raw) => (raw.metrics.prometheus.evaluation_interval = "30s"),
    "A04 minor desensitised, E03 minor",
    "A04 minor sensitised, E03 minor",
  ],
];

const rulesRows: readonly Row[] = [
  [
    "recording rule",
    (raw) => raw.metrics.recording_rules.push({ record: "job:depth:max", expr: "max by (job) (depth)", help: "D." }),
    "R02 minor",
    "R01 major",
  ],
  [
    "labels of a rule",
    (raw) => (raw.metrics.recording_rules[0].expr = "sum by (job, queue) (rate(tasks_total[5m]))"),
    "R03 major",
    "R03 major",
  ],
  [
    "values of a rule",
    (raw) => (raw.metrics.recording_rules[0].expr = "sum by (job) (rate(tasks_total[10m]))"),
    "R04 major",
    "R04 major",
  ],
  [
    "form of a rule",
    (raw) => (raw.metrics.recording_rules[0].expr = "(sum by (job) (rate(tasks_total[300s])))"),
    "R05 patch",
    "R05 patch",
  ],
  ["help of a rule", (raw) => (raw.metrics.recording_rules[0].help = "T."), "R05 patch", "R05 patch"],
  ["alert", (raw) => raw.metrics.alerts.push({ ...alert(raw, "Idle"), name: "Idle2" }), "A02 minor", "A01 major"],
  ["name of an alert", (raw) => (alert(raw, "Idle").name = "Lazy"), "A01 major, A02 minor", "A01 major, A02 minor"],
  ["severity", (raw) => (alert(raw, "Idle").severity = "page"), "A08 major", "A08 major"],
  [
    "labels of an alert",
    (raw) => (alert(raw, "Idle").expr = 'sum by (job, queue) (rate(tasks_total{job="worker",result="ok"}[30m])) == 0'),
    "A03 major",
    "A03 major",
  ],
  [
    "limit of an alert",
    (raw) => (alert(raw, "Slow").expr = "job:task_seconds:p95 > 40"),
    "A04 minor desensitised",
    "A04 minor sensitised",
  ],
  [
    "strictness of a limit",
    (raw) => (alert(raw, "Slow").expr = "job:task_seconds:p95 >= 30"),
    "A04 minor desensitised",
    "A04 minor desensitised",
  ],
  [
    "window of an alert",
    (raw) => (alert(raw, "Idle").expr = 'sum by (job) (rate(tasks_total{job="worker",result="ok"}[1h])) == 0'),
    "A04 minor desensitised",
    "A04 minor desensitised",
  ],
  ["for", (raw) => (alert(raw, "Slow").for = "15m"), "A04 minor desensitised", "A04 minor sensitised"],
  [
    "keep_firing_for",
    (raw) => (alert(raw, "Slow").keep_firing_for = "8m"),
    "A04 minor sensitised",
    "A04 minor desensitised",
  ],
  [
    "further condition",
    (raw) => (alert(raw, "Full").expr += " and on (job) job:tasks:rate5m > 1"),
    "A04 minor desensitised",
    "A04 minor sensitised",
  ],
  ["form of an alert", (raw) => (alert(raw, "Slow").expr = "30 < (job:task_seconds:p95)"), "A05 patch", "A05 patch"],
  ["time written otherwise", (raw) => (alert(raw, "Slow").for = "600s"), "", ""],
  ["text of an alert", (raw) => (alert(raw, "Slow").action = "Sleep."), "A05 patch", "A05 patch"],
  ["playbook of an alert", (raw) => (alert(raw, "Slow").playbook = "ops.md#else"), "A05 patch", "A05 patch"],
  [
    "tests of an alert",
    (raw) => (alert(raw, "Slow").tests = [{ name: "t", series: { up: "1" }, fires_at: ["1m"], value: 1 }]),
    "K01 patch",
    "K01 patch",
  ],
  [
    "another condition",
    (raw) => (alert(raw, "Idle").expr = 'sum by (job) (rate(tasks_total{job="worker",result="failed"}[30m])) == 0'),
    "A07 major",
    "A07 major",
  ],
  [
    "alert that could never fire",
    (raw) => (alert(raw, "Slow").expr = "job:task_seconds:p95 > 60"),
    "A04 minor desensitised",
    "A06 minor newly-firing",
  ],
  ["SLA", (raw) => raw.metrics.slas.push({ ...raw.metrics.slas[0], name: "p95_too" }), "S04 minor", "S03 major"],
  ["threshold of an SLA", (raw) => (raw.metrics.slas[0].threshold = 40), "S01 major", "S02 minor"],
  ["window of an SLA", (raw) => (raw.metrics.slas[0].window = "10m"), "S01 major", "S02 minor"],
  ["operator of an SLA", (raw) => (raw.metrics.slas[0].op = "<"), "S05 major", "S05 major"],
  ["expression of an SLA", (raw) => (raw.metrics.slas[0].expr = "job:tasks:rate5m"), "S05 major", "S05 major"],
  ["form of an SLA", (raw) => (raw.metrics.slas[0].expr = "(job:task_seconds:p95)"), "S06 patch", "S06 patch"],
  ["alerts that one mutes", (raw) => (alert(raw, "Full").inhibits = ["Slow"]), "A09 minor", "A09 minor"],
  [
    "pace of notifications",
    (raw) => (raw.metrics.notifications = { page: { repeat_interval: "30m" } }),
    "A10 minor",
    "A10 minor",
  ],
  ["guard of an SLA", (raw) => (raw.metrics.slas[0].alert = "Idle"), "S07 minor", "S07 minor"],
  [
    "objective",
    (raw) =>
      raw.metrics.slos.push({
        ...raw.metrics.slos[0],
        name: "done_too",
        total: 'tasks_total{job="worker",queue="mail"}',
        bad: 'tasks_total{job="worker",queue="mail",result="failed"}',
      }),
    "S04 minor",
    "S03 major",
  ],
  [
    "objective raised",
    (raw) => (raw.metrics.slos[0].objective = 0.97),
    "S02 minor sensitised",
    "S01 minor desensitised",
  ],
  [
    "period of an objective",
    (raw) => (raw.metrics.slos[0].period = "28d"),
    "S02 minor sensitised",
    "S01 minor desensitised",
  ],
  [
    "events of an objective",
    (raw) => (raw.metrics.slos[0].bad = 'tasks_total{job="worker",result="skipped"}'),
    "R04 major, S05 major",
    "R04 major, S05 major",
  ],
  ["fewest events", (raw) => (raw.metrics.slos[0].min_events = 30), "S07 minor desensitised", "S07 minor sensitised"],
];

const configRows: readonly Row[] = [
  [
    "optional variable",
    (raw) => raw.config.variables.push({ name: "EXTRA", type: "string", default: "", help: "E." }),
    "C03 minor",
    "C01 major",
  ],
  [
    "required variable",
    (raw) => raw.config.variables.push({ name: "EXTRA", type: "string", required: true, help: "E." }),
    "C02 major",
    "C01 major",
  ],
  [
    "variable became required",
    (raw) => {
      delete variable(raw, "RATE").default;
      variable(raw, "RATE").required = true;
    },
    "C04 major",
    "C05 minor",
  ],
  ["lower bound", (raw) => (variable(raw, "PORT").min = 1024), "C06 major", "C07 minor"],
  ["upper bound", (raw) => (variable(raw, "PORT").max = 9000), "C06 major", "C07 minor"],
  ["new bound", (raw) => (variable(raw, "RATE").min = 0), "C06 major", "C07 minor"],
  ["length", (raw) => (variable(raw, "TOKEN").min_length = 12), "C06 major", "C07 minor"],
  ["value of an enum", (raw) => variable(raw, "LEVEL").values.pop(), "C06 major", "C07 minor"],
  ["default", (raw) => (variable(raw, "PORT").default = 8081), "C08 major", "C08 major"],
  ["number for integer", (raw) => (variable(raw, "PORT").type = "number"), "C07 minor", "C09 major"],
  ["pattern", (raw) => (variable(raw, "HOME_URL").pattern = "^http"), "C09 major", "C09 major"],
  ["pattern gone", (raw) => delete variable(raw, "HOME_URL").pattern, "C07 minor", "C06 major"],
  ["secret", (raw) => (variable(raw, "HOME_URL").secret = true), "C11 minor", "C10 major"],
  [
    "param of a variable",
    (raw) => {
      raw.metrics.params.limit = { ...raw.metrics.params.patience, metric: undefined };
      variable(raw, "PATIENCE").param = "limit";
    },
    "C09 major, T02 minor",
    "C09 major, T01 major",
  ],
  ["help of a variable", (raw) => (variable(raw, "PORT").help = "P."), "C12 patch", "C12 patch"],
];

const httpRows: readonly Row[] = [
  [
    "path",
    (raw) =>
      (raw.openapi.paths["/more"] = { get: { operationId: "more", responses: { "200": { description: "M." } } } }),
    "H02 minor",
    "H01 major",
  ],
  ["method", (raw) => delete raw.openapi.paths["/tasks/{task_id}"].delete, "H03 major", "H04 minor"],
  ["status", (raw) => delete put(raw).responses["404"], "H05 major", "H06 minor"],
  ["property of an answer and a body", (raw) => delete schemas(raw).Task.properties.note, "H07 major", "H08 minor"],
  ["property of answers", (raw) => delete schemas(raw).Failure.properties.hint, "H07 major", "H08 minor"],
  [
    "required property of a body",
    (raw) => {
      schemas(raw).Task.properties.kind = { type: "string" };
      schemas(raw).Task.required.push("kind");
    },
    "H08 minor, H09 major",
    "H07 major",
  ],
  [
    "property required",
    (raw) => schemas(raw).Task.required.push("note"),
    "H09 major, H22 minor",
    "H10 minor, H21 major",
  ],
  ["body required", (raw) => (put(raw).requestBody.required = false), "H10 minor", "H09 major"],
  ["body", (raw) => delete put(raw).requestBody, "H23 major", "H09 major"],
  [
    "optional parameter",
    (raw) => tasks(raw).parameters.push({ name: "page", in: "query", schema: { type: "integer" } }),
    "H12 minor",
    "H11 major",
  ],
  [
    "required parameter",
    (raw) => tasks(raw).parameters.push({ name: "page", in: "query", required: true, schema: { type: "integer" } }),
    "H09 major",
    "H11 major",
  ],
  ["parameter required", (raw) => (tasks(raw).parameters[1].required = true), "H09 major", "H10 minor"],
  ["type of a parameter", (raw) => (tasks(raw).parameters[0].schema.type = "number"), "H14 minor", "H13 major"],
  [
    "type of a parameter replaced",
    (raw) => (tasks(raw).parameters[0].schema.type = "string"),
    "H31 major",
    "H31 major",
  ],
  ["bound of a parameter", (raw) => (tasks(raw).parameters[0].schema.maximum = 50), "H13 major", "H14 minor"],
  ["lower bound of a parameter", (raw) => (tasks(raw).parameters[0].schema.minimum = 0), "H14 minor", "H13 major"],
  ["bound of a parameter gone", (raw) => delete tasks(raw).parameters[0].schema.maximum, "H14 minor", "H13 major"],
  ["value of a parameter", (raw) => tasks(raw).parameters[1].schema.enum.pop(), "H15 major", "H16 minor"],
  ["list of values of a parameter", (raw) => delete tasks(raw).parameters[1].schema.enum, "H14 minor", "H13 major"],
  ["default of a parameter", (raw) => (tasks(raw).parameters[0].schema.default = 20), "H32 major", "H32 major"],
  [
    "pattern of a parameter",
    (raw) => (raw.openapi.paths["/tasks/{task_id}"].parameters[0].schema.pattern = "^[a-z]+$"),
    "H31 major",
    "H31 major",
  ],
  [
    "type of a header",
    (raw) => (tasks(raw).responses["200"].headers["X-Total"].schema.type = "number"),
    "H17 major",
    "H18 minor",
  ],
  [
    "header no longer certain",
    (raw) => (tasks(raw).responses["200"].headers["X-Total"].required = false),
    "H21 major",
    "H22 minor",
  ],
  [
    "header",
    (raw) => (tasks(raw).responses["200"].headers["X-Page"] = { schema: { type: "integer" } }),
    "H28 minor",
    "H27 major",
  ],
  [
    "length of what is sent and got",
    (raw) => (schemas(raw).Task.properties.note.maxLength = 200),
    "H14 minor, H17 major",
    "H13 major, H18 minor",
  ],
  [
    "value of an answer",
    (raw) => schemas(raw).FailureReason.oneOf.push({ const: "late", "x-status": 400, description: "L." }),
    "H19 minor",
    "H20 minor",
  ],
  [
    "status of a reason",
    (raw) => {
      put(raw).responses["410"] = put(raw).responses["404"];
      delete put(raw).responses["404"];
      schemas(raw).FailureReason.oneOf[1]["x-status"] = 410;
    },
    "H05 major, H06 minor, H36 major",
    "H05 major, H06 minor, H36 major",
  ],
  [
    "content type of an answer",
    (raw) => delete tasks(raw).responses["200"].content["text/csv"],
    "H23 major",
    "H24 minor",
  ],
  [
    "content type of a body",
    (raw) => {
      const { content } = put(raw).requestBody;
      content["text/csv"] = { schema: { type: "string" } };
    },
    "H24 minor",
    "H23 major",
  ],
  ["way to authenticate", (raw) => (tasks(raw).security = [{}]), "H25 major", "H26 minor"],
  ["authentication of all", (raw) => (raw.openapi.security = [{}]), "H25 major, H26 minor", "H25 major, H26 minor"],
  [
    "scope of a way to authenticate",
    (raw) => (tasks(raw).security = [{}, { key: ["write"] }]),
    "H25 major, H26 minor",
    "H25 major, H26 minor",
  ],
  ["security scheme", (raw) => (raw.openapi.components.securitySchemes.key.name = "X-Token"), "H25 major", "H25 major"],
  [
    "reason of a refusal",
    (raw) =>
      tasks(raw).responses["400"]["x-failure-reasons"].unshift("late") &&
      schemas(raw).FailureReason.oneOf.push({ const: "late", "x-status": 400, description: "L." }),
    "H19 minor, H30 minor",
    "H20 minor, H29 minor",
  ],
  ["version of OpenAPI", (raw) => (raw.openapi.openapi = "3.1.1"), "F01 major", "F01 major"],
  [
    "reason for what meets no operation",
    (raw) => raw.openapi["x-unrouted-reasons"].push("invalid_request"),
    "H30 minor",
    "H29 minor",
  ],
  ["name of an operation", (raw) => (tasks(raw).operationId = "tasks"), "H33 major", "H33 major"],
  ["named component", (raw) => (schemas(raw).More = { type: "string" }), "H35 minor", "H34 major"],
  [
    "named header",
    (raw) => (raw.openapi.components.headers.Total = { required: true, schema: { type: "integer" } }),
    "H35 minor",
    "H34 major",
  ],
  ["component of no operation", (raw) => (schemas(raw).Loose.properties.size.maximum = 20), "H17 major", "H13 major"],
  ["server", (raw) => raw.openapi.servers.push({ url: "http://127.0.0.1:9001" }), "H38 minor", "H37 major"],
  ["description", (raw) => (tasks(raw).summary = "All tasks."), "H39 patch", "H39 patch"],
  [
    "description of a property",
    (raw) => (schemas(raw).Task.properties.note.description = "A note."),
    "H39 patch",
    "H39 patch",
  ],
  [
    "closed to further properties",
    (raw) => (schemas(raw).Failure.additionalProperties = false),
    "H18 minor",
    "H08 minor",
  ],
  [
    "open to further properties",
    (raw) => delete schemas(raw).Task.additionalProperties,
    "H08 minor, H14 minor",
    "H13 major, H18 minor",
  ],
  ["operation deprecated", (raw) => (tasks(raw).deprecated = true), "D02 minor", "D01 patch"],
  [
    "form of further properties",
    (raw) => (schemas(raw).Failure.additionalProperties = { type: "string" }),
    "H18 minor",
    "H17 major",
  ],
  [
    "form of further properties of a closed body",
    (raw) => (schemas(raw).Task.additionalProperties = { type: "string" }),
    "H08 minor, H14 minor",
    "H13 major, H18 minor",
  ],
  ["openness said in words", (raw) => (schemas(raw).Failure.additionalProperties = true), "", ""],
  ["flags said in words", (raw) => Object.assign(tasks(raw), { deprecated: false, "x-streamed-body": false }), "", ""],
  ["absence said in words", (raw) => (tasks(raw).parameters[1].required = false), "", ""],
  ["one type in a list", (raw) => (schemas(raw).Task.properties.note.type = ["string"]), "", ""],
  ["empty list", (raw) => (schemas(raw).Loose.required = []), "", ""],
  [
    "all properties of a closed body",
    (raw) => {
      tasks(raw).responses["200"] = { description: "Tasks." };
      delete schemas(raw).Task.properties;
      delete schemas(raw).Task.required;
    },
    "H07 major, H23 major, H27 major",
    "H08 minor, H09 major, H24 minor, H28 minor",
  ],
  [
    "constraint beside a reference",
    (raw) => (put(raw).requestBody.content["application/json"].schema.maxProperties = 3),
    "H13 major",
    "H14 minor",
  ],
  [
    "description beside a reference",
    (raw) => (put(raw).requestBody.content["application/json"].schema.description = "T."),
    "H39 patch",
    "H39 patch",
  ],
  [
    "keyword beside a reference that the target has, too",
    (raw) => (put(raw).requestBody.content["application/json"].schema.properties = { id: { maximum: 9 } }),
    "H07 major, H13 major, H14 minor, X00 major",
    "H08 minor, H13 major, H14 minor, X00 major",
  ],
  [
    "named component that is used no longer",
    (raw) => {
      const inline = structuredClone(schemas(raw).Task);
      put(raw).requestBody.content["application/json"].schema = inline;
      tasks(raw).responses["200"].content["application/json"].schema.items = inline;
      delete schemas(raw).Task.properties.note;
    },
    "H07 major",
    "H08 minor",
  ],
  ["schema that takes everything", (raw) => (tasks(raw).parameters[1].schema = true), "H31 major", "H31 major"],
  ["parameter deprecated", (raw) => (tasks(raw).parameters[1].deprecated = true), "D02 minor", "D01 patch"],
  ["property deprecated", (raw) => (schemas(raw).Task.properties.note.deprecated = true), "D02 minor", "D01 patch"],
  ["example of a parameter", (raw) => (tasks(raw).parameters[1].example = "open"), "H39 patch", "H39 patch"],
  [
    "examples of an answer",
    (raw) => (tasks(raw).responses["200"].content["text/csv"].examples = { one: { value: "1" } }),
    "H39 patch",
    "H39 patch",
  ],
  ["description of a path", (raw) => (raw.openapi.paths["/tasks"].description = "T."), "H39 patch", "H39 patch"],
  ["extension of a path", (raw) => (raw.openapi.paths["/tasks"]["x-more"] = true), "X00 major", "X00 major"],
  ["further documents", (raw) => (raw.openapi.externalDocs = { url: "https://example.org" }), "H39 patch", "H39 patch"],
  ["all servers", (raw) => delete raw.openapi.servers, "H37 major", "H38 minor"],
  [
    "all reasons for what meets no operation",
    (raw) => delete raw.openapi["x-unrouted-reasons"],
    "H29 minor",
    "H30 minor",
  ],
  [
    "keyword that no rule knows",
    (raw) => (schemas(raw).Task.dependentRequired = { note: ["id"] }),
    "X00 major",
    "X00 major",
  ],
];

const SUNSET = { since: "1.2.3", sunset: "2030-01-01" };

const deprecationRows: readonly Row[] = [
  [
    "metric under two names",
    (raw) => {
      raw.metrics.metrics.push({ ...metric(raw, "patience_seconds"), name: "wait_seconds" });
      metric(raw, "patience_seconds").deprecated = { ...SUNSET, renamed_to: "wait_seconds" };
    },
    "M02 minor, M03 minor",
    "D01 patch, M01 major",
  ],
  ["metric that goes", (raw) => (metric(raw, "trial_seconds").deprecated = SUNSET), "D02 minor", "D01 patch"],
  ["alert that goes", (raw) => (alert(raw, "Idle").deprecated = SUNSET), "D02 minor", "D01 patch"],
  ["variable that goes", (raw) => (variable(raw, "RATE").deprecated = SUNSET), "D02 minor", "D01 patch"],
  [
    "required variable under two names",
    (raw) => {
      raw.config.variables.push({ ...variable(raw, "TOKEN"), name: "KEY" });
      variable(raw, "TOKEN").deprecated = { ...SUNSET, renamed_to: "KEY" };
    },
    "C03 minor, D02 minor",
    "C01 major, D01 patch",
  ],
  [
    "variable under two names, of which nobody had to set the old one",
    (raw) => {
      raw.config.variables.push({ ...variable(raw, "TOKEN"), name: "KEY" });
      raw.config.variables.push({
        ...variable(raw, "TOKEN"),
        name: "OLD",
        deprecated: { ...SUNSET, renamed_to: "KEY" },
      });
    },
    "C02 major",
    "C01 major",
  ],
  [
    "label under two names",
    (raw) => {
      raw.metrics.labels.lane = { ...raw.metrics.labels.queue };
      raw.metrics.labels.queue.deprecated = { ...SUNSET, renamed_to: "lane" };
      metric(raw, "tasks_total").labels.push("lane");
    },
    "D02 minor, L02 minor, L08 minor",
    "D01 patch, L01 major, L09 major",
  ],
];

/** The same, where the fixture is deprecated already. */
export const sunsetRows: readonly Row[] = [
  ["sunset sooner", (raw) => (metric(raw, "trial_seconds").deprecated.sunset = "2029-01-01"), "D03 major", "D01 patch"],
  ["first day", (raw) => (metric(raw, "trial_seconds").deprecated.since = "1.2.0"), "D01 patch", "D01 patch"],
  [
    "successor",
    (raw) => (metric(raw, "trial_seconds").deprecated.renamed_to = "task_seconds"),
    "D04 minor",
    "D04 minor",
  ],
];

/** The fixture with something deprecated in it. */
export function withDeprecated(): RawContract {
  const raw = rawContract();
  metric(raw, "trial_seconds").deprecated = { ...SUNSET };
  return raw;
}

export const rows: readonly Row[] = [...deprecationRows, ...metricsRows, ...rulesRows, ...configRows, ...httpRows];
