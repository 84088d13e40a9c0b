/** The emitters, one a file; each owns the files that it returns. */
import * as alertmanager from "./alertmanager.ts";
import * as alerts from "./alerts.ts";
import * as api from "./api.ts";
import * as blueprint from "./blueprint.ts";
import * as config from "./config.ts";
import * as contract from "./contract.ts";
import * as docsAlerts from "./docs-alerts.ts";
import * as docsApi from "./docs-api.ts";
import * as docsConfig from "./docs-config.ts";
import * as docsErrors from "./docs-errors.ts";
import * as docsMetrics from "./docs-metrics.ts";
import type { Emitter } from "./emitter.ts";
import * as envExample from "./env-example.ts";
import * as grafana from "./grafana.ts";
import * as metrics from "./metrics.ts";
import * as prometheus from "./prometheus.ts";
import * as prometheusRule from "./prometheus-rule.ts";
import * as routes from "./routes.ts";
import * as rules from "./rules.ts";
import * as rulesTest from "./rules-test.ts";
import * as systemd from "./systemd.ts";
import * as validators from "./validators.ts";

export const emitters: readonly Emitter[] = [
  { name: "contract", emit: contract.emit },
  { name: "metrics", emit: metrics.emit },
  { name: "config", emit: config.emit },
  { name: "api", emit: api.emit },
  { name: "routes", emit: routes.emit },
  { name: "validators", emit: validators.emit },
  { name: "rules", emit: rules.emit },
  { name: "rules-test", emit: rulesTest.emit },
  { name: "alerts", emit: alerts.emit },
  { name: "prometheus", emit: prometheus.emit },
  { name: "grafana", emit: grafana.emit },
  { name: "alertmanager", emit: alertmanager.emit },
  { name: "prometheus-rule", emit: prometheusRule.emit },
  { name: "systemd", emit: systemd.emit },
  { name: "docs-metrics", emit: docsMetrics.emit },
  { name: "docs-alerts", emit: docsAlerts.emit },
  { name: "docs-config", emit: docsConfig.emit },
  { name: "docs-errors", emit: docsErrors.emit },
  { name: "docs-api", emit: docsApi.emit },
  { name: "env-example", emit: envExample.emit },
  { name: "blueprint", emit: blueprint.emit },
];
