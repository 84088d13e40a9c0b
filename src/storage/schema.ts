/** The tables, as kysely sees them: the one Database type. Columns are text, integers, epoch milliseconds and 0/1 only. */
import type { Generated, Kysely } from "kysely";
import type { components } from "../../generated/api.ts";
import type { Audience, Outcome, Provider, Result, Scope, SlotId, State } from "../../generated/contract.ts";
import type { ImageType } from "../core/image-type.ts";
import type { JobFailure, RemovedBecause } from "../core/job.ts";
import type { StateBy } from "../core/slot.ts";

export interface Database {
  jobs: JobsTable;
  slots: SlotsTable;
  settings: SettingsTable;
  cleanup_totals: CleanupTotalsTable;
  cleanup_state: CleanupStateTable;
  leases: LeasesTable;
  instances: InstancesTable;
  permits: PermitsTable;
  operator_sessions: OperatorSessionsTable;
  operator_tokens: OperatorTokensTable;
  operator_addresses: OperatorAddressesTable;
  audit: AuditTable;
  outbox: OutboxTable;
  actions: ActionsTable;
  notices: NoticesTable;
  provider_reports: ProviderReportsTable;
  outcome_counts: OutcomeCountsTable;
  breaker_calls: BreakerCallsTable;
  breaker_slots: BreakerSlotsTable;
  breaker_cut_offs: BreakerCutOffsTable;
}

/** Also stands for a transaction, see transaction.ts. Inside one, await queries only: others wait for it, and on PostgreSQL it may be begun again. */
export type Db = Kysely<Database>;

export interface JobsTable {
  id: string;
  slot_id: SlotId;
  provider: Provider;
  fence: number;
  created_at: number;
  deadline_at: number;
  finished_at: number | null;
  /** null while the job is pending. */
  outcome: Outcome | null;
  failure_reason: JobFailure | null;
  sha256: string;
  upload_bytes: number;
  slot_version: number;
  /** Set while a file of this key may exist: from success until cleanup has seen that it is gone. */
  media_key: string | null;
  result_type: ImageType | null;
  result_bytes: number | null;
  result_sha256: string | null;
  /** From here on the picture is not served, whether its file still exists or not. */
  removed_at: number | null;
  removed_because: RemovedBecause | null;
  recovered: 0 | 1;
  /** JSON of core/ledger.ts: where the time of the job went; null while it is pending. */
  ledger: string | null;
  /** The provider whose picture was answered, when it was the slot's standby; else null. */
  answered_by: Provider | null;
  /** JSON of {provider, ticket}: paid work at a provider that can be asked for again; null without such work. */
  ticket: string | null;
  /** The instance that works on it; null for a job from before there were several. */
  owner: string | null;
}

export interface SlotsTable {
  id: SlotId;
  provider: Provider;
  settings: string;
  state: State;
  state_reason: string;
  version: number;
  updated_at: number;
  standby_provider: Provider | null;
  standby_settings: string;
  max_parallel: number | null;
  max_attempts: number;
  state_by: StateBy;
  state_since: number;
  state_until: number | null;
}

interface SettingsTable {
  name: string;
  /** JSON; `null` when the operator took the setting back. The row stays, so that versions never fall. */
  value: string;
  version: number;
  updated_at: number;
}

interface CleanupTotalsTable {
  scope: Scope;
  deleted: number;
  failed: number;
  stored_bytes: number | null;
}

interface CleanupStateTable {
  id: 1;
  last_success_at: number;
  boot_id: string | null;
  clock_offset_ms: number | null;
  last_wall_at: number;
}

interface PermitsTable {
  /** `global`, `provider:gemini` or `slot:slot-001`. */
  pool: string;
  /** From 1 on; one above the limit in force is given to nobody. */
  seq: number;
  /** A name that nobody else has, of whoever holds the place; null when it was given back. */
  holder: string | null;
  /** The instance that holds it; null when it was given back. */
  owner: string | null;
  /** Rises each time that the place changes hands. */
  fence: number;
  /** By the database's clock; from then on it is free, whatever its holder thinks. null when it was given back. */
  expires_at: number | null;
}

export interface OperatorSessionsTable {
  /** SHA-256 of the cookie's value, in hexadecimal. */
  id_hash: string;
  account: string;
  /** Of the account as it was at the sign-in: a session ends with the password that began it. */
  account_stamp: string;
  created_at: number;
  seen_at: number;
}

export interface OperatorTokensTable {
  /** For ever: also a token that is revoked keeps its name, so that a row of the audit means one token. */
  name: string;
  /** SHA-256 of the token, in hexadecimal. */
  secret_hash: string;
  created_at: number;
  created_by: string;
  expires_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

interface OperatorAddressesTable {
  account: string;
  address: string;
  signed_in_at: number;
}

interface LeasesTable {
  name: string;
  owner: string;
  expires_at: number;
  fence: number;
}

interface InstancesTable {
  id: string;
  host: string;
  started_at: number;
  /** By the database's clock. */
  seen_at: number;
}

export interface AuditTable {
  id: Generated<number>;
  at: number;
  actor: string;
  action: string;
  subject: string;
  reason: string;
  /** JSON; null where there was nothing. */
  before: string | null;
  after: string | null;
}

export interface OutboxTable {
  /** The order in which they were put in. */
  seq: Generated<number>;
  id: string;
  audience: Audience;
  event: string;
  dedupe_key: string;
  payload: string;
  created_at: number;
  attempts: Generated<number>;
  /** null when nothing more will be tried: it was delivered, or `last_error` says why not. */
  next_attempt_at: number | null;
  delivered_at: number | null;
  /** Why the last attempt failed; null before the first failure. */
  last_error: string | null;
}

export interface ActionsTable {
  id: Generated<number>;
  /** One that an older version took stays; who reads it must not take it for one of today's. */
  type: components["schemas"]["ActionType"];
  params: string;
  reason: string;
  actor: string;
  at: number;
  effect: string;
  /** JSON; what the undo goes back to. null where nothing can be undone. */
  before: string | null;
  after: string | null;
  /** When it is taken back by itself; null when never, or not any more. */
  revert_at: number | null;
  undone_at: number | null;
  undone_by: string | null;
}

export interface NoticesTable {
  id: Generated<number>;
  text: string;
  since: number;
  ended_at: number | null;
}

interface ProviderReportsTable {
  provider: Provider;
  /** Whether the service that started last can use the provider. */
  configured: 0 | 1;
  /** JSON of core/attempt-report.ts: the last attempt that gave a picture; null while there was none. */
  last_ok: string | null;
  /** The same of the last one that gave none. */
  last_failure: string | null;
}

export interface OutcomeCountsTable {
  /** 1 or 60: each job is counted in the minute and in the hour of its end. */
  span_minutes: 1 | 60;
  /** Begin of the minute or hour in epoch milliseconds. */
  since: number;
  slot_id: SlotId;
  /** Of the last attempt: who answered, or failed last. */
  provider: Provider;
  outcome: Outcome;
  /** The bucket of its duration by its upper bound in seconds, `+Inf` with them; `none` when nobody was answered. */
  le: string;
  jobs: number;
}

/** Calls to providers as each instance saw them, for as long as the breaker's longest window. Empty where one works alone. */
interface BreakerCallsTable {
  instance: string;
  /** Rises with each row of an instance, in the order in which they become visible: a reader misses none. */
  seq: number;
  at: number;
  slot_id: SlotId;
  slot_version: number;
  provider: Provider;
  result: Result;
  /** Whether this is the photo's last word from the provider; else a call. */
  final: 0 | 1;
  request_id: string | null;
}

/** core/breaker.ts, SlotMemory: what the next one who decides must know. */
interface BreakerSlotsTable {
  slot_id: SlotId;
  version: number;
  valid_from: number;
  fresh_from: number;
  strikes: number;
  active_since: number;
}

/** Instances that send a provider no photos, because they alone fail with it. */
interface BreakerCutOffsTable {
  instance: string;
  provider: Provider;
  since: number;
}
