/** Changes of an expression as range edits on its tree, so that positions survive. */
import { formatDuration } from "../duration.ts";
import type { Edit } from "../expression.ts";
import { type Duration, type Expr, walk } from "./ast.ts";
import { parseExpr } from "./parse.ts";

/** Divides every range, subquery step and offset by `scale`. A duration of a fraction of a second is printed in ms. */
export function scaleDurations(text: string, scale: number): Edit[] {
  const { expr } = parseExpr(text);
  if (!expr) return [];
  return [...walk(expr)].flatMap(durationsOf).map(({ seconds, from, to }) => ({
    from,
    to,
    text: `${seconds < 0 ? "-" : ""}${formatDuration(Math.abs(seconds) / scale)}`,
  }));
}

/** The durations written at a node itself. */
function durationsOf(node: Expr): Duration[] {
  if (node.type === "selector") return present(node.offset);
  if (node.type === "range") return [node.window];
  if (node.type === "subquery") return [node.window, ...present(node.step), ...present(node.offset)];
  return [];
}

function present(duration: Duration | undefined): Duration[] {
  return duration ? [duration] : [];
}
