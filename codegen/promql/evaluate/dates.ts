/** Parts of a date in UTC from Unix seconds, which are cut to whole ones of 64 bits, as Go does it on amd64. */

type Part = (seconds: number) => number;

const DAY_MS = 86_400_000;
/** Go counts seconds from the first day of this year, without a sign. After 400 years everything repeats. */
const FIRST_YEAR = -292_277_022_399;
const SECONDS_TO_1970 = 9_223_371_966_579_724_800n + 62_135_596_800n;
const CYCLE_SECONDS = 146_097n * 86_400n;
/** The first year of a cycle, like FIRST_YEAR, that a Date can hold. */
const CYCLE_START = 2001;

/** The date in the cycle, and how many years it lies before the real one. */
function dateOf(seconds: number): { readonly date: Date; readonly years: number } {
  const counted = BigInt.asUintN(64, wholeSeconds(seconds) + SECONDS_TO_1970);
  const date = new Date(Date.UTC(CYCLE_START) + Number(counted % CYCLE_SECONDS) * 1000);
  return { date, years: FIRST_YEAR - CYCLE_START + 400 * Number(counted / CYCLE_SECONDS) };
}

/** What is no 64-bit number, NaN among it, becomes the lowest of them. */
function wholeSeconds(seconds: number): bigint {
  return Math.abs(seconds) < 2 ** 63 ? BigInt(Math.trunc(seconds)) : -(2n ** 63n);
}

function ofDate(part: (date: Date) => number): Part {
  return (seconds) => part(dateOf(seconds).date);
}

export const dateFunctions: Readonly<Record<string, Part>> = {
  minute: ofDate((date) => date.getUTCMinutes()),
  hour: ofDate((date) => date.getUTCHours()),
  day_of_week: ofDate((date) => date.getUTCDay()),
  day_of_month: ofDate((date) => date.getUTCDate()),
  day_of_year: ofDate((date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1),
  days_in_month: ofDate((date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()),
  month: ofDate((date) => date.getUTCMonth() + 1),
  year: (seconds) => {
    const { date, years } = dateOf(seconds);
    return date.getUTCFullYear() + years;
  },
};
