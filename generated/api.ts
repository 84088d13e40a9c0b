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
            /** @description INGEST_PASSWORD. */
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
        readonly FailureReason: "invalid_request" | "hash_mismatch" | "upload_aborted" | "invalid_password" | "invalid_token" | "not_signed_in" | "loopback_only" | "operators_only" | "wrong_origin" | "route_not_found" | "slot_not_found" | "result_not_found" | "method_not_allowed" | "upload_timeout" | "result_expired" | "payload_too_large" | "too_many_pixels" | "unsupported_media_type" | "invalid_image" | "photo_rejected" | "busy" | "internal_error" | "provider_error" | "slot_maintenance" | "slot_tripped" | "storage_pressure" | "database_unavailable" | "media_unavailable" | "draining" | "deadline_exceeded";
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
        /**
         * Format: date-time
         * @description UTC, as 2026-11-26T18:00:00Z.
         */
        readonly Time: string;
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
             * @description pending holds, but not yet for as long as the alert demands; unknown is not evaluated here, reason says why.
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
    responses: never;
    parameters: {
        /** @description The slot that the photo is for. */
        readonly SlotId: "slot-001" | "slot-002" | "slot-003" | "slot-004" | "slot-005" | "slot-006" | "slot-007" | "slot-008" | "slot-009" | "slot-010" | "slot-011" | "slot-012" | "slot-013" | "slot-014" | "slot-015" | "slot-test";
        /** @description The job, as X-Job-Id named it. Knowing it is the right to read the picture. */
        readonly JobId: components["schemas"]["JobId"];
    };
    requestBodies: never;
    headers: {
        /** @description The job of this request. */
        readonly JobId: components["schemas"]["JobId"];
        /** @description Pictures of people are not kept by caches. */
        readonly NoStore: "no-store";
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
            /** @description As many ingests as allowed are in work. */
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
            /** @description Nobody is signed in. */
            readonly 401: {
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
