/**
 * Tells many listeners of one thing: it is looked at once for all of them, and only while there are any. How it is sent,
 * and who may listen, is index.ts's.
 */
import { within } from "../../core/deadline.ts";

/** Who listens. */
export interface Listener {
  /** Server-sent events, until the listener is closed. To be read once. */
  readonly events: AsyncIterable<string>;
  /** Forgets the listener; closing it again does nothing. */
  close(): void;
}

export interface ListenerTerms {
  /** Whether it may still listen: asked every few seconds. What cannot be asked now is asked again. */
  readonly mayStay: () => Promise<boolean>;
  /** Called when the hub ends it: events that were not read yet are not sent any more. */
  readonly onEnd: () => void;
}

export interface Hub {
  /** undefined when as many listen as may. Rejects when there is nothing to tell, because it cannot be read. */
  listen(terms: ListenerTerms): Promise<Listener | undefined>;
  size(): number;
  /** Ends every listener; what was read is forgotten. */
  endAll(): void;
}

export interface HubSources<T extends { readonly at: string }> {
  /** Name of the event that holds it. */
  readonly event: string;
  /** `at` is when it was read; only what else has changed is told. */
  readonly read: () => Promise<T>;
  /** Told why a look failed, whereupon everybody is cut off, or why nobody knows whether a listener may stay. */
  readonly failed: (what: "look" | "check", error: unknown) => void;
}

export interface HubOptions {
  readonly lookMs?: number;
  readonly beatMs?: number;
  readonly checkMs?: number;
  /** How long a look may take. */
  readonly limitMs?: number;
}

/** Each has a connection of its own all the time. */
export const MAX_LISTENERS = 50;
/** Between two signs of life: a listener that hears nothing for longer knows that it is cut off, and so do proxies. */
export const BEAT_MS = 10_000;
/** After which a browser that was cut off comes again. */
const RETRY_MS = 2_000;

/** It was not read in time. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
}

interface OpenListener extends Pick<ListenerTerms, "mayStay"> {
  tell(text: string): void;
  beat(text: string): void;
  end(): void;
}

/** Nobody listens yet. Looks every 2 s, asks every 4 s who may stay, and gives a sign of life every 10 s. */
export function createHub<T extends { readonly at: string }>(
  { event, read, failed }: HubSources<T>,
  { lookMs = 2_000, beatMs = BEAT_MS, checkMs = 4_000, limitMs = 5_000 }: HubOptions = {},
): Hub {
  const listeners = new Set<OpenListener>();
  let timers: NodeJS.Timeout[] = [];
  const newest = createNewest(event, read, limitMs, (text) => {
    for (const listener of listeners) listener.tell(text);
  });

  function endAll(): void {
    for (const listener of [...listeners]) listener.end();
  }

  const look = async () => {
    try {
      await newest.look();
    } catch (error) {
      // Whoever is told nothing must not take what was for what is.
      if (listeners.size > 0) failed("look", error);
      endAll();
    }
  };
  const check = alone(async () => {
    for (const listener of [...listeners]) {
      try {
        if (!(await listener.mayStay())) listener.end();
      } catch (error) {
        failed("check", error);
      }
    }
  });
  const beat = () => {
    const text = eventText("beat", { at: new Date().toISOString() });
    for (const listener of listeners) listener.beat(text);
  };

  function leave(listener: OpenListener): void {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    timers.forEach(clearInterval);
    timers = [];
  }

  function join(listener: OpenListener): void {
    listeners.add(listener);
    if (listeners.size > 1) return;
    newest.forget();
    const tasks = [[look, lookMs] as const, [check, checkMs] as const, [beat, beatMs] as const];
    timers = tasks.map(([task, ms]) => setInterval(() => void task(), ms).unref());
  }

  return {
    async listen(terms) {
      if (listeners.size >= MAX_LISTENERS) return undefined;
      const { listener, events, stop } = openListener(terms, leave);
      join(listener);
      try {
        listener.tell(newest.text() ?? (await newest.look()));
      } catch (error) {
        stop();
        throw error;
      }
      return { events, close: stop };
    },
    size: () => listeners.size,
    endAll,
  };
}

/** What was read last, as an event. `changed` is told of each that is another than the one before. */
function createNewest<T extends { readonly at: string }>(
  event: string,
  read: () => Promise<T>,
  limitMs: number,
  changed: (text: string) => void,
) {
  let known: { readonly content: string; readonly text: string } | undefined;
  const look = async () => {
    const found = await within(read(), limitMs);
    if (found === undefined) throw new TooSlow(`No answer within ${limitMs} ms.`);
    const { at: _, ...rest } = found;
    const content = JSON.stringify(rest);
    if (content === known?.content) return known.text;
    known = { content, text: eventText(event, found) };
    changed(known.text);
    return known.text;
  };
  return {
    /** One look for all who want one at the same time. */
    look: alone(look),
    text: () => known?.text,
    forget() {
      known = undefined;
    },
  };
}

/** The task; who calls while it goes on gets what that comes to. */
function alone<R>(task: () => Promise<R>): () => Promise<R> {
  let running: Promise<R> | undefined;
  return () => {
    running ??= task().finally(() => {
      running = undefined;
    });
    return running;
  };
}

function eventText(name: string, data: object): string {
  // JSON has no line ends outside its texts, and writes those within them as \n.
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Keeps one untold event at most, the newest: whoever reads slowly gets what is, not all that was. */
function openListener(terms: ListenerTerms, leave: (listener: OpenListener) => void) {
  let told: string | undefined;
  let sign: string | undefined;
  let ended = false;
  let wake = () => {};
  const stop = () => {
    ended = true;
    leave(listener);
    wake();
  };
  const listener: OpenListener = {
    tell(text) {
      told = text;
      wake();
    },
    beat(text) {
      sign = text;
      wake();
    },
    end() {
      if (ended) return;
      stop();
      terms.onEnd();
    },
    mayStay: terms.mayStay,
  };
  const untilWoken = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  async function* events(): AsyncGenerator<string> {
    yield `retry: ${RETRY_MS}\n\n`;
    while (!ended) {
      const text = `${told ?? ""}${sign ?? ""}`;
      [told, sign] = [undefined, undefined];
      if (text === "") await untilWoken();
      else yield text;
    }
  }
  return { listener, events: events(), stop };
}
