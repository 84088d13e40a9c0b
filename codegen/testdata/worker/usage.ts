/** What the generated code of this contract lets its users write, and what it does not. Never run: tsc is the test. */
import { Registry } from "prom-client";
import { type Config, parseConfig } from "./expected/generated/config.ts";
import type { LabelValue, Queue } from "./expected/generated/contract.ts";
import { createMetrics, exposition } from "./expected/generated/metrics.ts";
import { type Handlers, type Reply, routes, type SecurityScheme } from "./expected/generated/routes.ts";
import { validateNewTask } from "./expected/generated/validators.js";

const metrics = createMetrics(new Registry());

metrics.worker_tasks_total.with({ queue: "orders", result: "done" }).inc();
metrics.worker_task_duration_seconds.with({ queue: "night|batch" }).observe(1.5);
metrics.worker_queue_depth.with({ queue: "mail-out" }).set(3);
metrics.worker_lease_seconds.with({}).set(30);

metrics.worker_restarts_total.with({ pool: "small", zone: "a" }).inc();
metrics.worker_spare_bytes.with({}).set(1);

// @ts-expect-error the deprecated name of a metric has no handle: its successor records it
metrics.worker_crashes_total;
// @ts-expect-error nor is the deprecated name of a label asked for
metrics.worker_restarts_total.with({ pool: "small", size: "small", zone: "a" });
// @ts-expect-error a label that goes away is still there
metrics.worker_restarts_total.with({ pool: "small" });
// @ts-expect-error a label is missing
metrics.worker_tasks_total.with({ queue: "orders" });
// @ts-expect-error there is no such label
metrics.worker_tasks_total.with({ queue: "orders", result: "done", colour: "red" });
// @ts-expect-error the queue is not in the domain
metrics.worker_tasks_total.with({ queue: "order", result: "done" });
// @ts-expect-error a counter is not set
metrics.worker_tasks_total.with({ queue: "orders", result: "done" }).set(1);
// @ts-expect-error a histogram does not count
metrics.worker_task_duration_seconds.with({ queue: "orders" }).inc();
// @ts-expect-error this metric has no labels
metrics.worker_lease_seconds.with({ queue: "orders" });
// @ts-expect-error there is no such metric
metrics.worker_task_total.with({ queue: "orders", result: "done" });

export const text: AsyncIterable<string | Uint8Array> = exposition(new Registry());

const queue: Queue = "orders" satisfies LabelValue<"queue">;

interface Context {
  readonly token: string;
}

export const handlers: Handlers<Context> = {
  addTask: ({ body, query, headers }) =>
    query["dry-run"] === true || (headers["If-Match"] ?? 1) < 1
      ? { reason: "invalid_request", details: "not dry" }
      : {
          status: 201,
          contentType: "application/json",
          body: { id: 1, queue: body.queue },
          headers: { Location: "/tasks/1" },
        },
  getTask: async ({ path }) => ({ status: 200, contentType: "application/json", body: { id: path.task_id, queue } }),
  // @ts-expect-error the body may be missing
  changeTask: ({ body }) => (body.queue === queue ? { status: 204 } : { reason: "not_found" }),
  getMetrics: () => ({ status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", body: text }),
};

// @ts-expect-error getMetrics has no handler
export const incomplete: Handlers<Context> = { addTask: handlers.addTask, getTask: handlers.getTask };
// @ts-expect-error there is no such scheme
export const scheme: SecurityScheme = "adminKey";
// @ts-expect-error 500 is not declared
export const undeclared: Reply<"getTask"> = { status: 500, contentType: "application/json", body: { id: 1, queue } };
// @ts-expect-error getTask never refuses for this reason
export const reason: Reply<"getTask"> = { reason: "invalid_request" };
// @ts-expect-error Location is required
export const header: Reply<"addTask"> = { status: 201, contentType: "application/json", body: { id: 1, queue } };

export const config: Config | readonly { message: string }[] = parseConfig({ QUEUE_URL: "amqp://localhost" });
if ("length" in config) {
  // @ts-expect-error these are problems
  config.CONCURRENCY;
} else {
  const concurrency: number = config.CONCURRENCY;
  const token: string | undefined = config.API_TOKEN;
  const nice: number = config.NICE;
  // @ts-expect-error the deprecated name of a variable is read into its successor
  config.PARALLEL;
  // @ts-expect-error there is no such variable
  config.CONCURENCY;
  console.log(concurrency, token, nice);
}

const input: unknown = {};
if (validateNewTask(input)) console.log(input.queue);
console.log(routes.map((route) => route.path));
