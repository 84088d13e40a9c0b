/** GET /api/live: the hall as server-sent events. */
import type { Logger } from "pino";
import type { Handlers, Refusal } from "../../../generated/routes.ts";
import { within } from "../../core/deadline.ts";
import type { Drain } from "../../core/drain.ts";
import type { Context } from "../../http/context.ts";
import { type HallSources, readHall } from "./hall.ts";
import { createHub, MAX_LISTENERS, TooSlow } from "./hub.ts";

export interface LiveDependencies extends HallSources {
  readonly drain: Pick<Drain, "refusing" | "refusal">;
  /** Whether the request would be let in now as the operator that it was let in as. */
  readonly isStillOperator: (context: Context) => Promise<boolean>;
  readonly log: Pick<Logger, "warn">;
}

export interface Live {
  readonly handlers: Pick<Handlers<Context>, "watchHall">;
  /** How many listen. */
  listeners(): number;
}

const failures = {
  look: "The hall cannot be read: who watches it is cut off.",
  check: "Whether a listener may stay cannot be asked now: it stays until the next time.",
} as const;

/** How long an answer that has ended may take to be out; then its connection is cut. */
const LAST_WORDS_MS = 1_000;

export function createLive({ drain, isStillOperator, log, ...sources }: LiveDependencies): Live {
  const hub = createHub({
    event: "hall",
    read: () => readHall(sources),
    failed: (what, error) => log.warn({ err: error }, failures[what]),
  });
  drain.refusal.addEventListener("abort", hub.endAll, { once: true });
  return {
    listeners: hub.size,
    handlers: {
      async watchHall(_request, context) {
        if (drain.refusing()) return draining;
        const listener = await hub
          .listen({ mayStay: () => isStillOperator(context), onEnd: () => void cutOff(context) })
          .catch(slowIsUnavailable);
        if (listener === undefined) return full;
        if ("reason" in listener) return listener;
        // Whoever ends its side of the connection does not listen: no browser does the one without the other.
        const { socket } = context.rawRequest;
        socket.once("end", listener.close);
        // Whatever becomes of the answer: one that is refused after all, asked for by HEAD, or whose client is gone.
        void context.answered.then(() => {
          socket.off("end", listener.close);
          listener.close();
        });
        return {
          status: 200,
          contentType: "text/event-stream",
          body: listener.events,
          headers: { "Cache-Control": "no-store", "X-Accel-Buffering": "no" },
        };
      },
    },
  };
}

const draining: Refusal<"draining"> = { reason: "draining", retryAfterSeconds: 5 };
const full: Refusal<"busy"> = {
  reason: "busy",
  details: `${MAX_LISTENERS} listen already: close a page that nobody looks at.`,
  retryAfterSeconds: 10,
};

/** A database that does not answer is as good as none. */
function slowIsUnavailable(error: unknown): Refusal<"database_unavailable"> {
  if (!(error instanceof TooSlow)) throw error;
  return { reason: "database_unavailable", details: "The hall could not be read in time.", retryAfterSeconds: 5 };
}

/** Who reads nothing would hold up the end of the stream, and with it the end of the service. */
async function cutOff({ answered, rawRequest }: Context): Promise<void> {
  if ((await within(answered, LAST_WORDS_MS)) === undefined) rawRequest.socket.destroy();
}
