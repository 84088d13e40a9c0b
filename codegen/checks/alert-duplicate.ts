/** Every alert tells something that no other one tells. */
import { lastingName } from "../deprecated.ts";
import type { Alert } from "../model.ts";
import { error, type Problem, position, warning } from "../problem.ts";
import type { Expr } from "../promql/ast.ts";
import { type Canonical, canonicalizer, isFormWithin, isSameForm } from "../promql/canonical.ts";
import { expand } from "../promql/part.ts";
import { type Catalog, catalogOf } from "../promql/series.ts";
import type { Check } from "./check.ts";
import { overExpressions } from "./promql.ts";

const id = "alert/duplicate";
const code = "P23";

export const alertDuplicate: Check = {
  id,
  code,
  explain: {
    what: "Two alerts have the same expression, or one fires only when another of its severity has fired already.",
    why: "Two messages for one trouble: people silence one and miss the other.",
    wrong:
      "- {name: QueueDeep, expr: queue_depth > 100, for: 5m, severity: ticket}\n- {name: QueueVeryDeep, expr: queue_depth > 200, for: 5m, severity: ticket}",
    right:
      "- {name: QueueDeep, expr: queue_depth > 100, for: 5m, severity: ticket}\n- {name: QueueVeryDeep, expr: queue_depth > 200, for: 5m, severity: page}",
    severities: ["error", "warning"],
  },
  check: (model) => {
    const formsOf = formsIn(catalogOf(model));
    const alerts = new Map(model.alerts.map((alert) => [alert.name, alert]));
    const earlier: Index = { needing: new Map(), given: new Map() };
    return overExpressions(model, ({ purpose, name, top }) => {
      const alert = purpose === "alert" ? alerts.get(name) : undefined;
      return alert ? compare(formsOf(alert, top), earlier) : [];
    });
  },
};

/** An alert, with forms of it by which alerts that differ in nothing but limits are found. */
interface Forms {
  readonly alert: Alert;
  readonly whole: Canonical;
  /** What holds whenever the alert does: of `a and b` also a. */
  readonly needs: readonly Canonical[];
  /** With what the alert holds: of `a or b` also a and b. */
  readonly suffices: readonly Canonical[];
}

type Entry = readonly [Forms, Canonical];

/** Forms by their key. */
interface Index {
  readonly needing: Map<number, Entry[]>;
  readonly given: Map<number, Entry[]>;
}

function formsIn(catalog: Catalog): (alert: Alert, top: Expr) => Forms {
  const canonicalOf = canonicalizer(catalog);
  const needs = (expr: Expr): Expr[] => {
    const node = expand(expr, catalog);
    const narrows = node.type === "binary" && (node.op === "and" || node.op === "unless");
    return narrows ? [node, ...needs(node.left)] : [node];
  };
  const suffices = (expr: Expr): Expr[] => {
    const node = expand(expr, catalog);
    return node.type === "binary" && node.op === "or"
      ? [node, ...suffices(node.left), ...suffices(node.right)]
      : [node];
  };
  return (alert, top) => ({
    alert,
    whole: canonicalOf(top),
    needs: needs(top).map(canonicalOf),
    suffices: suffices(top).map(canonicalOf),
  });
}

/** One finding an alert is enough. Alerts of objectives are made to overlap. */
function compare(forms: Forms, { needing, given }: Index): Problem[] {
  const [stricter, looser] = [find(forms.needs, given, isFormWithin), find(forms.suffices, needing, contains)];
  for (const form of forms.needs) add(needing, [forms, form]);
  for (const form of forms.suffices) add(given, [forms, form]);
  const others = new Set([...stricter, ...looser]);
  const found = [...others].flatMap((other) => {
    if (forms.alert.slo !== undefined && other.alert.slo !== undefined) return [];
    // Until the sunset an alert fires under both its names.
    if (lastingName(forms.alert) === lastingName(other.alert)) return [];
    if (isSameForm(forms.whole, other.whole)) return repeated(forms.alert, other.alert);
    return stricter.has(other) ? covered(forms.alert, other.alert, other) : covered(other.alert, forms.alert, other);
  });
  return found.slice(0, 1).map((report) => report(forms.alert));
}

type Report = (alert: Alert) => Problem;

function find(
  forms: readonly Canonical[],
  index: ReadonlyMap<number, readonly Entry[]>,
  fits: (form: Canonical, known: Canonical) => boolean,
): ReadonlySet<Forms> {
  return new Set(
    forms.flatMap((form) =>
      (index.get(form.key) ?? []).filter(([, known]) => fits(form, known)).map(([other]) => other),
    ),
  );
}

function add(index: Map<number, Entry[]>, entry: Entry): void {
  const [, { key }] = entry;
  const known = index.get(key);
  if (known) known.push(entry);
  else index.set(key, [entry]);
}

function repeated(alert: Alert, other: Alert): Report[] {
  const sameSeverity = alert.severity === other.severity;
  // A ticket first and a page when it lasts: that is one alert in two stages.
  if (!sameSeverity && alert.forSeconds !== other.forSeconds) return [];
  const message = `\`${alert.name}\` has the same expression as \`${other.name}\` in line ${lineOf(other)}, so one trouble is told twice.`;
  const help = `Remove one of the two${sameSeverity ? "" : ", or let the page wait longer than the ticket"}.`;
  const report = sameSeverity ? error : warning;
  return [({ at }) => report(id, at("expr"), message, help, code)];
}

function covered(narrow: Alert, wide: Alert, { alert: other }: Forms): Report[] {
  // What is worse may well be told earlier, or louder.
  if (narrow.severity !== wide.severity || narrow.forSeconds < wide.forSeconds) return [];
  const place = (alert: Alert) => `\`${alert.name}\`${alert === other ? ` in line ${lineOf(alert)}` : ""}`;
  const message = `${place(narrow)} fires only when ${place(wide)} has fired already, with the same severity: it tells nothing new.`;
  const help = `Give \`${narrow.name}\` a higher severity or a shorter \`for\`, or remove it.`;
  return [({ at }) => warning(id, at("expr"), message, help, code)];
}

function lineOf({ at }: Alert): number {
  const { source, start } = at();
  return position(source, start).line;
}

function contains(outer: Canonical, inner: Canonical): boolean {
  return isFormWithin(inner, outer);
}
