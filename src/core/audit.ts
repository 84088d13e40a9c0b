/** The audit: who changed what, when and why. Each change by anybody, a rule of the service included, is one entry. */

/** Who made a change: a person, a script's token, somebody at a terminal, or a rule of the service. */
export type Actor = `operator:${string}` | `token:${string}` | `cli:${string}` | `rule:${string}`;

export interface AuditEntry {
  readonly actor: Actor;
  /** A dotted word: `slot.saved`, `slot.tripped`. */
  readonly action: string;
  /** What was changed, with its kind: `slot:slot-003`, `setting:T_SYNC_RESPONSE_SECONDS`, `provider:gemini`. */
  readonly subject: string;
  /** In the words of whoever made the change. */
  readonly reason: string;
  /** JSON, never with a secret in it; null where there was nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface AuditRow extends Omit<AuditEntry, "actor"> {
  /** Rises with every entry. */
  readonly id: number;
  /** Epoch milliseconds by the database's clock. */
  readonly atMs: number;
  readonly actor: string;
}

/** Who asks for a change, and why. */
export interface Mandate {
  readonly actor: Actor;
  readonly reason: string;
}
