/** Exceptions from checks: written beside what they are about, with a reason, and gone when they are not needed any more. */
import { checks, lastChecks } from "./checks/index.ts";
import type { Allow, Locate, Model } from "./model.ts";
import { error, type Problem, position, type Span, warning } from "./problem.ts";
import { suggest } from "./schema.ts";

/** Problems without those that an exception in force covers, and what is wrong with exceptions. `today`: 2026-12-31. */
export function applyAllows(model: Model, problems: readonly Problem[], today: string): Problem[] {
  const entries = entriesOf(model);
  const inForce = entries.filter(({ allow }) => isKnown(allow) && !isExpired(allow, today));
  const kept = problems.filter((problem) => !inForce.some((entry) => covers(entry, problem)));
  return [...kept, ...entries.flatMap((entry) => fault(entry, problems, today))];
}

interface Entry {
  readonly allow: Allow;
  /** Names the owner for messages: `alert QueueStuck`. */
  readonly owner: string;
  readonly span: Span;
}

/** What is generated from an owner repeats its exceptions: each place counts once. */
function entriesOf({ alerts, recordingRules, metrics, slas, slos }: Model): Entry[] {
  const of = (kind: string, name: string, { allow, at }: { allow: readonly Allow[]; at: Locate }): Entry[] =>
    allow.map((item) => ({ allow: item, owner: `${kind} ${name}`, span: at() }));
  const all = [
    ...metrics.flatMap((metric) => of("metric", metric.name, metric)),
    ...recordingRules.flatMap((rule) => of("recording rule", rule.record, rule)),
    ...slas.flatMap((sla) => of("SLA", sla.name, sla)),
    ...slos.flatMap((slo) => of("SLO", slo.name, slo)),
    ...alerts.flatMap((alert) => of("alert", alert.name, alert)),
  ];
  const places = new Map<string, Entry>();
  for (const entry of all) {
    const { source, start } = entry.allow.at();
    const place = `${source.path}:${start}`;
    if (!places.has(place) || entry.owner.startsWith("SLO ")) places.set(place, entry);
  }
  return [...places.values()];
}

function covers({ allow: { id }, span }: Entry, { rule, code, at }: Problem): boolean {
  if (id !== rule && id !== code) return false;
  return at.source.path === span.source.path && at.start >= span.start && at.end <= span.end;
}

function knownIds(): string[] {
  return [...new Set(checks.flatMap(({ id, code }) => [id, ...(code === undefined ? [] : [code])]))].sort();
}

function isKnown({ id }: Allow): boolean {
  return knownIds().includes(id) && !NEVER.includes(id);
}

/** What Prometheus cannot read, no code can be made of, or nobody has seen fire, is no matter of opinion. */
const NEVER = [
  "promql/syntax",
  "promql/kind",
  "deprecated/successor",
  "deprecated/differs",
  ...lastChecks.map(({ id }) => id),
];

/** The last day is a day of grace: an exception holds until it is over, in UTC. */
function isExpired({ until }: Allow, today: string): boolean {
  return until !== undefined && until < today;
}

function fault(entry: Entry, problems: readonly Problem[], today: string): Problem[] {
  const { allow, owner } = entry;
  const { id, reason, until, at } = allow;
  if (NEVER.includes(id)) {
    const message = `\`${id}\` cannot be excepted, so ${owner} is not.`;
    return [error("allow/refused", at("id"), message, "Mend what it finds, and remove the exception.")];
  }
  if (!isKnown(allow)) {
    const message = `No check is called \`${id}\`, so ${owner} is excepted from nothing.`;
    return [error("allow/unknown", at("id"), message, suggest(id, knownIds()))];
  }
  if (isExpired(allow, today)) {
    const message = `The exception of ${owner} from \`${id}\` ended on ${until}: ${reason}`;
    const help = "Mend what the check finds and remove the exception, or set a later `until` after looking again.";
    return [error("allow/expired", at("until"), message, help)];
  }
  if (problems.some((problem) => covers(entry, problem))) return [];
  const { line } = position(entry.span.source, entry.span.start);
  const message = `\`${id}\` finds nothing in ${owner} (line ${line}), so nothing is excepted here.`;
  return [warning("allow/unused", at("id"), message, "Remove the exception.")];
}
