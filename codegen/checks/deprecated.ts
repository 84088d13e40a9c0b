/** What the checks of deprecations share: everything that can be deprecated, by its kind. */
import type { Named } from "../deprecated.ts";
import type { Deprecation, Locate, Model } from "../model.ts";

/** Something that can go away. */
export interface Deprecable extends Named {
  readonly at: Locate;
}

export type Kind = "metric" | "label" | "alert" | "variable";

/** What goes away, and what it is. */
export interface Leaving {
  readonly kind: Kind;
  readonly name: string;
  readonly deprecated: Deprecation;
}

export function deprecables({ metrics, labels, alerts, config }: Model): Readonly<Record<Kind, readonly Deprecable[]>> {
  return { metric: metrics, label: labels, alert: alerts, variable: config ?? [] };
}

/** Everything of a contract that goes away. */
export function leaving(model: Model): Leaving[] {
  const { metric, label, alert, variable } = deprecables(model);
  const of = (kind: Kind, list: readonly Deprecable[]) =>
    list.flatMap(({ name, deprecated }) => (deprecated ? [{ kind, name, deprecated }] : []));
  return [...of("metric", metric), ...of("label", label), ...of("alert", alert), ...of("variable", variable)];
}
