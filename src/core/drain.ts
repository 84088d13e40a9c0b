/** How far a process that is shutting down has come. */

export interface Drain {
  /** From SIGTERM on: readiness says no, so that load balancers look elsewhere; requests are still served. */
  announced(): boolean;
  /** From the end of DRAIN_DELAY_SECONDS on: no photo is taken any more, connections end with their answers. */
  refusing(): boolean;
  /** Aborts when it begins to refuse. */
  readonly refusal: AbortSignal;
  announce(): void;
  refuse(): void;
}

/** The state of a process that serves. */
export function createDrain(): Drain {
  let state: "serving" | "announced" | "refusing" = "serving";
  const refusal = new AbortController();
  return {
    announced: () => state !== "serving",
    refusing: () => state === "refusing",
    refusal: refusal.signal,
    announce() {
      if (state === "serving") state = "announced";
    },
    refuse() {
      state = "refusing";
      refusal.abort();
    },
  };
}
