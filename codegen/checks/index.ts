/** The one array of checks, and the few that come after them. */
import { alertAnnotations } from "./alert-annotations.ts";
import { alertDuplicate } from "./alert-duplicate.ts";
import { alertFor } from "./alert-for.ts";
import { alertInhibits } from "./alert-inhibits.ts";
import { alertNoComparison } from "./alert-no-comparison.ts";
import { alertPlaybook } from "./alert-playbook.ts";
import { alertTemplate } from "./alert-template.ts";
import { alertTest } from "./alert-test.ts";
import { alertUntested } from "./alert-untested.ts";
import { apiBody } from "./api-body.ts";
import { apiParameters } from "./api-parameters.ts";
import { apiPaths } from "./api-paths.ts";
import { apiReasons } from "./api-reasons.ts";
import { apiSchema } from "./api-schema.ts";
import { apiVersion } from "./api-version.ts";
import { blueprintMarks } from "./blueprint-marks.ts";
import type { Check } from "./check.ts";
import { contractDead } from "./contract-dead.ts";
import { dashboardKind } from "./dashboard-kind.ts";
import { dashboardLegend } from "./dashboard-legend.ts";
import { dashboardTitle } from "./dashboard-title.ts";
import { dashboardUnit } from "./dashboard-unit.ts";
import { deprecatedDates } from "./deprecated-dates.ts";
import { deprecatedDiffers } from "./deprecated-differs.ts";
import { deprecatedGrouping } from "./deprecated-grouping.ts";
import { deprecatedLabel } from "./deprecated-label.ts";
import { deprecatedSuccessor } from "./deprecated-successor.ts";
import { deprecatedUsed } from "./deprecated-used.ts";
import { groupInterval } from "./group-interval.ts";
import { labelValues } from "./label-values.ts";
import { metricBuckets } from "./metric-buckets.ts";
import { metricGuard } from "./metric-guard.ts";
import { metricHelp } from "./metric-help.ts";
import { metricInitial } from "./metric-initial.ts";
import { metricName } from "./metric-name.ts";
import { metricReserved } from "./metric-reserved.ts";
import { metricSeries } from "./metric-series.ts";
import { metricTotal } from "./metric-total.ts";
import { metricUnit } from "./metric-unit.ts";
import { namesUnique } from "./names-unique.ts";
import { promqlDivision } from "./promql-division.ts";
import { promqlInterpolation } from "./promql-interpolation.ts";
import { promqlJoin } from "./promql-join.ts";
import { promqlKind } from "./promql-kind.ts";
import { promqlLeLiteral } from "./promql-le-literal.ts";
import { promqlMissingSeries } from "./promql-missing-series.ts";
import { promqlNonAdditive } from "./promql-non-additive.ts";
import { promqlQuantile } from "./promql-quantile.ts";
import { promqlRateOfAggregate } from "./promql-rate-of-aggregate.ts";
import { promqlRateOnGauge } from "./promql-rate-on-gauge.ts";
import { promqlRatio } from "./promql-ratio.ts";
import { promqlScope } from "./promql-scope.ts";
import { promqlSyntax } from "./promql-syntax.ts";
import { promqlUnit } from "./promql-unit.ts";
import { promqlUnknownLabel } from "./promql-unknown-label.ts";
import { promqlUnknownMetric } from "./promql-unknown-metric.ts";
import { promqlUnknownValue } from "./promql-unknown-value.ts";
import { promqlUnreachable } from "./promql-unreachable.ts";
import { promqlUnstable } from "./promql-unstable.ts";
import { promqlWindow } from "./promql-window.ts";
import { ruleOrder } from "./rule-order.ts";
import { slaAlert } from "./sla-alert.ts";
import { sloBucket } from "./slo-bucket.ts";
import { sloEvents } from "./slo-events.ts";
import { sloUnreachable } from "./slo-unreachable.ts";
import { sloWindow } from "./slo-window.ts";

export const checks: readonly Check[] = [
  alertAnnotations,
  alertDuplicate,
  alertFor,
  alertInhibits,
  alertNoComparison,
  alertPlaybook,
  alertTemplate,
  apiBody,
  apiParameters,
  apiPaths,
  apiReasons,
  apiSchema,
  apiVersion,
  blueprintMarks,
  contractDead,
  dashboardKind,
  dashboardLegend,
  dashboardTitle,
  dashboardUnit,
  deprecatedDates,
  deprecatedDiffers,
  deprecatedGrouping,
  deprecatedLabel,
  deprecatedSuccessor,
  deprecatedUsed,
  groupInterval,
  labelValues,
  metricBuckets,
  metricGuard,
  metricHelp,
  metricInitial,
  metricName,
  metricReserved,
  metricSeries,
  metricTotal,
  metricUnit,
  namesUnique,
  promqlDivision,
  promqlInterpolation,
  promqlJoin,
  promqlKind,
  promqlLeLiteral,
  promqlMissingSeries,
  promqlNonAdditive,
  promqlQuantile,
  promqlRateOfAggregate,
  promqlRateOnGauge,
  promqlRatio,
  promqlScope,
  promqlSyntax,
  promqlUnit,
  promqlUnknownLabel,
  promqlUnknownMetric,
  promqlUnknownValue,
  promqlUnreachable,
  promqlUnstable,
  promqlWindow,
  ruleOrder,
  slaAlert,
  sloBucket,
  sloEvents,
  sloUnreachable,
  sloWindow,
];

/** Checks that need a contract in which the others find no error. */
export const lastChecks: readonly Check[] = [alertTest, alertUntested];
