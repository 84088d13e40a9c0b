/** Small damage to expressions: tokens lost, doubled, swapped, or replaced by others. */
import type { Random } from "./random.ts";

const TOKEN = /"(?:[^"\\]|\\.)*"|[a-zA-Z_:][\w:]*|[\d.]+(?:e[+-]?\d+)?(?:ms|[smhdwy])*|=~|!~|!=|==|>=|<=|\s+|./g;

const OTHERS = [
  ...["(", ")", "{", "}", "[", "]", ",", ":", "@", "-", "+", "^", "and", "or", "==", "bool", "by", "on", "offset"],
  ...["sum", "rate", "topk", "clamp", "time", "up", "up[5m]", "5m", "1_0", "0x1f", "NaN", '"text"', "start()", "job"],
  ...["median", "limitk", "group_left", "without", "ignoring", "atan2", "count_values", "scalar", "vector", "inf"],
];

/** The expression after one or two accidents. */
export function mangled(random: Random, text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  for (let count = 1 + random.below(2); count > 0; count--) {
    const at = random.below(tokens.length);
    const change = random.pick([
      () => tokens.splice(at, 1),
      () => tokens.splice(at, 0, random.pick(tokens)),
      () => tokens.splice(at, 1, random.pick(OTHERS)),
      () => tokens.splice(at, 0, ` ${random.pick(OTHERS)} `),
      () => tokens.splice(at, 2, ...tokens.slice(at, at + 2).toReversed()),
    ]);
    if (tokens.length > 0) change();
  }
  return tokens.join("");
}
