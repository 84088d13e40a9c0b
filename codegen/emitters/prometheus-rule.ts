/** generated/prometheus/prometheusrule.yml: the groups of rules.yml as the Prometheus operator of Kubernetes takes them. */
import { stringify } from "yaml";
import type { Model } from "../model.ts";
import { header, type OutputFile } from "../output.ts";
import { ruleGroups } from "./rules.ts";
import { serviceName } from "./service-name.ts";

const SOURCE = "spec/contracts/schemas/metrics.yaml";

export function emit(model: Model): OutputFile[] {
  const groups = ruleGroups(model);
  if (groups.length === 0) return [];
  const name = serviceName(model);
  const resource = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name, labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/component": "monitoring" } },
    spec: { groups },
  };
  const text = [header("#", SOURCE, "prometheus-rule"), ...notes(model), stringify(resource, { lineWidth: 0 })];
  return [{ path: "generated/prometheus/prometheusrule.yml", text: text.join("\n") }];
}

/** What an installation has to see to, as the rules cannot. */
function notes({ endpoints }: Model): string[] {
  const jobs = [...new Set(endpoints.map(({ job }) => job))].join(", ");
  return [
    `# The rules read series of the job ${jobs}: a ServiceMonitor gives its targets this label by jobLabel or a relabelling.`,
    "# Where ruleSelector asks for a label, add it with `kubectl label`, not here.",
  ];
}
