/** Numbers, times and durations in both languages. */
import { describe, expect, it } from "vitest";
import { createFormat, languageOf } from "./format.ts";

const [en, ru] = [createFormat("en", "UTC"), createFormat("ru", "UTC")];
/** Intl writes spaces that do not break. */
const plain = (text: string) => text.replace(/\s/g, " ");

describe("a format", () => {
  it("writes numbers and shares", () => {
    expect([en.number(1234.56), en.number(1234.56, 2)]).toEqual(["1,235", "1,234.56"]);
    expect(plain(ru.number(1234.56, 2))).toBe("1 234,56");
    expect([0, 0.0512, 0.5, 1.2].map(en.percent)).toEqual(["0%", "5.1%", "50%", "120%"]);
  });

  it("takes the unit that fits a duration", () => {
    const durations = [250, 4210, 48_000, 180_000, 2 * 3_600_000, 5 * 86_400_000];
    expect(durations.map(en.duration)).toEqual(["250ms", "4.2s", "48s", "3 min", "2 hr", "5 days"]);
    expect(durations.map(ru.duration).map(plain)).toEqual(["250 мс", "4,2 с", "48 с", "3 мин", "2 ч", "5 дн."]);
  });

  it("writes bytes of every size", () => {
    expect([0, 999, 1234, 5_000_000, 2.5e9, 7e15].map(en.bytes)).toEqual([
      "0 byte",
      "999 byte",
      "1.2 kB",
      "5 MB",
      "2.5 GB",
      "7,000 TB",
    ]);
  });

  it("writes the time of today, and the day of another", () => {
    const at = Date.UTC(2026, 10, 26, 18, 5, 9);
    expect(en.clock(at)).toBe("18:05:09");
    expect(en.moment(at, at + 3_600_000)).toBe("18:05");
    expect(en.moment(at, at + 24 * 3_600_000)).toContain("Nov 26");
    expect(ru.moment(at, at + 24 * 3_600_000)).toContain("26 нояб.");
  });

  it("says how long ago something was, or until it is", () => {
    expect([en.ago(0, 30_000), en.ago(0, 300_000), en.ago(7_200_000, 0)]).toEqual([
      "30 sec. ago",
      "5 min. ago",
      "in 2 hr.",
    ]);
    expect(plain(ru.ago(0, 300_000))).toBe("5 мин. назад");
  });
});

describe("the language", () => {
  it("is the first of the browser's that the console speaks", () => {
    expect(languageOf(["de-DE", "ru-RU", "en"])).toBe("ru");
    expect(languageOf(["en-GB", "ru"])).toBe("en");
    expect(languageOf(["de"])).toBe("en");
    expect(languageOf([])).toBe("en");
  });
});
