/** What whoever sits here has chosen for the page: language and colours. Kept in the browser; nothing else is. */
import { type Language, languageOf } from "./format.ts";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const LANGUAGE = "console.language";
const THEME = "console.theme";

/** The chosen language, else the browser's. */
export function readLanguage(): Language {
  const chosen = read(LANGUAGE);
  return languageOf(chosen === undefined ? navigator.languages : [chosen]);
}

export function readTheme(): Theme {
  const chosen = read(THEME);
  return themes.find((theme) => theme === chosen) ?? "auto";
}

export function keepLanguage(language: Language): void {
  keep(LANGUAGE, language);
}

export function keepTheme(theme: Theme): void {
  keep(THEME, theme);
}

/** A browser may forbid pages to keep anything: then the choice lasts as long as the page. */
function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It lasts as long as the page.
  }
}
