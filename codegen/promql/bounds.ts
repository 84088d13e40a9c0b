/** The bound of a bucket as the label `le` has it: Prometheus 2 and 3 write the same number in two ways. */

/**
 * How a bound may be stored. Prometheus 2 keeps what the client writes, which is the shortest decimal; Prometheus 3 writes
 * it anew (model/labels/float.go, FormatOpenMetricsFloat): whole numbers with `.0`, an exponent from a million on.
 */
export function spellings(bound: number): readonly string[] {
  return [...new Set([String(bound), openMetrics(bound)])];
}

/** A regular expression that matches either spelling, as it stands in PromQL, where a backslash is doubled. */
export function boundPattern(bound: number): string {
  const [client = "", other] = spellings(bound);
  if (other === `${client}.0`) return `${client}(\\\\.0)?`;
  return spellings(bound)
    .map((text) => text.replace(/[.+]/g, "[$&]"))
    .join("|");
}

/** The matcher that selects a bucket in either spelling: `le=~"48(\\.0)?"`, `le="0.5"`. */
export function boundMatcher(bound: number): string {
  return spellings(bound).length === 1 ? `le="${bound}"` : `le=~"${boundPattern(bound)}"`;
}

/** As Go's strconv.FormatFloat(bound, 'g', -1, 64), with `.0` where there is neither a point nor an exponent. */
function openMetrics(bound: number): string {
  const [digits = "", exponent = ""] = bound.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 6) return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}
