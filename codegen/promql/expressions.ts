/** Every expression of a contract, with the name of what it belongs to. */
import type { Expression, Model } from "../model.ts";

export interface OwnedExpression {
  /** For messages: `alert HighTimeoutRate`. */
  readonly owner: string;
  readonly expr: Expression;
}

export function expressionsOf(model: Model): OwnedExpression[] {
  return [
    ...model.recordingRules.map(({ record, expr }) => ({ owner: `recording rule ${record}`, expr })),
    ...model.slas.map(({ name, expr }) => ({ owner: `SLA ${name}`, expr })),
    ...model.slos.flatMap(({ name, bad, total }) => [
      { owner: `bad events of SLO ${name}`, expr: bad },
      { owner: `total events of SLO ${name}`, expr: total },
    ]),
    ...model.alerts.map(({ name, expr }) => ({ owner: `alert ${name}`, expr })),
  ];
}
