/** The places that several instances share, as core asks for them; src/storage/repos/permits.ts keeps them. */

/** A pool, and how many places it has to give now. */
export interface PoolLimit {
  /** `global`, `provider:gemini` or `slot:slot-001`. */
  readonly pool: string;
  readonly limit: number;
}

/** A place that somebody holds. */
export interface Place {
  readonly pool: string;
  readonly seq: number;
  /** Rises each time that the place changes hands, so that a late holder can be told from the present one. */
  readonly fence: number;
}

export interface PoolState {
  readonly pool: string;
  /** As many places there are, free or not; others are made when a limit needs them. */
  readonly places: number;
  /** Those that somebody holds, above the limit too. */
  readonly taken: number;
  /** After how many milliseconds the first of them is free by itself; null when nobody holds one. */
  readonly firstEndInMs: number | null;
}

/** Each of these is one statement on any connection. All reject when the places cannot be asked. */
export interface Places {
  /**
   * One place of each pool, or of none. It is `holder`'s, a name that is used once, for `leaseMs` by the clock that all
   * instances share. When this rejects, places may have been taken all the same: see `abandon`.
   */
  take(holder: string, wanted: readonly PoolLimit[], leaseMs: number): Promise<readonly Place[] | undefined>;
  /** How the pools are; one without any place yet is left out. */
  look(pools: readonly string[]): Promise<readonly PoolState[]>;
  /** Makes the places of a pool that are not there yet, up to `upTo`, knowing that those up to `from` are. */
  make(pool: string, from: number, upTo: number): Promise<void>;
  /** Frees those that nobody else holds by now; how many these were. Can be called again. */
  giveBack(places: readonly Place[]): Promise<number>;
  /** Frees whatever `holder` holds of these pools. */
  abandon(holder: string, pools: readonly string[]): Promise<void>;
}
