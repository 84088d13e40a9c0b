/** Numbers, strings and durations as Prometheus 2.42 writes them. */

/** A number without a sign: decimal, hexadecimal, Inf, NaN; undefined for what is newer. */
export function readNumber(literal: string): number | undefined {
  const text = literal.toLowerCase();
  const value = text === "inf" ? Number.POSITIVE_INFINITY : Number(text);
  return Number.isNaN(value) && text !== "nan" ? undefined : value;
}

/** The sign of a literal with the blanks behind it, and what follows. */
export function splitSign(literal: string): { readonly sign: string; readonly body: string } {
  const sign = /^[-+]\s*/.exec(literal)?.[0] ?? "";
  return { sign, body: literal.slice(sign.length) };
}

const DURATION = /^(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/;

/** Units from long to short, each at most once. */
export function isDuration(text: string): boolean {
  return text !== "" && DURATION.test(text);
}

const ESCAPES: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The string that a PromQL literal stands for; back-ticked ones have no escapes. */
export function unquote(literal: string): string {
  const body = literal.slice(1, -1);
  if (literal.startsWith("`")) return body;
  const escaped = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs;
  return body.replace(escaped, (whole, x?: string, u?: string, long?: string, octal?: string, unit = "") => {
    const hexadecimal = x ?? u ?? long;
    if (hexadecimal === undefined && octal === undefined) return ESCAPES[unit] ?? unit;
    const code = hexadecimal === undefined ? Number.parseInt(octal ?? "", 8) : Number.parseInt(hexadecimal, 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
