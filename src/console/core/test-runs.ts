/** Runs test photos, at most one at a time, and shows nothing of a run that was given up. */
import { type Schemas, send, type Trouble } from "./api.ts";
import { barOfTiming, type LedgerBar } from "./ledger-bar.ts";

interface Ended {
  /** Address of the picture in this page; undefined when there is none. */
  readonly picture?: string;
  readonly trouble?: Trouble;
  readonly bar?: LedgerBar;
}

/** Nothing, a run that goes on, or what became of the last one. */
export interface TestRunState {
  readonly startedMs?: number;
  readonly ended?: Ended;
}

export interface TestOrder {
  readonly slotId: Schemas["Slot"]["slot_id"];
  readonly photo: File;
  /** In the place of what is saved. */
  readonly overrides: Schemas["TestRunOverrides"] | undefined;
  /** T_sync_response. */
  readonly limitMs: number;
}

export interface TestRuns {
  /** Resolves when the run is over or given up. */
  run(order: TestOrder): Promise<void>;
  /** Gives up the run that goes on, and lets go of the picture that is shown. */
  forget(): void;
}

/** Tells every new state. */
export function createTestRuns(tell: (state: TestRunState) => void): TestRuns {
  let current: AbortController | undefined;
  let shown: string | undefined;
  const forget = () => {
    current?.abort();
    current = undefined;
    if (shown !== undefined) URL.revokeObjectURL(shown);
    shown = undefined;
    tell({});
  };
  return {
    forget,
    async run(order) {
      forget();
      const own = new AbortController();
      current = own;
      tell({ startedMs: Date.now() });
      const { picture, ...rest } = await edited(order, own.signal);
      if (current !== own) return;
      current = undefined;
      // Not before: what is made for nobody would be kept as long as the page.
      if (picture !== undefined) shown = URL.createObjectURL(picture);
      tell({ ended: { ...rest, ...(shown === undefined ? {} : { picture: shown }) } });
    },
  };
}

interface Edited extends Omit<Ended, "picture"> {
  readonly picture?: Blob;
}

async function edited({ slotId, photo, overrides, limitMs }: TestOrder, signal: AbortSignal): Promise<Edited> {
  const body = new FormData();
  if (overrides !== undefined) body.set("overrides", JSON.stringify(overrides));
  body.set("fileToUpload", photo);
  const address = `/api/slots/${encodeURIComponent(slotId)}/test-run`;
  const answer = await send(address, { method: "POST", body, signal });
  const timing = answer.headers?.get("Server-Timing");
  const bar = timing ? { bar: barOfTiming(timing, limitMs) } : {};
  if (!answer.ok) return { trouble: answer.trouble, ...bar };
  try {
    return { picture: await answer.body.blob(), ...bar };
  } catch {
    return { trouble: { reason: "offline" }, ...bar };
  }
}
