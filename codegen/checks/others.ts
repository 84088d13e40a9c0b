/** Pages for the Problems that no check finds: those of reading, resolving, exceptions, code and drift. */
import type { OtherRule } from "./check.ts";
import { evolutionRules } from "./others-evolution.ts";

const reading: readonly OtherRule[] = [
  {
    id: "contract/dashboard-file",
    explain: {
      what: "A file among the dashboards is named like none.",
      why: "It would be ignored, and somebody would look for a dashboard that never appears.",
      wrong: "spec/dashboards/Queue.yml",
      right: "spec/dashboards/queue.yaml",
    },
  },
  {
    id: "contract/encoding",
    explain: {
      what: "A file of the contract is no UTF-8.",
      why: "Read with a guessed encoding, a text may become another one that nobody wrote.",
      wrong: "metrics.yaml saved as Windows-1252",
      right: "metrics.yaml saved as UTF-8",
    },
  },
  {
    id: "contract/missing-file",
    explain: {
      what: "A file that every contract needs does not exist.",
      why: "Without a version and without metrics there is nothing to generate; usually --spec names the wrong folder.",
      wrong: "npm run codegen -- --spec spec/contracts",
      right: "npm run codegen -- --spec spec  # holds contracts/VERSION.json and contracts/schemas/metrics.yaml",
    },
  },
  {
    id: "json/syntax",
    explain: {
      what: "A .json file is YAML perhaps, but no JSON.",
      why: "Other tools read it as JSON and refuse it.",
      wrong: '{ "version": "1.2.0", }  # the next release',
      right: '{ "version": "1.2.0" }',
    },
  },
  {
    id: "schema/*",
    explain: {
      what: "A file does not fit its JSON Schema: a key is missing or unknown, or a value is of another form.",
      why: "A misspelt key would be ignored, and what it was to say would silently not hold.",
      wrong: "- {name: tasks_total, typ: counter}",
      right: "- {name: tasks_total, type: counter}",
    },
  },
  {
    id: "yaml/alias",
    explain: {
      what: "An alias has no anchor above it, or stands inside the value that it names.",
      why: "It stands for nothing, or has no end.",
      wrong: "for: *patience",
      right: "for: &patience 10m\n…\nfor: *patience",
    },
  },
  {
    id: "yaml/duplicate-key",
    explain: {
      what: "A key stands twice in one mapping.",
      why: "Some readers take the first, others the last: the same file means different things.",
      wrong: "severity: ticket\nfor: 5m\nseverity: page",
      right: "severity: page\nfor: 5m",
    },
  },
  {
    id: "yaml/key",
    explain: {
      what: "A key is no text: empty, true or false, a list or a mapping.",
      why: "YAML reads some words as other things than text, so the key is not the name that it looks like.",
      wrong: "labels:\n  true: {values: [a], help: Side.}",
      right: 'labels:\n  "true": {values: [a], help: Side.}',
    },
  },
  {
    id: "yaml/merge-key",
    explain: {
      what: "A mapping is merged into another one by the key <<.",
      why: "YAML 1.2 has no merge keys: one reader merges, another one sees a key that is called <<.",
      wrong: "- <<: *common\n  name: QueueStuck",
      right: "- name: QueueStuck\n  severity: page\n  for: 10m",
    },
  },
  {
    id: "yaml/syntax",
    explain: {
      what: "The file is no YAML at this place.",
      why: "Nothing of it is read. A value that holds a colon and a blank, or begins with an asterisk, needs quotes; tabs must not indent.",
      wrong: "help: Tasks: those that are done.",
      right: 'help: "Tasks: those that are done."',
    },
  },
];

const references: readonly OtherRule[] = [
  {
    id: "label/domain",
    explain: {
      what: "A label has neither `values` nor `values_from`, or both.",
      why: "The domain decides which series exist; without one it is unknown, with two nobody knows which holds.",
      wrong: "queue: {help: Queue.}",
      right: "queue: {values: [mail, export], help: Queue.}",
    },
  },
  {
    id: "param/bounds",
    explain: {
      what: "The default of a param lies outside its own min and max.",
      why: "The service would refuse to start with its own default.",
      wrong: "task_limit: {unit: seconds, default: 90, min: 1, max: 60, …}",
      right: "task_limit: {unit: seconds, default: 45, min: 1, max: 60, …}",
    },
  },
  {
    id: "param/constant",
    explain: {
      what: "An expression holds a param's number, but operators change the param at run time.",
      why: "After such a change the gauge of the param is right and the number in the rule is wrong. Only the bound of a bucket (`le`) is fixed at build time.",
      wrong: `task_age_seconds > \${task_limit}`,
      right: "task_age_seconds > on () group_left () task_limit_seconds",
    },
  },
  {
    id: "reference/*",
    explain: {
      what: "A name is used that is declared nowhere: a label or a value of it, a param, a metric, an alert, an SLA, a placeholder, a `$ref`, a failure reason or a security scheme.",
      why: "Whatever hangs on the name would be missing in what is generated. Mostly it is a typing error or was renamed in one place only.",
      wrong: "labels:\n  queue: {values: [mail], help: Queue.}\nmetrics:\n  - {name: tasks_total, labels: [queues], …}",
      right: "labels:\n  queue: {values: [mail], help: Queue.}\nmetrics:\n  - {name: tasks_total, labels: [queue], …}",
    },
  },
  {
    id: "api/reason-shape",
    explain: {
      what: "A failure reason lacks its name in snake_case, a status from 400 to 599 or a description.",
      why: "Routes answer with the status of the reason, and callers read the description: half a reason generates half an answer.",
      wrong: "oneOf:\n  - {const: QueueFull}",
      right: "oneOf:\n  - {const: queue_full, x-status: 429, description: The queue takes nothing more.}",
    },
  },
  {
    id: "api/reason-status",
    explain: {
      what: "A response lists a failure reason that is answered with another status.",
      why: "The description of the API would promise a status that never comes.",
      wrong: '"404":\n  x-failure-reasons: [queue_full]  # x-status: 429',
      right: '"429":\n  x-failure-reasons: [queue_full]',
    },
  },
];

const config: readonly OtherRule[] = [
  {
    id: "config/bounds",
    explain: {
      what: "The min of a variable is above its max.",
      why: "No value is allowed, so the service cannot start.",
      wrong: "- {name: WORKERS, type: integer, min: 8, max: 1, …}",
      right: "- {name: WORKERS, type: integer, min: 1, max: 8, …}",
    },
  },
  {
    id: "config/default-bounds",
    explain: {
      what: "The default of a variable lies outside its min and max.",
      why: "The service would refuse its own default.",
      wrong: "- {name: WORKERS, type: integer, min: 1, max: 8, default: 0, …}",
      right: "- {name: WORKERS, type: integer, min: 1, max: 8, default: 1, …}",
    },
  },
  {
    id: "config/default-type",
    explain: {
      what: "The default of a variable is of another type than the variable.",
      why: "The generated code would not compile, or hold a text where a number belongs.",
      wrong: '- {name: WORKERS, type: integer, default: "4", …}',
      right: "- {name: WORKERS, type: integer, default: 4, …}",
    },
  },
  {
    id: "config/default-value",
    explain: {
      what: "The default is none of the values of an enum, or refused by the min_length or pattern of a string.",
      why: "The service would refuse its own default.",
      wrong: "- {name: LOG_LEVEL, type: enum, values: [info, debug], default: verbose, …}",
      right: "- {name: LOG_LEVEL, type: enum, values: [info, debug], default: info, …}",
    },
  },
  {
    id: "config/enum-values",
    explain: {
      what: "An enum has no `values`, or something else has them.",
      why: "Without values nothing is allowed; on another type they would not be looked at.",
      wrong: "- {name: LOG_LEVEL, type: enum, …}",
      right: "- {name: LOG_LEVEL, type: enum, values: [info, debug], …}",
    },
  },
  {
    id: "config/key",
    explain: {
      what: "A key says nothing about a variable of this type: min or max of a text, min_length or pattern of a number.",
      why: "It looks like a limit and is none.",
      wrong: "- {name: QUEUE, type: string, min: 3, …}",
      right: "- {name: QUEUE, type: string, min_length: 3, …}",
    },
  },
  {
    id: "config/param-repeated",
    explain: {
      what: "A variable takes its default and bounds from a param, and writes them again.",
      why: "Sooner or later the two differ, and one of them is wrong.",
      wrong: "- {name: TASK_LIMIT, type: number, param: task_limit, default: 45, …}",
      right: "- {name: TASK_LIMIT, type: number, param: task_limit, …}",
    },
  },
  {
    id: "config/param-type",
    explain: {
      what: "A variable that sets a param is no number.",
      why: "A param is compared with metrics, which are numbers.",
      wrong: "- {name: TASK_LIMIT, type: string, param: task_limit, …}",
      right: "- {name: TASK_LIMIT, type: number, param: task_limit, …}",
    },
  },
  {
    id: "config/required-default",
    explain: {
      what: "A variable must be set and has a default all the same.",
      why: "The default is never used; a reader believes that the service starts without the variable.",
      wrong: "- {name: DATABASE, type: string, required: true, default: tasks.db, …}",
      right: "- {name: DATABASE, type: string, required: true, …}",
    },
  },
  {
    id: "config/secret-default",
    explain: {
      what: "A secret has a default.",
      why: "Everybody who reads the contract knows it, and a service that was set up in haste runs with it.",
      wrong: "- {name: PASSWORD, type: string, secret: true, default: changeme, …}",
      right: "- {name: PASSWORD, type: string, secret: true, required: true, …}",
    },
  },
];

const exceptions: readonly OtherRule[] = [
  {
    id: "allow/expired",
    explain: {
      what: "The last day of an exception is over.",
      why: "An exception with an end was meant to be looked at again; from now on the check finds what it excepts.",
      wrong: "allow:\n  - {id: P15, reason: Until the new queue is in use., until: 2020-01-31}",
      right: "allow: []  # mended; or a later `until`, after looking again",
    },
  },
  {
    id: "allow/refused",
    explain: {
      what: "An exception names a check from which there is none.",
      why: "Prometheus refuses a file with an expression that it cannot read, and an alert that nobody has seen fire may never do.",
      wrong: "allow:\n  - {id: promql/syntax, reason: It works on my machine.}",
      right: "allow: []  # and the expression mended",
    },
  },
  {
    id: "allow/unknown",
    explain: {
      what: "An exception names a check that does not exist.",
      why: "It excepts nothing, and the reader believes it does. It takes the slug of a check or its number.",
      wrong: "allow:\n  - {id: promql/divison, reason: There is always a task.}",
      right: "allow:\n  - {id: promql/division, reason: There is always a task.}",
    },
  },
  {
    id: "allow/unused",
    explain: {
      what: "An exception covers nothing that any check finds.",
      why: "What it excused is mended or gone. Left in place it would hide the next finding of the same check.",
      wrong: "allow:\n  - {id: P09, reason: There is always a task.}  # the expression divides no more",
      right: "(no exception)",
      severities: ["warning"],
    },
  },
];

const outside: readonly OtherRule[] = [
  {
    id: "drift/changed",
    explain: {
      what: "A generated file is not what the contract generates.",
      why: "It was edited by hand, or the contract was changed without generating again; the next run overwrites it.",
      wrong: "an alert edited in generated/prometheus/rules.yml",
      right: "the alert edited in metrics.yaml, and `npm run codegen` afterwards",
    },
  },
  {
    id: "drift/extra",
    explain: {
      what: "A file lies in generated/ that the contract does not generate.",
      why: "It is left from an older contract or was put there by hand. The next run removes it.",
      wrong: "generated/notes.md",
      right: "docs/notes.md",
    },
  },
  {
    id: "drift/missing",
    explain: {
      what: "A file that the contract generates does not exist, or a link or folder stands in its place.",
      why: "What needs it fails, perhaps as late as in operation.",
      wrong: "the contract committed without generated/prometheus/rules.yml",
      right: "the contract committed together with what `npm run codegen` wrote",
    },
  },
  {
    id: "metric/unrecorded",
    code: "P26",
    explain: {
      what: "No source file below the folder of --code takes a handle of a metric. Tests do not count.",
      why: "The metric keeps its first value for ever: panels show a flat line and alerts on it never fire.",
      wrong: "- {name: tasks_dropped_total, type: counter, …}  # and no line of code counts it",
      right: "metrics.tasks_dropped_total.with({ queue }).inc();",
      severities: ["warning"],
    },
  },
];

/** Every rule that has no check, by area. */
export const otherRules: readonly OtherRule[] = [
  ...reading,
  ...references,
  ...config,
  ...exceptions,
  ...outside,
  ...evolutionRules,
];
