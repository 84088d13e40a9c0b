// Generated from spec/contracts/openapi.yaml by codegen/emitters/api.ts. Do not edit: npm run codegen
/** The types of the HTTP contract: paths, operations and components. */

export interface paths {
    readonly "/api/ingest/{slot_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Edit a photo and answer with the edited picture within T_sync_response. */
        readonly post: operations["ingestPhoto"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/results/{job_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The job, as X-Job-Id named it. Knowing it is the right to read the picture. */
                readonly job_id: components["parameters"]["JobId"];
            };
            readonly cookie?: never;
        };
        /** The edited picture of a job, until it expires. */
        readonly get: operations["getResult"];
        readonly put?: never;
        readonly post?: never;
        /** Remove the picture of a job before it expires; with the ingest password, of a job of slot-test. */
        readonly delete: operations["deleteResult"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/slots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The slots, what edits their photos and the state each is in. */
        readonly get: operations["listSlots"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/slots/{slot_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The slot that the photo is for. */
                readonly slot_id: components["parameters"]["SlotId"];
            };
            readonly cookie?: never;
        };
        /** One slot with its settings, its limits and why it is in its state. */
        readonly get: operations["getSlot"];
        /** Change what edits the slot's photos, its standby and its limits. */
        readonly put: operations["saveSlot"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/slots/{slot_id}/maintenance": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The slot that the photo is for. */
                readonly slot_id: components["parameters"]["SlotId"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take the slot out of service, or put it back, and tell the operators. */
        readonly post: operations["setMaintenance"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/slots/{slot_id}/test-run": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Edit a photo as the slot would, or with other settings, without a job and without saving anything. */
        readonly post: operations["testRunSlot"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/settings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What can be changed while the service runs, what is in force and what the configuration says. */
        readonly get: operations["listSettings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/settings/{setting}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The setting, by the name of its variable. */
                readonly setting: components["parameters"]["Setting"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Change a setting from now on, or go back to the configuration. */
        readonly put: operations["changeSetting"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/providers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Each provider's last answer, last failure and rate limits. */
        readonly get: operations["listProviders"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest-password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Give the booths a new password; the old one goes on working for a while. */
        readonly post: operations["changeIngestPassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/actions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The actions of the playbook that were run, the newest first. */
        readonly get: operations["listActions"];
        readonly put?: never;
        /** Run an action of the playbook, or see with dry_run what it would change. */
        readonly post: operations["runAction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/actions/{action_id}/undo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take an action back, unless somebody has changed the same thing since. */
        readonly post: operations["undoAction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who changed what and why, the newest first. */
        readonly get: operations["listAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/stats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How the jobs of the last minutes ended and how long they took, by slot and by provider. */
        readonly get: operations["getStats"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/jobs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The jobs, the newest first. */
        readonly get: operations["listJobs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/jobs/{job_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One job. */
        readonly get: operations["getJob"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/jobs/{job_id}/thumbnail": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The edited picture of a job, made small, until it expires. */
        readonly get: operations["getThumbnail"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The hall as it is and whenever it changes, as server-sent events, for as long as the listener is let in. */
        readonly get: operations["watchHall"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/console": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The operators' page. */
        readonly get: operations["openConsole"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/console/{file}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A file that the operators' page is made of. */
        readonly get: operations["consoleAsset"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** For customers, whether photos are edited, and what the operators say about it. */
        readonly get: operations["getStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Which of the contract's alerts hold now, as this process sees it, each with its playbook step and what that would change. */
        readonly get: operations["listAlerts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who one is, by session or token. */
        readonly get: operations["getSession"];
        readonly put?: never;
        /** Sign in with the name and password of an account of OPERATORS. */
        readonly post: operations["signIn"];
        /** End this session. */
        readonly delete: operations["signOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All tokens, without their secrets. */
        readonly get: operations["listTokens"];
        readonly put?: never;
        /** A token for a script; its secret is shown this once. People create tokens, tokens do not. */
        readonly post: operations["createToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/tokens/{token_name}/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a token, from the next request on. */
        readonly post: operations["revokeToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The metrics of this process in the Prometheus text format. */
        readonly get: operations["getMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Readiness. What a load balancer asks. */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/livez": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The process is alive. What a container's health check asks. */
        readonly get: operations["getLiveness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description 128 random bits. */
        readonly JobId: string;
        /** @description The fields may come in any order; further text fields are ignored. */
        readonly IngestForm: {
            /** @description INGEST_PASSWORD, or the one that an operator has set since. */
            readonly password: string;
            /** @description The photo: JPEG, PNG or WebP. */
            readonly fileToUpload: string;
            /** @description MD5 (32 digits), SHA-1 (40) or SHA-256 (64) of the photo in hexadecimal. */
            readonly hash?: string;
        } & {
            readonly [key: string]: string;
        };
        /** @description The one shape of every refusal. */
        readonly Failure: {
            /** @description The HTTP status again. */
            readonly status: number;
            readonly failure_reason: components["schemas"]["FailureReason"];
            /** @description What was wrong and what to do about it. */
            readonly details?: string;
            /** @description Seconds after which a new attempt makes sense. */
            readonly retry_after?: number;
            /** @description The request in the log. */
            readonly request_id: string;
        };
        /** @description Why a request was refused. */
        readonly FailureReason: "invalid_request" | "hash_mismatch" | "upload_aborted" | "invalid_password" | "invalid_token" | "not_signed_in" | "loopback_only" | "operators_only" | "network_not_allowed" | "wrong_origin" | "route_not_found" | "slot_not_found" | "result_not_found" | "not_found" | "method_not_allowed" | "upload_timeout" | "conflict" | "name_taken" | "result_expired" | "stale_version" | "payload_too_large" | "too_many_pixels" | "unsupported_media_type" | "invalid_image" | "invalid_settings" | "photo_rejected" | "version_required" | "busy" | "too_many_attempts" | "internal_error" | "provider_error" | "slot_maintenance" | "slot_tripped" | "storage_pressure" | "database_unavailable" | "media_unavailable" | "draining" | "console_not_built" | "deadline_exceeded";
        readonly OutcomeStats: {
            /** @description How many ended. */
            readonly jobs: number;
            /** @description How many ended how; each value of the label outcome is there. */
            readonly outcomes: {
                readonly [key: string]: number;
            };
            /** @description Timeouts among all but the refused, as HighTimeoutRate counts; null without any. */
            readonly timeout_share: number | null;
            /** @description Interpolated in the buckets of ingest_duration_seconds; null when nobody was answered. The time ends with the commit of the outcome, so it lacks what sending the picture took. */
            readonly p50_seconds: number | null;
            /** @description Interpolated in the buckets of ingest_duration_seconds; null when nobody was answered. The time ends with the commit of the outcome, so it lacks what sending the picture took. */
            readonly p95_seconds: number | null;
        };
        readonly Stats: {
            readonly window_minutes: number;
            readonly since: components["schemas"]["Time"];
            readonly until: components["schemas"]["Time"];
            /** @description Jobs that have not ended, slot-test aside. */
            readonly in_flight: number;
            readonly total: components["schemas"]["OutcomeStats"];
            /** @description Every slot; slot-test is in no total. */
            readonly slots: readonly {
                /** @enum {string} */
                readonly slot_id: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
                readonly in_flight: number;
                readonly stats: components["schemas"]["OutcomeStats"];
            }[];
            /** @description Those that answered, or failed last, slot-test aside. */
            readonly providers: readonly {
                /** @enum {string} */
                readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
                readonly stats: components["schemas"]["OutcomeStats"];
            }[];
        };
        readonly JobList: {
            readonly jobs: readonly components["schemas"]["Job"][];
            /** @description before of the next page; null when this is the last one. */
            readonly next: components["schemas"]["JobId"] | null;
        };
        readonly Job: {
            readonly job_id: components["schemas"]["JobId"];
            /** @enum {string} */
            readonly slot_id: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
            readonly slot_version: number;
            /**
             * @description The slot's own when the job began.
             * @enum {string}
             */
            readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            /** @description Whose picture it is, when the standby made it. */
            readonly answered_by: ("local" | "http" | "gemini" | "openai" | "turbotext" | "fault") | null;
            readonly created_at: components["schemas"]["Time"];
            readonly deadline_at: components["schemas"]["Time"];
            readonly finished_at: components["schemas"]["Time"] | null;
            /** @description Null while the job is pending. */
            readonly outcome: ("success" | "timeout" | "provider_error" | "refused" | "internal_error") | null;
            readonly failure_reason: components["schemas"]["FailureReason"] | null;
            readonly upload_bytes: number;
            /** @description Whether its picture is kept; one that has expired is, until the next cleanup. */
            readonly has_picture: boolean;
            readonly removed: {
                readonly at: components["schemas"]["Time"];
                /** @enum {string} */
                readonly because: "expired" | "deleted" | "missing";
            } | null;
            /** @description Its process died; a later one gave it its outcome. */
            readonly recovered: boolean;
            /** @description Where its time went, in milliseconds; null while it is pending and when its process died. */
            readonly ledger: components["schemas"]["JobLedger"] | null;
        };
        readonly JobLedger: {
            readonly upload_ms: number;
            /** @description For a permit. */
            readonly wait_ms: number;
            readonly attempts: readonly {
                /** @enum {string} */
                readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
                /** @enum {string} */
                readonly result: "ok" | "rejected" | "no_image" | "transient" | "overload" | "configuration" | "deadline" | "aborted";
                /** @description From the request's headers. */
                readonly start_ms: number;
                readonly ms: number;
                /** @description Why it gave no picture, in the words of the provider. */
                readonly reason: string | null;
            }[];
            /** @description Null when there was nothing to write. */
            readonly write_ms: number | null;
        };
        readonly SlotList: {
            readonly slots: readonly components["schemas"]["Slot"][];
        };
        readonly Slot: {
            /** @enum {string} */
            readonly slot_id: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
            /** @enum {string} */
            readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            /** @enum {string} */
            readonly state: "active" | "degraded" | "maintenance" | "tripped" | "probing";
            /** @description Rises with every change of the slot. */
            readonly version: number;
        };
        /** @description Why, for whoever reads the audit. */
        readonly Reason: string;
        /**
         * Format: date-time
         * @description UTC, as 2026-11-26T18:00:00Z.
         */
        readonly Time: string;
        readonly Because: {
            readonly reason: components["schemas"]["Reason"];
        };
        /** @description As the provider's own schema has it. */
        readonly ProviderSettings: {
            readonly [key: string]: unknown;
        };
        /** @description What the type of the action takes. */
        readonly ActionParams: {
            readonly [key: string]: unknown;
        };
        /** @description What edits when the provider fails or the slot is tripped. */
        readonly Standby: {
            /** @enum {string} */
            readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            readonly settings?: components["schemas"]["ProviderSettings"];
        };
        readonly SlotDetails: {
            /** @enum {string} */
            readonly slot_id: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
            /** @enum {string} */
            readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            readonly settings: components["schemas"]["ProviderSettings"];
            readonly standby: components["schemas"]["Standby"] | null;
            /** @description Photos of this slot that may be in work at once; null leaves it to the other limits. */
            readonly max_parallel: number | null;
            /** @description Calls that one photo may cost at most. */
            readonly max_attempts: number;
            /** @enum {string} */
            readonly state: "active" | "degraded" | "maintenance" | "tripped" | "probing";
            /** @enum {string} */
            readonly state_by: "operator" | "rule";
            readonly state_reason: string;
            readonly state_since: components["schemas"]["Time"];
            readonly state_until: components["schemas"]["Time"] | null;
            readonly version: number;
        };
        /** @description What is left out stays. Another provider starts with the settings given, or with its defaults. */
        readonly SlotOrder: {
            readonly reason: components["schemas"]["Reason"];
            /** @enum {string} */
            readonly provider?: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            readonly settings?: components["schemas"]["ProviderSettings"];
            readonly standby?: components["schemas"]["Standby"] | null;
            readonly max_parallel?: number | null;
            readonly max_attempts?: number;
        };
        readonly MaintenanceOrder: {
            readonly on: boolean;
            readonly reason: components["schemas"]["Reason"];
            readonly expected_end?: components["schemas"]["Time"];
        };
        readonly SettingList: {
            readonly settings: readonly components["schemas"]["Setting"][];
        };
        readonly Setting: {
            readonly name: string;
            /** @description In force. */
            readonly value: number;
            /** @description What the configuration says. */
            readonly configured: number;
            readonly changed_at: components["schemas"]["Time"] | null;
            /** @description Rises with every change, for If-Match. */
            readonly version: number;
        };
        readonly SettingOrder: {
            /** @description null goes back to the configuration. */
            readonly value: number | null;
            readonly reason: components["schemas"]["Reason"];
        };
        readonly TestRunForm: {
            /** @description The photo: JPEG, PNG or WebP. */
            readonly fileToUpload: string;
            /** @description JSON of TestRunOverrides, to try before they are saved. */
            readonly overrides?: string;
        } & {
            readonly [key: string]: string;
        };
        /** @description What to try in the place of the slot's own; a provider without settings gets its defaults. */
        readonly TestRunOverrides: {
            /** @enum {string} */
            readonly provider?: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            readonly settings?: components["schemas"]["ProviderSettings"];
        };
        readonly ProviderList: {
            readonly providers: readonly components["schemas"]["ProviderReport"][];
        };
        readonly ProviderReport: {
            /** @enum {string} */
            readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            readonly configured: boolean;
            /** @description Whether its last pings were answered; null while not configured. */
            readonly up: boolean | null;
            /** @description Whose own provider it is. */
            readonly slots: readonly ("slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test")[];
            readonly last_ok_at: components["schemas"]["Time"] | null;
            readonly last_failure: {
                readonly at: components["schemas"]["Time"];
                /** @enum {string} */
                readonly result: "ok" | "rejected" | "no_image" | "transient" | "overload" | "configuration" | "deadline" | "aborted";
                readonly reason: string;
                readonly status: number | null;
                readonly request_id: string | null;
            } | null;
            /** @description Rate-limit headers of the last answer that had some. */
            readonly limits: {
                readonly [key: string]: string;
            };
        };
        readonly IngestPasswordOrder: {
            /** @description Kept hashed and never shown. */
            readonly password: string;
            /**
             * @description How long the old one goes on working.
             * @default 1440
             */
            readonly overlap_minutes?: number;
            readonly reason: components["schemas"]["Reason"];
        };
        readonly IngestPasswordState: {
            readonly changed_at: components["schemas"]["Time"] | null;
            readonly old_works_until: components["schemas"]["Time"] | null;
        };
        /** @description What an action does, and what its params are. */
        readonly ActionType: "t_sync_response.set" | "parallelism.set" | "ttl.set" | "slot.maintenance" | "slot.activate" | "provider.failover" | "cleanup.run" | "notice.set" | "notice.clear" | "operators.notify";
        /** @description Params of t_sync_response.set. */
        readonly TSyncParams: {
            /** @description Within the bounds of T_SYNC_RESPONSE_SECONDS. */
            readonly seconds: number;
        };
        /** @description Params of parallelism.set; the limit of all, of a provider or of a slot. */
        readonly ParallelismParams: {
            readonly limit: number;
            /** @enum {string} */
            readonly provider?: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            /** @enum {string} */
            readonly slot_id?: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
        };
        /** @description Params of ttl.set. */
        readonly TtlParams: {
            /** @description Within the bounds of RESULT_TTL_HOURS. */
            readonly hours: number;
        };
        /** @description Params of slot.maintenance. */
        readonly SlotMaintenanceParams: {
            /** @enum {string} */
            readonly slot_id: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
            readonly expected_end?: components["schemas"]["Time"];
        };
        /** @description Params of slot.activate. */
        readonly SlotParams: {
            /** @enum {string} */
            readonly slot_id: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
        };
        /** @description Params of provider.failover. */
        readonly FailoverParams: {
            /** @enum {string} */
            readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
        };
        /** @description Params of cleanup.run. */
        readonly CleanupParams: {
            /** @description With dry_run: what RESULT_TTL_HOURS of this would free. */
            readonly ttl_hours?: number;
        };
        /** @description Params of notice.set. */
        readonly NoticeParams: {
            /** @description Public. */
            readonly text: string;
        };
        /** @description Params of an action that takes none. */
        readonly NoParams: Record<string, never>;
        /** @description Params of operators.notify. */
        readonly MessageParams: {
            readonly text: string;
        };
        readonly ActionOrder: {
            readonly type: components["schemas"]["ActionType"];
            readonly params?: components["schemas"]["ActionParams"];
            readonly reason: components["schemas"]["Reason"];
            /**
             * @description Change nothing and say what would change.
             * @default false
             */
            readonly dry_run?: boolean;
            /** @description Taken back by itself after this time. */
            readonly revert_after_minutes?: number;
        };
        readonly Action: {
            /** @description null of a dry run. */
            readonly id: number | null;
            readonly type: components["schemas"]["ActionType"];
            readonly params: components["schemas"]["ActionParams"];
            readonly reason: string;
            readonly actor: string;
            readonly at: components["schemas"]["Time"];
            readonly dry_run: boolean;
            /** @description One sentence for people. */
            readonly effect: string;
            /** @description What the undo goes back to. */
            readonly before: unknown;
            /** @description What is in force through it. */
            readonly after: unknown;
            readonly revert_at: components["schemas"]["Time"] | null;
            readonly undone_at: components["schemas"]["Time"] | null;
            readonly undone_by: string | null;
            readonly undoable: boolean;
        };
        readonly ActionList: {
            readonly actions: readonly components["schemas"]["Action"][];
        };
        readonly AuditList: {
            readonly entries: readonly components["schemas"]["AuditEntry"][];
        };
        readonly AuditEntry: {
            readonly id: number;
            readonly at: components["schemas"]["Time"];
            readonly actor: string;
            readonly action: string;
            readonly subject: string;
            readonly reason: string;
            /** @description JSON, or null. */
            readonly before: unknown;
            /** @description JSON, or null. */
            readonly after: unknown;
        };
        /** @description What the operators' page shows of all slots at once. Counts and times are of the last 15 minutes. */
        readonly Hall: {
            readonly at: components["schemas"]["Time"];
            /** @description When kpis, alerts and volume were evaluated, as AlertList has it. The rest is of `at`. */
            readonly evaluated_at: components["schemas"]["Time"];
            readonly t_sync_response_seconds: number;
            /** @description In the order of the contract, as this process sees them. */
            readonly kpis: readonly components["schemas"]["Kpi"][];
            /** @description All alerts, those that fire first, as this process sees them. */
            readonly alerts: readonly components["schemas"]["Alert"][];
            /** @description In the order of the contract. */
            readonly slots: readonly components["schemas"]["HallSlot"][];
            /** @description Of the media. */
            readonly volume: {
                /** @description Null while it is not known. */
                readonly used_ratio: number | null;
            };
        };
        /** @description A key figure that was promised. It is kept while `value op threshold` holds. */
        readonly Kpi: {
            readonly name: string;
            /** @description What was promised. */
            readonly help: string;
            /** @description Of the window of the contract, the worst where there are several; null without anything to take it from. */
            readonly value: number | null;
            /** @enum {string} */
            readonly op: "<" | "<=" | ">" | ">=" | "==" | "!=";
            readonly threshold: number;
            /** @description ratio for a share of 1, else what it is measured in, as seconds; number for a count. */
            readonly unit: string;
            /** @description The alert that guards it. */
            readonly alert: string;
        };
        readonly HallSlot: {
            /** @enum {string} */
            readonly id: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
            readonly version: number;
            /** @enum {string} */
            readonly state: "active" | "degraded" | "maintenance" | "tripped" | "probing";
            /** @enum {string} */
            readonly state_by: "operator" | "rule";
            /** @description Why it is in this state, as of a maintenance; empty when nothing was said. */
            readonly state_reason: string;
            readonly state_since: components["schemas"]["Time"];
            /** @description When a maintenance is expected to end. */
            readonly state_until: components["schemas"]["Time"] | null;
            /** @enum {string} */
            readonly provider: "local" | "http" | "gemini" | "openai" | "turbotext" | "fault";
            readonly standby_provider: ("local" | "http" | "gemini" | "openai" | "turbotext" | "fault") | null;
            /** @description Jobs that ended with a picture. */
            readonly answered: number;
            /** @description Jobs that ran into T_sync_response. */
            readonly timeouts: number;
            /** @description Jobs that the provider or the service failed. */
            readonly failed: number;
            /** @description Photos that the provider refused; they count against nobody. */
            readonly refused: number;
            /** @description Interpolated in the buckets of ingest_duration_seconds; null when nobody was answered. The time ends with the commit of the outcome, so it lacks what sending the picture took. */
            readonly p95_seconds: number | null;
            /** @description p95_seconds over the T_sync_response in force. */
            readonly deadline_used_p95: number | null;
            readonly inflight: number;
            /** @description How many of the newest jobs gave a picture, one after the other; 3 stands for more. Refused ones are passed over. */
            readonly in_a_row: number;
            /** @description The newest jobs whose pictures are served, for /api/jobs/{job_id}/thumbnail. */
            readonly pictures: readonly components["schemas"]["JobId"][];
        };
        readonly Status: {
            /**
             * @description ok while every active slot edits; degraded when some do not; unavailable when none does.
             * @enum {string}
             */
            readonly status: "ok" | "degraded" | "unavailable";
            readonly notice: {
                readonly text: string;
                readonly since: components["schemas"]["Time"];
            } | null;
        };
        readonly AlertList: {
            /** @description This process knows of nothing before. Silence since a moment ago is no health. */
            readonly watching_since: components["schemas"]["Time"];
            readonly evaluated_at: components["schemas"]["Time"];
            readonly alerts: readonly components["schemas"]["Alert"][];
        };
        /** @description An alert, once for each set of labels that it holds for, and once when it holds for none. */
        readonly Alert: {
            readonly name: string;
            /** @enum {string} */
            readonly severity: "page" | "ticket";
            /**
             * @description pending holds, but not yet for as long as the alert demands; firing is for some alerts also a while after they held last, with the last value; unknown is not evaluated here, reason says why.
             * @enum {string}
             */
            readonly state: "firing" | "pending" | "inactive" | "unknown";
            /**
             * @description Who can evaluate what this process cannot.
             * @enum {string|null}
             */
            readonly needs: "prometheus" | null;
            /** @description Why the state is unknown; null when it is known. */
            readonly reason: string | null;
            /** @description Since when it is in this state, as far as this process has watched. A null is an unknown state. */
            readonly since: components["schemas"]["Time"] | null;
            /** @description Of its expression; null while it does not hold, and for what is no number. */
            readonly value: number | null;
            /** @description Of what it holds for. */
            readonly labels: {
                readonly [key: string]: string;
            };
            /** @description What it says; null while it does not hold. */
            readonly summary: string | null;
            /** @description What to do. */
            readonly action: string;
            /** @description The step of the playbook. */
            readonly playbook: string;
            readonly suggestions: readonly components["schemas"]["Suggestion"][];
        };
        /** @description An action of the playbook, and what is known of what it would change. */
        readonly Suggestion: {
            /** @enum {string} */
            readonly type: "t_sync_response.set" | "parallelism.set" | "ttl.set" | "slot.maintenance" | "slot.activate" | "provider.failover" | "cleanup.run" | "notice.set";
            /** @description As the action takes them. */
            readonly params: {
                readonly [key: string]: string | number;
            };
            /** @description After how long it had better end by itself. */
            readonly revert_after_minutes: number | null;
            readonly effect: string;
        };
        readonly SignIn: {
            /** @description Name of the account. */
            readonly name: string;
            readonly password: string;
        };
        readonly Session: {
            /** @description Name of the account or of the token. */
            readonly name: string;
            /** @enum {string} */
            readonly via: "session" | "token";
            /**
             * Format: date-time
             * @description When it ends; a session that is used lasts longer, up to 12 hours after the sign-in.
             */
            readonly expires_at: string;
        };
        /** @description Small letters, digits, dots and dashes. */
        readonly TokenName: string;
        readonly NewToken: {
            readonly name: components["schemas"]["TokenName"];
            readonly expires_in_days: number;
            readonly reason: components["schemas"]["Reason"];
        };
        readonly Token: {
            readonly name: components["schemas"]["TokenName"];
            /** Format: date-time */
            readonly created_at: string;
            /** @description operator:NAME or cli:USER. */
            readonly created_by: string;
            /** Format: date-time */
            readonly expires_at: string;
            /**
             * Format: date-time
             * @description To the minute; null when it never was.
             */
            readonly last_used_at: string | null;
            /** Format: date-time */
            readonly revoked_at: string | null;
        };
        readonly CreatedToken: {
            readonly token: components["schemas"]["Token"];
            /** @description To be sent as Authorization: Bearer. Nobody can show it again. */
            readonly secret: string;
        };
        readonly TokenList: {
            readonly tokens: readonly components["schemas"]["Token"][];
        };
        readonly Health: {
            /** @enum {string} */
            readonly status: "ok" | "degraded" | "unavailable";
            readonly contract_version: string;
            readonly checks: readonly components["schemas"]["HealthCheck"][];
        };
        readonly HealthCheck: {
            /** @description database, media, slots, drain, or provider: and its name. */
            readonly name: string;
            /** @enum {string} */
            readonly status: "ok" | "degraded" | "unavailable";
            readonly details?: string;
        };
        readonly Liveness: {
            /** @constant */
            readonly status: "ok";
        };
        /** @description Settings of a slot with the provider local, which edits the photo on this machine. */
        readonly LocalSettings: {
            /**
             * @description grayscale; a warm sepia-like tint; or the photo within a blurred frame of itself.
             * @default tint
             * @enum {string}
             */
            readonly edit?: "grayscale" | "tint" | "frame";
            /** @description A line of text at the foot of the picture. */
            readonly caption?: string;
            /**
             * @description Longest edge of the result in pixels.
             * @default 2048
             */
            readonly max_edge?: number;
        };
        /** @description Settings of a slot with the provider fault, which fails on purpose. Refused in production. */
        readonly FaultSettings: {
            /**
             * @description none and delay give an edited picture; error is a failed call; hang never answers; no_image answers without a picture; garbage answers with bytes that are none; reject refuses the photo.
             * @default none
             * @enum {string}
             */
            readonly fault?: "none" | "delay" | "error" | "hang" | "no_image" | "garbage" | "reject";
            /**
             * @description Wait before the fault.
             * @default 0
             */
            readonly delay_ms?: number;
            /**
             * @description Which share of the calls meets the fault, by chance; the others give an edited picture.
             * @default 1
             */
            readonly share?: number;
        };
        /** @description Settings of a slot with the provider turbotext, which puts the photo into a queue and is asked for the picture. What is left out is left to Turbotext. */
        readonly TurbotextSettings: {
            /**
             * @description image2image edits the photo as content says; mix brings the style of second_image_url into it; deepfake puts the face of second_image_url into it.
             * @enum {string}
             */
            readonly operation: "image2image" | "mix" | "deepfake";
            /** @description What to do with the photo. image2image needs it. */
            readonly content?: string;
            /** @description Address at which Turbotext finds the picture whose style or face is used. mix and deepfake need it. */
            readonly second_image_url?: string;
            /** @description How much the photo is changed; Turbotext takes 40. */
            readonly strength?: number;
            /** @description The same seed gives the same picture. */
            readonly seed?: number;
            /** @description How closely content is followed; Turbotext takes 7.5. */
            readonly scale?: number;
            /** @description What the picture shall not show; at most 80 words. */
            readonly negative_prompt?: string;
            /** @description Language of content; Turbotext takes ru. */
            readonly original_language?: string;
            /** @description Number of the account's user at Turbotext; it takes 1. */
            readonly user_id?: number;
            /** @description Whether deepfake mends the face afterwards. */
            readonly face_restore?: boolean;
            /**
             * @description Milliseconds between two questions for the picture.
             * @default 2500
             */
            readonly poll_ms?: number;
            /** @description Hosts beside that of TURBOTEXT_BASE_URL from which a picture may be fetched; they never get the key. */
            readonly download_hosts?: readonly string[];
        } & (unknown & unknown);
        /** @description Settings of a slot with the provider http, an endpoint of your own. It gets the photo in a POST with X-Job-Id, Idempotency-Key, X-Deadline-Ms and X-Signature, which src/providers/http-request.ts shows how to check. It answers 200 with image/* or with JSON that has image_b64 or url; 202 with poll_url, at the same origin, and after_ms; or an error status with {error: {code, retryable, message}}, whose code content_rejected, or the status 422, refuses the photo. */
        readonly HttpSettings: {
            /** @description Address of the endpoint; https, unless it is private and PROVIDER_PRIVATE_ADDRESSES allows that. */
            readonly url: string;
            /** @description What to do with the photo. */
            readonly prompt?: string;
            /** @description Anything else that the endpoint wants to know. */
            readonly params?: Record<string, never>;
            /**
             * @description multipart sends a form with image, prompt and params; json sends an object with image_b64, content_type, prompt and params.
             * @default multipart
             * @enum {string}
             */
            readonly encoding?: "multipart" | "json";
        };
        /** @description Settings of a slot with the provider gemini (generateContent). */
        readonly GeminiSettings: {
            /** @description What to make of the photo. */
            readonly prompt: string;
            /**
             * @description A model that answers with pictures. One that was shut down is a mistake in the configuration.
             * @default gemini-3.1-flash-image
             */
            readonly model?: string;
            /**
             * @description Version of the API.
             * @default v1beta
             * @enum {string}
             */
            readonly api_version?: "v1beta" | "v1";
            /**
             * @description Width to height of the picture. Without it the model decides, mostly as the photo is.
             * @enum {string}
             */
            readonly aspect_ratio?: "1:1" | "2:3" | "3:2" | "3:4" | "4:3" | "4:5" | "5:4" | "9:16" | "16:9" | "21:9";
            /**
             * @description Sent only when set; models before gemini-3 refuse it.
             * @enum {string}
             */
            readonly image_size?: "1K" | "2K" | "4K";
        };
        /** @description Settings of a slot with the provider openai (images/edits). */
        readonly OpenaiSettings: {
            /** @description What to make of the photo. */
            readonly prompt: string;
            /**
             * @description Always sent, as the API's own default changes.
             * @default gpt-image-2
             */
            readonly model?: string;
            /**
             * @description Width and height of the picture in pixels.
             * @default auto
             * @enum {string}
             */
            readonly size?: "auto" | "1024x1024" | "1536x1024" | "1024x1536";
            /**
             * @description high and auto can take longer than T_sync_response.
             * @default medium
             * @enum {string}
             */
            readonly quality?: "low" | "medium" | "high" | "auto";
            /**
             * @description jpeg is made fastest.
             * @default jpeg
             * @enum {string}
             */
            readonly output_format?: "jpeg" | "png" | "webp";
            /** @description Quality of jpeg and webp, 100 the best. Sent only when set. */
            readonly output_compression?: number;
            /**
             * @description Sent only when set; transparent needs png or webp and a model that can do it.
             * @enum {string}
             */
            readonly background?: "auto" | "opaque" | "transparent";
            /**
             * @description How closely faces are kept. Sent only when set; not every model takes it.
             * @enum {string}
             */
            readonly input_fidelity?: "low" | "high";
            /**
             * @description How strictly photos are refused. Sent only when set.
             * @enum {string}
             */
            readonly moderation?: "auto" | "low";
        };
    };
    responses: {
        /** @description The request is malformed; details says where, and what is allowed. */
        readonly BadRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description There is no session and no token, or it is not valid (any more), or name or password are wrong. */
        readonly NotSignedIn: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description A page of another site sent this with the cookie of the session, or it comes from a network that operators are not let in from. */
        readonly WrongOrigin: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description It comes from a network that operators are not let in from. */
        readonly NetworkNotAllowed: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body was not complete within 10 s. */
        readonly BodyTooSlow: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body has more than 256 KiB. */
        readonly BodyTooLarge: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body is not sent as application/json. */
        readonly NotJson: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The service failed. */
        readonly InternalError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The database cannot be reached now. */
        readonly DatabaseUnavailable: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
    };
    parameters: {
        /** @description The slot that the photo is for. */
        readonly SlotId: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
        /** @description The job, as X-Job-Id named it. Knowing it is the right to read the picture. */
        readonly JobId: components["schemas"]["JobId"];
        /** @description The version that the change was made with in view, as ETag or the list gave it. */
        readonly IfMatch: string;
        /** @description The ETag of what the client has kept. */
        readonly IfNoneMatch: string;
        /** @description The setting, by the name of its variable. */
        readonly Setting: string;
        /** @description The action. */
        readonly ActionId: number;
        /** @description Only what is older than the entry of this id. */
        readonly Before: number;
        /** @description How many at most; 50 unless given. */
        readonly Limit: number;
    };
    requestBodies: never;
    headers: {
        /** @description The version, for If-Match. */
        readonly Version: string;
        /** @description The job of this request. */
        readonly JobId: components["schemas"]["JobId"];
        /** @description A file name of the service's own making: the slot, the first digits of the job and what the bytes are. */
        readonly PictureName: string;
        /** @description A picture that a browser opens as a document loads and runs nothing. */
        readonly PicturePolicy: "default-src 'none'; frame-ancestors 'none'";
        /** @description Whoever knows the address of a picture may show it on a page. */
        readonly Embeddable: "cross-origin";
        /** @description The bytes are what Content-Type says. */
        readonly NoSniff: "nosniff";
        /** @description Pictures of people are not kept by caches. */
        readonly NoStore: "no-store";
        /** @description The browser that asked may keep it, and asks before each use whether it is still served and to whom. */
        readonly PrivatelyKept: "private, no-cache";
        /** @description Of the picture of this job, which never changes. Sent back as If-None-Match. */
        readonly PictureTag: string;
        /** @description The page loads its own files, pictures and data of this service, and runs nothing that a text of theirs could hold. */
        readonly PagePolicy: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
        /** @description Present when the stored picture of an earlier request with the same photo is sent again. */
        readonly IdempotentReplayed: "true";
        /** @description Where the time of the job went, in milliseconds: upload, wait (for a permit), each call to a provider under the provider's name with its result, and write. Absent where no job was made, and on a picture that is sent again. */
        readonly ServerTiming: string;
        /** @description Seconds after which a new attempt makes sense. */
        readonly RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly ingestPhoto: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The slot that the photo is for. */
                readonly slot_id: components["parameters"]["SlotId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "multipart/form-data": components["schemas"]["IngestForm"];
            };
        };
        readonly responses: {
            /** @description The edited picture. */
            readonly 200: {
                headers: {
                    readonly "X-Job-Id": components["headers"]["JobId"];
                    readonly "Cache-Control": components["headers"]["NoStore"];
                    readonly "Content-Disposition": components["headers"]["PictureName"];
                    readonly "Content-Security-Policy": components["headers"]["PicturePolicy"];
                    readonly "X-Content-Type-Options": components["headers"]["NoSniff"];
                    readonly "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/jpeg": string;
                    readonly "image/png": string;
                    readonly "image/webp": string;
                };
            };
            /** @description The request is malformed, or the photo is not the one that its hash names. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The password is missing or wrong. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The slot does not exist. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body was not complete in time. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The photo has too many bytes or pixels. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is not a form, or the file is no JPEG, PNG or WebP. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The file cannot be decoded, or the provider refuses this photo. */
            readonly 422: {
                headers: {
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description As many ingests as allowed are in work, or too many wrong passwords came from this network. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The provider failed. */
            readonly 502: {
                headers: {
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service or the slot takes no photos now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description T_sync_response has passed. */
            readonly 504: {
                headers: {
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly getResult: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The job, as X-Job-Id named it. Knowing it is the right to read the picture. */
                readonly job_id: components["parameters"]["JobId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The edited picture. */
            readonly 200: {
                headers: {
                    readonly "X-Job-Id": components["headers"]["JobId"];
                    readonly "Cache-Control": components["headers"]["NoStore"];
                    readonly "Content-Disposition": components["headers"]["PictureName"];
                    readonly "Content-Security-Policy": components["headers"]["PicturePolicy"];
                    readonly "Cross-Origin-Resource-Policy": components["headers"]["Embeddable"];
                    readonly "X-Content-Type-Options": components["headers"]["NoSniff"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/jpeg": string;
                    readonly "image/png": string;
                    readonly "image/webp": string;
                };
            };
            /** @description No such job, or it has no picture. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The picture has expired or was removed. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database or the media cannot be read now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly deleteResult: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The job, as X-Job-Id named it. Knowing it is the right to read the picture. */
                readonly job_id: components["parameters"]["JobId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The password is missing or wrong, or the session or token is not valid (any more). */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Only pictures of slot-test are removed with the ingest password; or the request of a session comes from another site. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description No such job, or it has no picture. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The picture has expired or was removed. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description So many wrong passwords are being checked, or came from this network, that this one must wait. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database or the media cannot be written now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly listSlots: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All slots in the order of the contract. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SlotList"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be read now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly getSlot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The slot that the photo is for. */
                readonly slot_id: components["parameters"]["SlotId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The slot; ETag is its version. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["Version"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SlotDetails"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description The slot does not exist. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly saveSlot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The version that the change was made with in view, as ETag or the list gave it. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @description The slot that the photo is for. */
                readonly slot_id: components["parameters"]["SlotId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SlotOrder"];
            };
        };
        readonly responses: {
            /** @description The slot; ETag is its version. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["Version"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SlotDetails"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description A page of another site sent this, or it comes from a network that operators are not let in from. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The slot does not exist. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body was not complete in time. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Somebody else has changed it since If-Match was read. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is no JSON. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The values are well-formed but cannot be used; details says why. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description If-Match is missing. */
            readonly 428: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly setMaintenance: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The slot that the photo is for. */
                readonly slot_id: components["parameters"]["SlotId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MaintenanceOrder"];
            };
        };
        readonly responses: {
            /** @description The slot; ETag is its version. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["Version"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SlotDetails"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description A page of another site sent this, or it comes from a network that operators are not let in from. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The slot does not exist. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body was not complete in time. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Somebody else has changed it since If-Match was read. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is no JSON. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The values are well-formed but cannot be used; details says why. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly testRunSlot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The slot that the photo is for. */
                readonly slot_id: components["parameters"]["SlotId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "multipart/form-data": components["schemas"]["TestRunForm"];
            };
        };
        readonly responses: {
            /** @description The edited picture; Server-Timing says where the time went. */
            readonly 200: {
                headers: {
                    readonly "Cache-Control": components["headers"]["NoStore"];
                    readonly "Content-Disposition": components["headers"]["PictureName"];
                    readonly "Content-Security-Policy": components["headers"]["PicturePolicy"];
                    readonly "X-Content-Type-Options": components["headers"]["NoSniff"];
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/jpeg": string;
                    readonly "image/png": string;
                    readonly "image/webp": string;
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description A page of another site sent this, or it comes from a network that operators are not let in from. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The slot does not exist. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body was not complete in time. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The photo has too many bytes or pixels. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is not a form, or the file is no JPEG, PNG or WebP. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The file cannot be decoded, the provider refuses this photo, or the overrides cannot be used. */
            readonly 422: {
                headers: {
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description As many photos as allowed are in work. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The provider failed. */
            readonly 502: {
                headers: {
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service takes no photos now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description T_sync_response has passed. */
            readonly 504: {
                headers: {
                    readonly "Server-Timing": components["headers"]["ServerTiming"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly listSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All settings. The ingest password is never among them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SettingList"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly changeSetting: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The version that the change was made with in view, as ETag or the list gave it. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @description The setting, by the name of its variable. */
                readonly setting: components["parameters"]["Setting"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SettingOrder"];
            };
        };
        readonly responses: {
            /** @description All settings. The ingest password is never among them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SettingList"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description A page of another site sent this, or it comes from a network that operators are not let in from. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body was not complete in time. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Somebody else has changed it since If-Match was read. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is no JSON. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The values are well-formed but cannot be used; details says why. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description If-Match is missing. */
            readonly 428: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly listProviders: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The providers of the contract. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProviderList"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly changeIngestPassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["IngestPasswordOrder"];
            };
        };
        readonly responses: {
            /** @description It is in force. Neither password is ever shown. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IngestPasswordState"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description A page of another site sent this, or it comes from a network that operators are not let in from. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body was not complete in time. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is no JSON. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The values are well-formed but cannot be used; details says why. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly listActions: {
        readonly parameters: {
            readonly query?: {
                /** @description Only what is older than the entry of this id. */
                readonly before?: components["parameters"]["Before"];
                /** @description How many at most; 50 unless given. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The actions. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActionList"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly runAction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ActionOrder"];
            };
        };
        readonly responses: {
            /** @description What was done, or what would be. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Action"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description A page of another site sent this, or it comes from a network that operators are not let in from. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body was not complete in time. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description It cannot be done as things are now; details says why. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is no JSON. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The values are well-formed but cannot be used; details says why. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database or the media cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly undoAction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The action. */
                readonly action_id: components["parameters"]["ActionId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Because"];
            };
        };
        readonly responses: {
            /** @description What was done, or what would be. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Action"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description A page of another site sent this, or it comes from a network that operators are not let in from. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body was not complete in time. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description It cannot be done as things are now; details says why. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The body is no JSON. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly listAudit: {
        readonly parameters: {
            readonly query?: {
                /** @description Only of this subject, as slot:slot-003. */
                readonly subject?: string;
                /** @description Only by this actor, as operator:anna. */
                readonly actor?: string;
                /** @description Only what is older than the entry of this id. */
                readonly before?: components["parameters"]["Before"];
                /** @description How many at most; 50 unless given. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The entries. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditList"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly getStats: {
        readonly parameters: {
            readonly query?: {
                /** @description How far back; 60 unless given. */
                readonly window_minutes?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description As of now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Stats"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly listJobs: {
        readonly parameters: {
            readonly query?: {
                /** @description Only of this slot. */
                readonly slot_id?: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
                /** @description Only those that ended like this. */
                readonly outcome?: "success" | "timeout" | "provider_error" | "refused" | "internal_error";
                /** @description Only those that have not ended. */
                readonly pending?: true;
                /** @description Only those created then or later. */
                readonly since?: string;
                /** @description Only those created before then. */
                readonly until?: string;
                /** @description Only what follows this job in the list: next of the page before. */
                readonly before?: components["schemas"]["JobId"];
                /** @description How many at most; 50 unless given. */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["JobList"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly getJob: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The job, as X-Job-Id named it. */
                readonly job_id: components["schemas"]["JobId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The job as its row is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly getThumbnail: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag of what the client has kept. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                /** @description The job, as X-Job-Id named it. Knowing it is the right to read the picture. */
                readonly job_id: components["parameters"]["JobId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture upright within 240 x 240 pixels, without any of its metadata. */
            readonly 200: {
                headers: {
                    readonly "X-Job-Id": components["headers"]["JobId"];
                    readonly "Cache-Control": components["headers"]["PrivatelyKept"];
                    readonly ETag: components["headers"]["PictureTag"];
                    readonly "Content-Disposition": components["headers"]["PictureName"];
                    readonly "Content-Security-Policy": components["headers"]["PicturePolicy"];
                    readonly "X-Content-Type-Options": components["headers"]["NoSniff"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/webp": string;
                };
            };
            /** @description The picture that the client has kept is still served to whoever asks. */
            readonly 304: {
                headers: {
                    readonly "X-Job-Id": components["headers"]["JobId"];
                    readonly "Cache-Control": components["headers"]["PrivatelyKept"];
                    readonly ETag: components["headers"]["PictureTag"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description No such job, or it has no picture. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The picture has expired or was removed. */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The file of the picture is damaged. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description So many pictures are being made small that this one must wait. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database or the media cannot be read now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly watchHall: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events in UTF-8. `hall` holds a Hall as JSON: one at once, then a new one when something of it but its time has changed, which is looked at every 2 s. `beat` holds {at}, a time, every 10 s: whoever hears nothing for longer is cut off. The stream ends when the service drains, when the session or the token does, when the hall cannot be read, and for whoever reads nothing. */
            readonly 200: {
                headers: {
                    readonly "Cache-Control": components["headers"]["NoStore"];
                    /** @description Proxies that know it pass each event on at once. */
                    readonly "X-Accel-Buffering": "no";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description Fifty listen already. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now, or this process is shutting down. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly openConsole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The page. */
            readonly 200: {
                headers: {
                    readonly "Cache-Control": components["headers"]["NoStore"];
                    readonly "Content-Security-Policy": components["headers"]["PagePolicy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html; charset=utf-8": string;
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The page was not built. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly consoleAsset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Its plain name. */
                readonly file: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file, compressed for whoever takes it so. */
            readonly 200: {
                headers: {
                    /** @description The name holds a hash of the content. */
                    readonly "Cache-Control": "public, max-age=31536000, immutable";
                    /** @description A cache keeps one for each coding. */
                    readonly Vary: "Accept-Encoding";
                    /** @description Absent when it is sent as it is. */
                    readonly "Content-Encoding"?: "br" | "gzip";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/javascript; charset=utf-8": string;
                    readonly "text/css; charset=utf-8": string;
                    readonly "image/svg+xml": string;
                    readonly "font/woff2": string;
                };
            };
            /** @description There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly getStatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description As of now. Who asks for HTML above JSON, as browsers do, gets the page that shows it, if it was built. */
            readonly 200: {
                headers: {
                    /** @description A cache keeps one for each kind. */
                    readonly Vary: "Accept";
                    /** @description Of the page, as that of /console. */
                    readonly "Content-Security-Policy"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Status"];
                    readonly "text/html; charset=utf-8": string;
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The database cannot be used now. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly listAlerts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All alerts, those that fire first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertList"];
                };
            };
            /** @description The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description Nobody is signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 403: components["responses"]["NetworkNotAllowed"];
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly getSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The operator of this request. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["NotSignedIn"];
            readonly 403: components["responses"]["NetworkNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["DatabaseUnavailable"];
        };
    };
    readonly signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SignIn"];
            };
        };
        readonly responses: {
            /** @description Signed in. */
            readonly 200: {
                headers: {
                    /** @description The session. */
                    readonly "Set-Cookie": string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["NotSignedIn"];
            readonly 403: components["responses"]["WrongOrigin"];
            readonly 408: components["responses"]["BodyTooSlow"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description Too many attempts for this account or from this address. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["RetryAfter"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["DatabaseUnavailable"];
        };
    };
    readonly signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Signed out. */
            readonly 204: {
                headers: {
                    /** @description Takes the session's cookie back. */
                    readonly "Set-Cookie": string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["NotSignedIn"];
            readonly 403: components["responses"]["WrongOrigin"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["DatabaseUnavailable"];
        };
    };
    readonly listTokens: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Every token that was ever created, the newest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TokenList"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["NotSignedIn"];
            readonly 403: components["responses"]["NetworkNotAllowed"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["DatabaseUnavailable"];
        };
    };
    readonly createToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewToken"];
            };
        };
        readonly responses: {
            /** @description The token, with its secret. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedToken"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["NotSignedIn"];
            readonly 403: components["responses"]["WrongOrigin"];
            readonly 408: components["responses"]["BodyTooSlow"];
            /** @description A token of this name is there, or was. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["DatabaseUnavailable"];
        };
    };
    readonly revokeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly token_name: components["schemas"]["TokenName"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Because"];
            };
        };
        readonly responses: {
            /** @description The token as it is now; the same when it was revoked before. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["NotSignedIn"];
            readonly 403: components["responses"]["WrongOrigin"];
            /** @description There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            readonly 408: components["responses"]["BodyTooSlow"];
            readonly 413: components["responses"]["BodyTooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["DatabaseUnavailable"];
        };
    };
    readonly getMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Prometheus text format 0.0.4. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain; version=0.0.4; charset=utf-8": string;
                };
            };
            /** @description The request comes from beyond loopback and its bearer token is not METRICS_TOKEN. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The request comes from beyond loopback and METRICS_TOKEN is not set. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The service failed. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The service takes photos; degraded when some provider is down or no slot is active. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Database, media or every provider is down, or the process is draining. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readonly getLiveness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Always. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Liveness"];
                };
            };
        };
    };
}
