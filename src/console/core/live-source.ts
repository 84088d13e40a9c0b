/** Keeps the hall's stream open while somebody looks: reads it, sees its silence, opens it anew after a while. */
import { type Answer, send } from "./api.ts";
import { type Hall, initialLive, type LiveEvent, type LiveState, nextLive, type StopReason } from "./live.ts";
import { createEventReader } from "./server-events.ts";

const ADDRESS = "/api/live";
const TICK_MS = 1_000;
/** A browser has six connections to an origin for all its tabs: one that nobody looks at gives its own back after this. */
const HIDDEN_MS = 60_000;

export interface LiveSource {
  /** Tries at once instead of later. */
  readonly tryNow: () => void;
  readonly close: () => void;
}

/** Opens the stream and tells every new state of it. Whoever is not signed in any more is not tried again. */
export function openLive(tell: (state: LiveState) => void): LiveSource {
  let state = initialLive;
  let connection: AbortController | undefined;
  let closed = false;
  let hiddenSinceMs = document.hidden ? Date.now() : undefined;

  const step = (event: LiveEvent) => {
    const next = nextLive(state, event);
    if (next === state || closed) return;
    state = next;
    tell(state);
  };
  const open = async () => {
    connection?.abort();
    const own = new AbortController();
    connection = own;
    step({ type: "trying", atMs: Date.now() });
    const why = await readStream(own.signal, (event) => connection === own && step(event));
    if (connection !== own) return;
    connection = undefined;
    step({ type: "stopped", why, atMs: Date.now() });
  };
  const letGo = () => {
    connection?.abort();
    connection = undefined;
  };
  const tick = () => {
    const now = Date.now();
    const isLeft = hiddenSinceMs !== undefined && now - hiddenSinceMs >= HIDDEN_MS;
    if (isLeft && state.why !== "signed-out" && state.why !== "hidden") {
      letGo();
      step({ type: "stopped", why: "hidden", atMs: now });
    }
    step({ type: "tick", atMs: now });
    // Only silence stops it while the connection is open: one that ended is none any more.
    if (state.phase === "stopped" && state.tryingSinceMs === undefined) letGo();
    if (connection === undefined && state.retryAtMs !== undefined && now >= state.retryAtMs) void open();
  };
  const tryNow = () => void open();
  const online = () => {
    if (state.why !== "hidden") tryNow();
  };
  const seen = () => {
    hiddenSinceMs = document.hidden ? Date.now() : undefined;
    if (document.hidden) return;
    if (state.why === "hidden") tryNow();
    else tick();
  };

  const timer = setInterval(tick, TICK_MS);
  window.addEventListener("online", online);
  document.addEventListener("visibilitychange", seen);
  void open();
  return {
    tryNow,
    close() {
      closed = true;
      clearInterval(timer);
      window.removeEventListener("online", online);
      document.removeEventListener("visibilitychange", seen);
      connection?.abort();
    },
  };
}

/** Reads until the stream ends; the reason is why it did. */
async function readStream(signal: AbortSignal, step: (event: LiveEvent) => void): Promise<StopReason> {
  const answer = await send(ADDRESS, { headers: { Accept: "text/event-stream" }, signal });
  if (!answer.ok) return whyOf(answer);
  const reader = answer.body.body?.pipeThrough(new TextDecoderStream()).getReader();
  const take = createEventReader();
  try {
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) return "lost";
      step({ type: "heard", atMs: Date.now() });
      for (const { event, data } of take(piece.value)) {
        if (event === "hall") step({ type: "hall", hall: JSON.parse(data) as Hall, atMs: Date.now() });
      }
    }
  } catch {
    return "lost";
  }
}

function whyOf(answer: Answer<Response> & { readonly ok: false }): StopReason {
  if (answer.trouble.reason === "not_signed_in") return "signed-out";
  return answer.trouble.reason === "offline" ? "lost" : "refused";
}
