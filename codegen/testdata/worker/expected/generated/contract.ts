// Generated from spec/contracts/VERSION.json and spec/contracts/schemas/metrics.yaml by codegen/emitters/contract.ts. Do not edit: npm run codegen
/** The contract that this build was made from: its version, label domains, params and endpoints. */

export const contract = {
  version: "2.3.1",
  digest: "285ef3791af633a6bc8481686984df05fd845ac0b6ace129d310ca087a37e852",
} as const;

/** The closed domain of each label, in the order of the contract. */
export const labelValues = {
  queue: ["orders", "mail-out", "night|batch"],
  result: ["done", "failed", "retried"],
  pool: ["large", "small"],
  size: ["small", "large"],
  zone: ["a", "b"],
  version: ["2.3.1"],
  digest: ["285ef3791af633a6bc8481686984df05fd845ac0b6ace129d310ca087a37e852"],
} as const;

export type LabelName = keyof typeof labelValues;
export type LabelValue<N extends LabelName> = (typeof labelValues)[N][number];

/** The queue that a task came from. */
export type Queue = LabelValue<"queue">;

/** How a task ended. */
export type Result = LabelValue<"result">;

/** The group of machines that a worker belongs to. */
export type Pool = LabelValue<"pool">;

/**
 * The group of machines.
 * @deprecated since 2.3.0, use pool; gone after 2026-12-31
 */
export type Size = LabelValue<"size">;

/**
 * Where the machine stands.
 * @deprecated since 2.3.1; gone after 2026-09-30
 */
export type Zone = LabelValue<"zone">;

/** Version of the contract. */
export type Version = LabelValue<"version">;

/** Digest of the contract. */
export type Digest = LabelValue<"digest">;

/** Numbers that operators may change at run time within their bounds. */
export const params = { lease: { unit: "seconds", default: 30, min: 5, max: 120 } } as const;

/** Where metrics are served, and the Content-Type to the letter. */
export const endpoints = [
  { job: "worker", path: "/internal/metrics", format: "text/plain; version=0.0.4; charset=utf-8" },
] as const;
