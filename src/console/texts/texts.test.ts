/** The languages say the same things: no text is missing, none is empty, none is left in the other language. */
import { describe, expect, it } from "vitest";
import { contractSchemas } from "../build/schemas.ts";
import { createFormat, languages } from "../core/format.ts";
import { fieldWords } from "./field-words.ts";
import { texts } from "./index.ts";

/** Every text by its path; a text with gaps is filled in. */
function flat(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value(5, "b", "c"))]];
  return Object.entries(value ?? {}).flatMap(([name, inner]) => flat(inner, `${path}.${name}`));
}

const [en, ru] = [new Map(flat(texts.en)), new Map(flat(texts.ru))];

describe("the texts", () => {
  it("are the same ones in both languages", () => {
    expect([...ru.keys()].sort()).toEqual([...en.keys()].sort());
    expect(en.size).toBeGreaterThan(300);
  });

  it("are never empty", () => {
    for (const catalogue of [en, ru]) expect([...catalogue].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("hold what they are given", () => {
    for (const { hall, live, form } of [texts.en, texts.ru]) {
      expect(hall.p95OfT("44 s", "48 s", "92%")).toMatch(/44 s.*48 s.*92%/);
      expect(live.slotNow("A", "B")).toMatch(/A.*B/);
      expect(form.between("1", "2")).toMatch(/1.*2/);
    }
  });

  it("are Russian in the Russian catalogue, apart from names", () => {
    const isName = (path: string) =>
      path.startsWith(".providers.") ||
      [".language", ".app.notPicked", ".documents.names.api", ".hall.p95", ".hall.badOf"].includes(path);
    const latin = [...ru].filter(([path, text]) => !isName(path) && !/[а-яё]/i.test(text) && /[a-z]/i.test(text));
    // What only puts together what it is given.
    expect(latin.map(([path]) => path).sort()).toEqual([".live.slotNow", ".slot.attempt", ".slot.staleBy"]);
  });

  it("count in Russian as Russian does", () => {
    const { needing, over } = texts.ru.hall;
    const words = [
      [2, "в 2 раза"],
      [5, "в 5 раз"],
      [2.5, "в 2,5 раза"],
      [11, "в 11 раз"],
      [21, "в 21 раз"],
      [22, "в 22 раза"],
    ] as const;
    for (const [n, said] of words) expect(over(n, createFormat("ru").number(n, 1))).toBe(`выше предела ${said}`);
    expect([1, 2, 5, 11, 21, 22].map(needing)).toEqual([
      "1 слот требует внимания",
      "2 слота требуют внимания",
      "5 слотов требуют внимания",
      "11 слотов требуют внимания",
      "21 слот требует внимания",
      "22 слота требуют внимания",
    ]);
  });
});

describe("the words of fields", () => {
  const { settings, params } = contractSchemas(new URL("../../..", import.meta.url).pathname);

  it("are there for every setting in every language but that of the contract", () => {
    for (const [provider, { properties = {} }] of Object.entries(settings)) {
      for (const name of Object.keys(properties))
        expect(fieldWords("ru", provider, name).label, `${provider}.${name}`).toMatch(/[а-яё]/i);
    }
    const names = new Set(Object.values(params).flatMap(({ properties = {} }) => Object.keys(properties)));
    for (const name of names) expect(fieldWords("ru", "params", name).label, name).toMatch(/[а-яё]/i);
  });

  it("are the contract's own names, made readable, in its language", () => {
    expect(languages).toContain("en");
    expect(fieldWords("en", "gemini", "aspect_ratio")).toEqual({ label: "Aspect ratio" });
  });
});
