/** The outbox: what has to be told to somebody outside, kept in the database until it is delivered. */
import type { Audience } from "../../generated/contract.ts";

/** JSON, never with a secret in it. */
export interface MessagePayload {
  /** All of it in one sentence, for people. */
  readonly text: string;
  readonly [name: string]: unknown;
}

export interface Message {
  readonly audience: Audience;
  /** A dotted word: `slot.tripped`, `provider.degraded`, `customer.notice`. */
  readonly event: string;
  /** Whatever is told once has one key: a second message with the same key is not taken. */
  readonly dedupeKey: string;
  readonly payload: MessagePayload;
}

/** A message that this deliverer alone may send now. */
export interface DueMessage extends Omit<Message, "dedupeKey"> {
  /** The same in each attempt: the receiver's key against duplicates. */
  readonly id: string;
  readonly createdAtMs: number;
  /** Milliseconds since it was put in, by the database's clock. */
  readonly ageMs: number;
  /** 1 the first time. */
  readonly attempt: number;
}
