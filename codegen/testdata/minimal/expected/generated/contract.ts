// Generated from spec/contracts/VERSION.json and spec/contracts/schemas/metrics.yaml by codegen/emitters/contract.ts. Do not edit: npm run codegen
/** The contract that this build was made from: its version, label domains, params and endpoints. */

export const contract = {
  version: "1.0.0",
  digest: "b7915b02b31cd291b990d75f9884009ea166a14276b71c37d894dd57d86c724a",
} as const;

/** The closed domain of each label, in the order of the contract. */
export const labelValues = {} as const;

export type LabelName = keyof typeof labelValues;
export type LabelValue<N extends LabelName> = N;

/** Numbers that operators may change at run time within their bounds. */
export const params = {} as const;

/** Where metrics are served, and the Content-Type to the letter. */
export const endpoints = [
  { job: "ticker", path: "/metrics", format: "text/plain; version=0.0.4; charset=utf-8" },
] as const;
