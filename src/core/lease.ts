/** A lease: the right to be the only one at something until it expires, whatever becomes of the holder. */

export interface Lease {
  readonly name: string;
  readonly owner: string;
  /** Rises each time the lease changes hands, so that a late holder can be told from the present one. */
  readonly fence: number;
  /** Epoch milliseconds by the database's clock. */
  readonly expiresAtMs: number;
}

/** Somebody else holds it. */
export interface LeaseRefusal {
  readonly heldBy: string;
  readonly retryAfterMs: number;
}
