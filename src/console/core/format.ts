/** Numbers, times and durations in the words of a language, by Intl. */

export const languages = ["en", "ru"] as const;
export type Language = (typeof languages)[number];

export interface Format {
  /** As 1,234; at most `digits` behind the point. */
  number(value: number, digits?: number): string;
  /** A share, 0.05 as 5 %. */
  percent(share: number): string;
  /** As 4.2 s, without a fraction from 10 s on. */
  seconds(seconds: number): string;
  /** As 250 ms, 4.2 s, 3 min, 2 h or 5 days. */
  duration(ms: number): string;
  bytes(count: number): string;
  /** The time of the day with seconds. */
  clock(atMs: number): string;
  /** The time of the day. */
  hour(atMs: number): string;
  /** The time of today, with the day when it is another one. */
  moment(atMs: number, nowMs: number): string;
  /** As "3 minutes ago" or "in 2 hours". */
  ago(atMs: number, nowMs: number): string;
  list(items: readonly string[]): string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const byteUnits = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function createFormat(language: Language, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const numbers = cached((digits: number) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }));
  const units = cached(
    (key: string) =>
      new Intl.NumberFormat(language, {
        ...{ style: "unit", unit: key.slice(1), maximumFractionDigits: Number(key[0]) },
        // "s" is clear, and "m" could be a month.
        unitDisplay: key.endsWith("second") ? "narrow" : "short",
      }),
  );
  const shares = cached(
    (digits: number) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits }),
  );
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "always", style: "short" });
  const lists = new Intl.ListFormat(language, { type: "conjunction" });
  const clock = new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    ...zone,
  });
  const hours = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...zone });
  const days = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...zone,
  });
  const day = new Intl.DateTimeFormat("en", { dateStyle: "short", ...zone });
  const inUnit = (value: number, unit: string, digits = 0) => units(`${digits}${unit}`).format(value);
  const seconds = (value: number) => inUnit(value, "second", Math.abs(value) < 10 ? 1 : 0);

  return {
    number: (value, digits = 0) => numbers(digits).format(value),
    percent: (share) => shares(share > 0 && share < 0.1 ? 1 : 0).format(share),
    seconds,
    duration(ms) {
      if (ms < SECOND) return inUnit(ms, "millisecond");
      if (ms < 2 * MINUTE) return seconds(ms / SECOND);
      if (ms < 2 * HOUR) return inUnit(Math.round(ms / MINUTE), "minute");
      return ms < 2 * DAY ? inUnit(Math.round(ms / HOUR), "hour") : inUnit(Math.round(ms / DAY), "day");
    },
    bytes(count) {
      const step = count < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(count) / 3));
      return inUnit(count / 1000 ** step, byteUnits[step] ?? "byte", step === 0 ? 0 : 1);
    },
    clock: (atMs) => clock.format(atMs),
    hour: (atMs) => hours.format(atMs),
    moment: (atMs, nowMs) => (day.format(atMs) === day.format(nowMs) ? hours : days).format(atMs),
    ago(atMs, nowMs) {
      const passed = nowMs - atMs;
      const size = Math.abs(passed);
      const [unit, ms] =
        size < 2 * MINUTE
          ? (["second", SECOND] as const)
          : size < 2 * HOUR
            ? (["minute", MINUTE] as const)
            : size < 2 * DAY
              ? (["hour", HOUR] as const)
              : (["day", DAY] as const);
      return relative.format(-Math.round(passed / ms), unit);
    },
    list: (items) => lists.format(items),
  };
}

/** Making one of Intl's formats costs more than using it. */
function cached<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

/** The first of the browser's languages that the console speaks; English without one. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const found = languages.find((language) => language === tag.toLowerCase().split("-")[0]);
    if (found !== undefined) return found;
  }
  return "en";
}
