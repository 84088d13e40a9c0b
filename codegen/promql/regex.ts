/** Regular expressions of RE2, as Prometheus reads them, and as those of JavaScript where both mean the same. */

/** A pattern of a matcher, anchored as Prometheus does; undefined when it uses syntax that only RE2 knows. */
export function regexOf(pattern: string): RegExp | undefined {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const rest = flags ? pattern.slice(flags[0].length) : pattern;
  // In RE2 a bracket may be the first member of a class, and [:alpha:] one; in JavaScript the bracket ends it.
  if (/\[\^?\]|\[:\^?[a-z]+:\]/.test(rest)) return undefined;
  const source = `^(?:${rest})$`;
  const names = [...new Set(`${flags?.[1] ?? ""}s`)].join("");
  return compile(source, `${names}u`) ?? (isLoose(rest) ? compile(source, names) : undefined);
}

function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/** Free of letters after a backslash that would mean something else without the flag `u`. */
function isLoose(pattern: string): boolean {
  return !/\\(?![bBdDfnrsStvwW])[a-zA-Z]/.test(withoutBackslashes(pattern));
}

/** What JavaScript reads and RE2 does not: lookaround, back references, names without P, repeats beyond 1000. */
const FOREIGN = /\(\?[=!]|\(\?<|\\[1-9]|\\[uck]|\{(\d+,)?(\d{5,}|[2-9]\d{3}|1(?!000[,}])\d{3})\b/;
/** What RE2 reads and JavaScript does not; it is not judged. */
const ONLY_RE2 = /\(\?P<|\\[pPQEzAC]|\[\[:|\(\?[a-zA-Z-]|\[\^?\]/;

/** Whether Prometheus accepts the pattern; true for what cannot be told. */
export function isRegex(pattern: string): boolean {
  const bare = withoutBackslashes(pattern);
  if (FOREIGN.test(bare)) return false;
  return regexOf(pattern) !== undefined || ONLY_RE2.test(bare);
}

/** Escaped backslashes taken out, so that each one left escapes what follows it. */
function withoutBackslashes(pattern: string): string {
  return pattern.replaceAll("\\\\", "");
}
