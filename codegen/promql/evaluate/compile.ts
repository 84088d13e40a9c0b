/** From the syntax tree to functions: compiles the operands of each node, then the node over them. */
import { type Call, type Expr, type ExprOf, unwrap } from "../ast.ts";
import { compileAggregation } from "./aggregations.ts";
import { compileBinary } from "./binary.ts";
import { EvaluationError } from "./error.ts";
import { labelFunctions } from "./label-functions.ts";
import { nameless } from "./label-set.ts";
import { type CompileCall, rangeFunctions } from "./range-functions.ts";
import { compileRange, compileSelector, compileTimestamps } from "./selector.ts";
import { compileSubquery } from "./subquery.ts";
import { type Compiled, distinct, expectKind } from "./value.ts";
import { vectorFunctions } from "./vector-functions.ts";

export interface CompileOptions {
  /** Step of a subquery that names none: the evaluation interval of the rules. */
  readonly defaultStepSeconds: number;
}

const functions: ReadonlyMap<string, CompileCall> = new Map(
  Object.entries({ ...rangeFunctions, ...vectorFunctions, ...labelFunctions }),
);

/** The function of an expression. Throws EvaluationError for what it does not know and for types that do not fit. */
export function compile(expr: Expr, options: CompileOptions): Compiled {
  switch (expr.type) {
    case "number":
      return { kind: "scalar", at: () => expr.value };
    case "string":
      return { kind: "string", value: expr.value };
    case "selector":
      return compileSelector(expr);
    case "range":
      return compileRange(expr);
    case "subquery":
      return compileSubquery(
        expr,
        expectKind(compile(expr.expr, options), "vector", "a subquery"),
        options.defaultStepSeconds,
      );
    case "call":
      return compileCall(expr, options);
    case "aggregation":
      return compileAggregation(expr, compile(expr.expr, options), expr.param && compile(expr.param, options));
    case "binary":
      return compileBinary(expr, compile(expr.left, options), compile(expr.right, options));
    case "unary":
      return compileUnary(expr, options);
    case "paren":
      return compile(expr.expr, options);
  }
}

function compileCall(call: Call, options: CompileOptions): Compiled {
  const make = functions.get(call.name.text);
  if (!make) throw new EvaluationError(`unknown function ${call.name.text}`);
  const inner = call.args[0] && unwrap(call.args[0]);
  // Of a bare selector Prometheus tells the time of each sample; of anything else the time of the evaluation.
  if (call.name.text === "timestamp" && inner?.type === "selector") return withoutNames(compileTimestamps(inner));
  return make(
    call.args.map((arg) => compile(arg, options)),
    call,
  );
}

function compileUnary({ op, expr }: ExprOf<"unary">, options: CompileOptions): Compiled {
  const inner = compile(expr, options);
  if (op === "+") return inner;
  if (inner.kind === "scalar") return { kind: "scalar", at: (moment) => -inner.at(moment) };
  const vector = expectKind(inner, "vector", "-");
  const at: typeof vector.at = (moment) =>
    distinct(vector.at(moment).map(({ set, value }) => ({ set: nameless(set), value: -value })));
  return { kind: "vector", at };
}

function withoutNames(vector: ReturnType<typeof compileTimestamps>): Compiled {
  const at: typeof vector.at = (moment) =>
    distinct(vector.at(moment).map(({ set, value }) => ({ set: nameless(set), value })));
  return { kind: "vector", at };
}
