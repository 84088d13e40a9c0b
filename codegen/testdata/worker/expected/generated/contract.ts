// Generated from spec/contracts/VERSION.json and spec/contracts/schemas/metrics.yaml by codegen/emitters/contract.ts. Do not edit: npm run codegen
/** The contract that this build was made from: its version, label domains, params and endpoints. */

export const contract = {
  version: "2.3.1",
  digest: "31cc5c965a33ab6f0cf18812b85e4b8b478553431cdd28e7b394b89e53c8e316",
} as const;

/** The closed domain of each label, in the order of the contract. */
export const labelValues = {
  queue: ["orders", "mail-out", "night|batch"],
  result: ["done", "failed", "retried"],
  version: ["2.3.1"],
  digest: ["31cc5c965a33ab6f0cf18812b85e4b8b478553431cdd28e7b394b89e53c8e316"],
} as const;

export type LabelName = keyof typeof labelValues;
export type LabelValue<N extends LabelName> = (typeof labelValues)[N][number];

/** The queue that a task came from. */
export type Queue = LabelValue<"queue">;

/** How a task ended. */
export type Result = LabelValue<"result">;

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
