/**
 * Delivers what waits in the outbox, at least once: a message is marked only after its receiver took it, so one that a
 * crash interrupts is sent again, under the same id.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../../../generated/config.ts";
import type { Audience } from "../../../generated/contract.ts";
import type { Metrics } from "../../../generated/metrics.ts";
import type { DueMessage } from "../../core/outbox.ts";
import { dueMessages, markDelivered, markFailed, nextDueInMs, purgeOutbox } from "../../storage/repos/outbox.ts";
import type { Db } from "../../storage/schema.ts";
import { judge, type Verdict } from "./retry.ts";
import { post } from "./webhook.ts";

type WebhookSecrets = Pick<Config, "OPERATOR_WEBHOOK_URL" | "CUSTOMER_WEBHOOK_URL" | "WEBHOOK_SECRET">;

export interface NotifyDeps {
  readonly db: Db;
  /** The addresses and the key of now. */
  readonly secrets: () => WebhookSecrets;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export interface Notifier {
  /** Breaks off what is being sent, to be sent again; resolves when nothing of it works on the database any more. */
  stop(): Promise<void>;
}

/** Messages that are sent at the same time. */
const BATCH = 10;
/** Longer than an attempt takes. Whoever dies with a message in hand holds it up for this long. */
const CLAIM_MS = 30_000;
/** How often the outbox is looked at; a look that finds nothing due only reads. */
const LOOK_MS = 500;
const PURGE_EVERY_MS = 3_600_000;
const KEEP_DAYS = 30;

const urlNames = { operators: "OPERATOR_WEBHOOK_URL", customer: "CUSTOMER_WEBHOOK_URL" } as const satisfies Record<
  Audience,
  keyof Config
>;

/** What is missing in the configuration of the webhooks, for whoever starts the service; undefined when it is sound. */
export function webhookProblem(config: WebhookSecrets): string | undefined {
  const unsigned = Object.values(urlNames).find((name) => config[name] !== "" && config.WEBHOOK_SECRET === "");
  if (unsigned !== undefined) {
    return `${unsigned} is set and WEBHOOK_SECRET is not: webhooks are signed, so set it to a key that the receiver knows, or leave ${unsigned} empty.`;
  }
  const broken = Object.values(urlNames).find((name) => config[name] !== "" && !URL.canParse(config[name]));
  if (broken !== undefined) return `${broken} is no URL: give it as https://host/path.`;
  const named = Object.values(urlNames).find((name) => hasCredentials(config[name]));
  return named && `${named} has a name or password before its host, which is never sent: put a secret into its path.`;
}

function hasCredentials(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.username !== "" || url.password !== "");
}

/** Delivers from now on until it is stopped. */
export function startNotifier(deps: NotifyDeps): Notifier {
  const stopping = new AbortController();
  const running = run(deps, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(deps: NotifyDeps, stopping: AbortSignal): Promise<void> {
  let purgedAt = Number.NEGATIVE_INFINITY;
  let failing = false;
  while (!stopping.aborted) {
    try {
      await deliverDue(deps, stopping);
      if (performance.now() - purgedAt >= PURGE_EVERY_MS) {
        await purgeOutbox(deps.db, KEEP_DAYS);
        purgedAt = performance.now();
      }
      failing = false;
    } catch (error) {
      if (!failing) deps.log.warn({ err: error }, "The outbox cannot be read or written; it is tried again.");
      failing = true;
    }
    await sleep(LOOK_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
}

/** Batch after batch, until nothing is due. */
async function deliverDue(deps: NotifyDeps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted && (await nextDueInMs(deps.db)) === 0) {
    const messages = await dueMessages(deps.db, BATCH, CLAIM_MS);
    // What is due is in the hands of other instances.
    if (messages.length === 0) return;
    const ends = await Promise.allSettled(messages.map((message) => deliver(deps, message, stopping)));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }
}

async function deliver(deps: NotifyDeps, message: DueMessage, stopping: AbortSignal): Promise<void> {
  const { audience } = message;
  const secrets = deps.secrets();
  const url = secrets[urlNames[audience]];
  if (url === "") {
    // Kept as a record, and not for a receiver of some later day: by then it is no news.
    await markFailed(deps.db, message, `there is no receiver: ${urlNames[audience]} is empty`, null);
    return;
  }
  const answer = await post(url, secrets.WEBHOOK_SECRET, message, stopping);
  if (stopping.aborted && "unreachable" in answer) {
    await markFailed(deps.db, message, answer.unreachable, 0);
    return;
  }
  const { attempt, ageMs } = message;
  const verdict = judge(answer, { attempt, ageMs, jitter: Math.random(), nowMs: Date.now() });
  await settle(deps, message, verdict);
  deps.metrics.notifications_total.with({ audience, delivery: verdict.is }).inc();
}

async function settle({ db, log }: NotifyDeps, message: DueMessage, verdict: Verdict): Promise<void> {
  const { id, event, audience, attempt } = message;
  if (verdict.is === "delivered") {
    await markDelivered(db, message);
    log.info({ id, event, audience, attempt }, "A notification is delivered.");
    return;
  }
  await markFailed(db, message, verdict.error, verdict.is === "failed" ? verdict.retryInMs : null);
  const line = { id, event, audience, attempt, reason: verdict.error };
  if (verdict.is === "given_up") log.error(line, "A notification is given up: its receiver never took it.");
  else
    log.warn({ ...line, retry_in_ms: verdict.retryInMs }, "A notification could not be delivered; it is tried again.");
}
