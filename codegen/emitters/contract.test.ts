/** generated/contract.ts: its values, and names of labels that would collide. */
import { expect, test } from "vitest";
import { emit, labelAliases } from "./contract.ts";
import { writeEmitted } from "./emitted.ts";
import { sampleLabel, sampleModel } from "./sample-model.ts";

const { at } = sampleModel().version;

test("version, digest, domains, params and endpoints are plain values", async () => {
  const param = { name: "limit", unit: "tasks", default: 5, min: 1, max: 9, metric: undefined, help: "", at };
  await using emitted = await writeEmitted(emit(sampleModel({ params: [param] })));
  expect({ ...(await emitted.load("generated/contract.ts")) }).toEqual({
    contract: { version: "2.0.0", digest: "d".repeat(64) },
    labelValues: { queue: ["fast", "slow"] },
    params: { limit: { unit: "tasks", default: 5, min: 1, max: 9 } },
    endpoints: [{ job: "worker", path: "/metrics", format: "text/plain" }],
  });
});

test("a label gets a type name that means nothing else where it is imported", () => {
  const labels = ["queue_id", "queueId", "error", "counter", "4xx"].map((name) => sampleLabel({ name }));
  expect([...labelAliases(labels).values()]).toEqual(["QueueId", "QueueId2", "Error2", "Counter2", "_4xx"]);
});

test("a contract without labels has an empty domain", () => {
  const [file] = emit(sampleModel({ labels: [] }));
  expect(file?.text).toContain("export const labelValues = {} as const;");
  expect(file?.text).toContain("export type LabelValue<N extends LabelName> = N;");
});
