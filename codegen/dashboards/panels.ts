/** The panels of a contract's dashboards, and the typed expressions of each. */
import type { Dashboard, Expression, Model, Panel, PanelQuery } from "../model.ts";
import { type TypedExpression, typedExpressionsOf } from "../promql/typed.ts";

/** Every panel, in the order in which people see them. */
export function panelsOf({ dashboards }: Pick<Model, "dashboards">): Panel[] {
  return dashboards.flatMap(panelsIn);
}

export function panelsIn({ rows }: Dashboard): Panel[] {
  return rows.flatMap(({ panels }) => panels);
}

/** A query whose expression could be read. */
export interface TypedQuery {
  readonly query: PanelQuery;
  readonly typed: TypedExpression;
}

const typedOf = new WeakMap<Model, ReadonlyMap<Expression, TypedExpression>>();

/** An expression of the contract or of a panel with the shapes of its nodes; undefined when it is no PromQL. */
export function typedExpression(model: Model, expr: Expression): TypedExpression | undefined {
  const known = typedOf.get(model) ?? new Map(typedExpressionsOf(model).map((typed) => [typed.expr, typed]));
  typedOf.set(model, known);
  return known.get(expr);
}

/** Those of the panel's queries that are PromQL. */
export function typedQueries(model: Model, { queries }: Panel): TypedQuery[] {
  return queries.flatMap((query) => {
    const typed = typedExpression(model, query.expr);
    return typed ? [{ query, typed }] : [];
  });
}
