/** Changes of an expression as range edits on its tree, so that positions survive. */
import { formatDuration, parseDuration } from "../duration.ts";
import type { Edit } from "../expression.ts";
import { nodesOf, parseExpression } from "./parse.ts";

/** Divides every range, subquery step and offset by `scale`. A duration of a fraction of a second is printed in ms. */
export function scaleDurations(text: string, scale: number): Edit[] {
  const tree = parseExpression(text);
  return nodesOf(tree.topNode, "NumberDurationLiteralInDurationContext").map(({ from, to }) => {
    const literal = text.slice(from, to);
    const seconds = /^[0-9.]+$/.test(literal) ? Number(literal) : parseDuration(literal);
    return { from, to, text: formatDuration(seconds / scale) };
  });
}
