/** What every provider of edited pictures looks like to the rest of the service. The drivers are in src/providers. */
import type { Config } from "../../generated/config.ts";
import type { LabelValue, Provider } from "../../generated/contract.ts";
import type { Deadline } from "./deadline.ts";
import type { ImageType } from "./image-type.ts";

/** A photo that passed the checks of ingest, on disk. */
export interface Photo {
  readonly path: string;
  readonly type: ImageType;
  /** Pixels as the photo is looked at, after its orientation is applied. */
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
}

export interface ProviderRequest {
  readonly jobId: string;
  readonly photo: Photo;
  /** Settings of the slot as they are stored; the driver checks them with `checkSettings`. */
  readonly settings: unknown;
  /** Where the driver writes the picture. The file need not exist. */
  readonly resultPath: string;
  /** What an earlier call for the same photo was told to come back with: the work is paid for and must be resumed. */
  readonly ticket?: string;
}

export interface ProviderContext {
  /** Aborts at the deadline, or earlier when nobody wants the picture any more. */
  readonly signal: AbortSignal;
  /** Of this call: never later than that of the job. */
  readonly deadline: Deadline;
  /** Holds the keys; drivers themselves keep nothing. */
  readonly config: Config;
  /** Keeps what the provider wants to be asked with later; durable when it resolves. Awaited before the first question. */
  saveTicket(ticket: string): Promise<void>;
}

/** What an answer of a provider's server says beside the picture, for the log and the operators; holds no secret. */
export interface ProviderReport {
  /** HTTP status of the answer that decided. */
  readonly status?: number;
  /** By which the provider's support finds the call. */
  readonly requestId?: string;
  /** Rate limits and what is left of them, by header name in lower case. */
  readonly limits?: Readonly<Record<string, string>>;
}

/** How a call failed: the label `result` of provider_attempts_total without `ok`. */
export type FailureKind = Exclude<LabelValue<"result">, "ok">;

export interface ProviderFailure extends ProviderReport {
  readonly ok: false;
  readonly kind: FailureKind;
  /** For the log and the operators; holds no secret. */
  readonly reason: string;
  /** What the provider asked for, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The provider knows nothing of the ticket: nothing is left to come back for, and the next call may begin anew. */
  readonly ticketGone?: true;
}

export type ProviderResult =
  | ({ readonly ok: true; readonly type: ImageType; readonly sizeBytes: number } & ProviderReport)
  | ProviderFailure;

export interface ProviderDriver {
  readonly name: Provider;
  /** Whether this installation can use the provider: its key is set, the environment allows it. */
  configured(config: Config): boolean;
  /** What is wrong with the settings of a slot, one sentence each; [] when they are fine. */
  checkSettings(settings: unknown): string[];
  /**
   * Edits one photo. Writes the picture to `resultPath` and never returns it in memory. Settles soon after the signal
   * aborts and writes nothing to `resultPath` after it has settled. Rejects only for a defect of the driver.
   */
  process(request: ProviderRequest, context: ProviderContext): Promise<ProviderResult>;
  /** Whether the provider answers. Free of charge; ends when the signal aborts. */
  ping(signal: AbortSignal, config: Config): Promise<boolean>;
}

/** The providers that a configuration can use. */
export function configuredOf(drivers: readonly ProviderDriver[], config: Config): Provider[] {
  return drivers.filter((driver) => driver.configured(config)).map(({ name }) => name);
}

/** The failure of a call that its signal ended: `deadline` when the time is up, `aborted` when somebody stopped it. */
export function abortFailure(context: ProviderContext): ProviderFailure {
  const late = context.deadline.signal.aborted || context.deadline.remainingMs() === 0;
  return late
    ? { ok: false, kind: "deadline", reason: "the deadline passed during the call" }
    : { ok: false, kind: "aborted", reason: "the call was stopped before its deadline" };
}
