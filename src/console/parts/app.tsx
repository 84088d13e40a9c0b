/** What every part of the page knows: texts, formats, the chosen display, and the hall as it is known. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Schemas } from "../core/api.ts";
import type { Theme } from "../core/choices.ts";
import type { Format, Language } from "../core/format.ts";
import { initialLive, type LiveState } from "../core/live.ts";
import type { Texts } from "../texts/index.ts";

export interface Display {
  readonly t: Texts;
  readonly f: Format;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
}

export const DisplayContext = createContext<Display | undefined>(undefined);

export function useDisplay(): Display {
  const display = useContext(DisplayContext);
  if (display === undefined) throw new Error("useDisplay: no DisplayContext above");
  return display;
}

export interface Station {
  /** undefined while nobody is signed in. */
  readonly session: Schemas["Session"] | undefined;
  /** Rises with every sign-in: what could not be loaded before is loaded then. */
  readonly signIns: number;
  readonly live: LiveState;
  readonly tryNow: () => void;
}

export const StationContext = createContext<Station>({
  session: undefined,
  signIns: 0,
  live: initialLive,
  tryNow: () => undefined,
});

export function useStation(): Station {
  return useContext(StationContext);
}

/** The time, anew every so often. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The number on the booth. */
export function shortName(id: string): string {
  return id.replace(/^slot-0*/, "");
}

/** Slot numbers as people say them: slot-003 is 03, slot-test is itself. */
export function slotName(t: Texts, id: string): string {
  const number = /^slot-0*(\d+)$/.exec(id)?.[1];
  return number === undefined ? (id === "slot-test" ? t.hall.testSlot : id) : t.hall.slot(number);
}
