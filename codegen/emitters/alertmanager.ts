/**
 * generated/alertmanager/: a configuration that runs once its secrets are in place, and the cases that show that each
 * alert reaches who it is for and that nobody is told twice.
 */
import { stringify } from "yaml";
import { formatDuration } from "../duration.ts";
import { type Inhibition, inhibitionsOf, resultOf } from "../inhibitions.ts";
import type { Alert, AlertSeverity, Model, Notifications } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { alertLabels } from "./rules.ts";

const METRICS = "spec/contracts/schemas/metrics.yaml";
const FOLDER = "generated/alertmanager";

const severities: readonly AlertSeverity[] = ["page", "ticket"];

const NOTE = [
  "# Each receiver posts to the webhook whose address is in its file: page_url is who is called at any hour, ticket_url what is",
  "# read in the morning. The files belong to the user of Alertmanager, mode 0600, and are read at each notice.",
  "# Needs Alertmanager 0.26 or later.",
];

/** Where a receiver's notices go: the file that holds the address, or the address itself. */
type Webhook = { readonly url_file: string } | { readonly url: string };

export function emit(model: Model): OutputFile[] {
  if (model.alerts.length === 0) return [];
  const config = alertmanagerConfig(model, (severity) => ({ url_file: `/etc/alertmanager/secrets/${severity}_url` }));
  const head = header("#", METRICS, "alertmanager");
  const cases = stringify({ routes: routeCases(model), inhibitions: inhibitionCases(model) }, { lineWidth: 0 });
  const about = "# For tests: who is told of each alert, and of which nobody is while another one fires.";
  return [
    { path: `${FOLDER}/alertmanager.yml`, text: [head, ...NOTE, stringify(config, { lineWidth: 0 })].join("\n") },
    { path: `${FOLDER}/cases.yml`, text: [head, about, cases].join("\n") },
  ];
}

/** The configuration as Alertmanager reads it; `webhook` says where the notices of a severity go. */
export function alertmanagerConfig(model: Model, webhook: (severity: AlertSeverity) => Webhook): object {
  const { page, ticket } = model.notifications;
  return {
    route: {
      receiver: "ticket",
      group_by: ["alertname", "job"],
      ...pace(ticket),
      routes: [{ receiver: "page", matchers: ['severity="page"'], ...pace(page) }],
    },
    inhibit_rules: inhibitionsOf(model).map(inhibitRule),
    receivers: severities.map((name) => ({ name, webhook_configs: [{ ...webhook(name), send_resolved: true }] })),
  };
}

function pace({ groupWaitSeconds, groupIntervalSeconds, repeatIntervalSeconds }: Notifications) {
  return {
    group_wait: formatDuration(groupWaitSeconds),
    group_interval: formatDuration(groupIntervalSeconds),
    repeat_interval: formatDuration(repeatIntervalSeconds),
  };
}

function inhibitRule({ source, equal, targets }: Inhibition) {
  return {
    source_matchers: [`alertname="${source.name}"`],
    target_matchers: [`alertname=~"${targets.map(({ name }) => name).join("|")}"`],
    equal,
  };
}

function routeCases({ alerts }: Model) {
  return alerts.map((alert) => ({ labels: identity(alert), receiver: alert.severity }));
}

/** Each pair muted when all labels are the same, and told of for each label that is not. */
function inhibitionCases(model: Model) {
  return inhibitionsOf(model).flatMap(({ source, equal, targets }) =>
    targets.flatMap((target) => {
      const labels = (alert: Alert) => ({ ...identity(alert), ...sampleLabels(alert, model) });
      const unlike = equal.map((label) => ({
        source: labels(source),
        target: { ...labels(target), [label]: "another" },
        muted: false,
      }));
      return [{ source: labels(source), target: labels(target), muted: true }, ...unlike];
    }),
  );
}

function identity(alert: Alert): Record<string, string> {
  return { alertname: alert.name, ...alertLabels(alert) };
}

/** A value for each label of the result; alerts that have a label in common have the same one. */
function sampleLabels(alert: Alert, model: Model): Record<string, string> {
  const { labels } = resultOf(alert, model);
  return Object.fromEntries([...labels].map(([name, { values }]) => [name, values?.[0] ?? "one"]));
}
