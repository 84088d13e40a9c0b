/** Which alerts a process can evaluate of itself: those whose result depends on a value that it measures. */
import type { Expression, Readable } from "../../../generated/alerts.ts";
import { operands } from "../../core/promql/rules.ts";

/** What a process shows of itself is always the same: it is up, and it is of its own contract. */
function isConstantOfSelf(metric: string): boolean {
  return metric === "up" || metric.endsWith("_info");
}

/**
 * Why a process cannot tell of itself whether the alert holds; undefined when it can. Of `up` and of labels that name its
 * own contract it would always see the same, and its own series are always there: who scrapes it sees more.
 */
export function blindness(rule: Readable): string | undefined {
  if (!rule.evaluable) return undefined;
  const measured = [...valuesRead(rule.expr)].filter((metric) => !isConstantOfSelf(metric));
  return measured.length > 0 ? undefined : "only who scrapes this process can see it";
}

/** Metrics whose values the result depends on, not only their presence. */
function valuesRead(expr: Expression, presenceOnly = false): Set<string> {
  if (expr.type === "selector") return new Set(presenceOnly ? [] : [expr.metric]);
  const parts = operands(expr).map((part, index) => valuesRead(part, asksPresence(expr, index, presenceOnly)));
  return new Set(parts.flatMap((part) => [...part]));
}

/** Whether an expression asks of its operand no more than what is there. */
function asksPresence(expr: Expression, index: number, presenceOnly: boolean): boolean {
  switch (expr.type) {
    case "aggregation":
      return presenceOnly || expr.op === "count";
    case "call":
      return presenceOnly || expr.fn === "absent";
    case "binary":
      // A comparison keeps or drops by the value, so that what is there depends on it.
      if (["==", "!=", ">", "<", ">=", "<="].includes(expr.op)) return false;
      return presenceOnly || ((expr.op === "and" || expr.op === "unless") && index === 1);
    default:
      return presenceOnly;
  }
}
