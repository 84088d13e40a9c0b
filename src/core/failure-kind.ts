/** What follows from each kind of failure of a provider's call: the one table of it, which everything else asks. */
import type { Outcome } from "../../generated/contract.ts";
import type { FailureReason } from "../../generated/routes.ts";
import type { FailureKind } from "./provider.ts";

/** Calls that may follow at the same provider. */
export interface Again {
  /** How many after failures of this kind. */
  readonly times: number;
  /** The pause before each is a random one between these; it is longer by what the provider asked for. */
  readonly pauseMs: { readonly least: number; readonly most: number };
}

export interface FailureRule {
  /** undefined: the same provider is not asked again for this photo. */
  readonly again: Again | undefined;
  /**
   * When the slot's standby is asked: `afterwards`, when the calls of `again` are used up; `at_once`, without them unless
   * the provider itself said when to come back; `never`.
   */
  readonly standby: "afterwards" | "at_once" | "never";
  /**
   * What the breaker makes of it: an answer without a picture, an answer like any other, a reason to trip the slot at
   * once, or nothing.
   */
  readonly breaker: "imageless" | "answer" | "trip" | "nothing";
  /** How the job ends when this is the last word and its deadline has not passed; after it, a job is a timeout. */
  readonly outcome: Exclude<Outcome, "success">;
  /** What its client is told then. */
  readonly reason: Extract<FailureReason, "provider_error" | "photo_rejected" | "deadline_exceeded">;
}

const providerError = { outcome: "provider_error", reason: "provider_error" } as const;

export const failureRules: Readonly<Record<FailureKind, FailureRule>> = {
  no_image: {
    again: { times: 2, pauseMs: { least: 300, most: 1_000 } },
    standby: "afterwards",
    breaker: "imageless",
    ...providerError,
  },
  transient: {
    again: { times: 2, pauseMs: { least: 500, most: 2_000 } },
    standby: "afterwards",
    breaker: "imageless",
    ...providerError,
  },
  // Without a standby, and without a word of the provider, the pause is ours: an error now helps nobody.
  overload: {
    again: { times: 1, pauseMs: { least: 1_000, most: 2_000 } },
    standby: "at_once",
    breaker: "imageless",
    ...providerError,
  },
  rejected: { again: undefined, standby: "never", breaker: "answer", outcome: "refused", reason: "photo_rejected" },
  configuration: { again: undefined, standby: "at_once", breaker: "trip", ...providerError },
  // The last word only when too little time is left for anybody else: a driver that asks again and again gives up a
  // moment before the deadline, and the job is a timeout all the same.
  deadline: {
    again: undefined,
    standby: "afterwards",
    breaker: "imageless",
    outcome: "timeout",
    reason: "deadline_exceeded",
  },
  // Stopped by this service itself: nobody wants the picture any more, and nothing is said of the provider.
  aborted: { again: undefined, standby: "never", breaker: "nothing", ...providerError },
};
