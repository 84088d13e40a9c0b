/** A time in text, as milliseconds; the contract's date-time lets some pass that this process and its answers cannot say. */

const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const FIRST_MS = Date.parse("0000-01-01T00:00:00Z");

/**
 * Epoch milliseconds of a date-time. Undefined for what has none: a leap second, and what is in UTC no year of four
 * digits, which could be kept but never be shown again.
 */
export function momentOf(text: string): number | undefined {
  const ms = Date.parse(text);
  return ms >= FIRST_MS && ms <= LAST_MS ? ms : undefined;
}
