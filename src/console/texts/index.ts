/** The languages of the console. */
import type { Language } from "../core/format.ts";
import { en, type Texts } from "./en.ts";
import { ru } from "./ru.ts";

export type { Texts } from "./en.ts";

export const texts: Readonly<Record<Language, Texts>> = { en, ru };
