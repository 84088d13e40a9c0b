/** The real service of a drill, in a process of its own: every slot on the provider `fault`, and booths that post to it. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { labelValues, params, type SlotId } from "../../generated/contract.ts";
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";
import { enqueue } from "../../src/storage/repos/outbox.ts";
import { findSlot, type SlotChange, saveSlot } from "../../src/storage/repos/slots.ts";
import type { Db } from "../../src/storage/schema.ts";
import { formHeaders, photoForm } from "../testkit/ingest.ts";
import { makePhoto, makeUnique } from "../testkit/photos.ts";
import { freePort } from "../testkit/ports.ts";
import { type ServiceProcess, spawnService } from "../testkit/service.ts";
import { prepareSlots } from "../testkit/slots.ts";
import { startWebhookReceiver } from "../testkit/webhooks.ts";
import type { FaultSettings } from "./drill.ts";

/** T of a drill: the least that the contract allows. */
export const T_SECONDS = params.t_sync_response.min;

/** Booths of the hall; slot-test is in no alert. */
export const booths: readonly SlotId[] = labelValues.slot_id.filter((id) => id !== "slot-test");

export interface DrillService {
  /** host:port. */
  readonly address: string;
  /** Holds the embedded database and the media. */
  readonly folder: string;
  start(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Changes all slots, as an operator does while it runs. */
  change(change: SlotChange): Promise<void>;
  /** Has the provider of all slots behave so, with `maxAttempts` calls a photo. */
  misbehave(settings: FaultSettings, maxAttempts?: number): Promise<void>;
  /** Posts that many photos a second to the booths in turn, until the returned function is called or the service stops. */
  load(perSecond: number, options?: LoadOptions): () => void;
  /** Has the receiver of the operators' webhook answer with this status. */
  receiverAnswers(status: number): void;
  /** Tells the operators something, as an operator does from the console. */
  tellOperators(): Promise<void>;
  /** Puts these lines beside the service as its `.env`, and has it read them. */
  reload(lines: string): Promise<void>;
  /** Posts one photo. Resolves with the status when the answer is read, 0 when there is none. */
  post(slot: SlotId): Promise<number>;
  stop(): Promise<void>;
}

export interface LoadOptions {
  /** Of a picture that no buffer on the way takes whole. */
  readonly largePictures?: boolean;
  /** How long a booth waits before it reads its answer. */
  readonly readAfterMs?: number;
}

const READY_WITHIN_MS = 30_000;

/** Nothing runs yet. `variables` are beside those of every drill. */
export async function createService(variables: Readonly<Record<string, string>> = {}): Promise<DrillService> {
  const folder = await mkdtemp(join(tmpdir(), "phc-drill-"));
  const address = `127.0.0.1:${await freePort()}`;
  const password = randomBytes(16).toString("hex");
  const storage: StorageConfig = { DATA_DIR: folder, DATABASE_URL: "", DATABASE_MAX_CONNECTIONS: 2 };
  const inService: SlotChange = { provider: "fault", settings: {}, maxAttempts: 1 };
  await prepareSlots(storage, Object.fromEntries(booths.map((id) => [id, inService])));
  const [small, large] = [await makePhoto({ width: 160, height: 120 }), await makeNoise()];
  // A connection that was used has large buffers: what a booth does not read would go there.
  let status = 204;
  const receiver = await startWebhookReceiver((response) => response.writeHead(status).end());
  const agent = new Agent({ keepAlive: false });
  const loads = new Set<NodeJS.Timeout>();
  let running: ServiceProcess | undefined;

  const post = (slot: SlotId, photo: Buffer, readAfterMs: number) =>
    postForm(agent, `http://${address}/api/ingest/${slot}`, photoForm(photo, password), readAfterMs);
  const service: DrillService = {
    ...{ address, folder },
    async start() {
      running = spawnService(
        {
          ...{ NODE_ENV: "test", HOST: "127.0.0.1", PORT: address.split(":")[1] ?? "", DATA_DIR: folder },
          ...{ INGEST_PASSWORD: password, T_SYNC_RESPONSE_SECONDS: String(T_SECONDS), LOG_LEVEL: "warn" },
          ...{ OPERATOR_WEBHOOK_URL: receiver.url, WEBHOOK_SECRET: randomBytes(16).toString("hex") },
          ...{ INGEST_MAX_PARALLEL: "500", UPLOADS_PER_ADDRESS: "1000", ...variables },
        },
        { folder },
      );
      await untilReady(`http://${address}/healthz`, running);
    },
    async kill() {
      running?.child.kill("SIGKILL");
      await running?.ended;
      running = undefined;
    },
    change: (change) => changeAll(storage, change),
    misbehave: (settings, maxAttempts = 1) => changeAll(storage, { provider: "fault", settings, maxAttempts }),
    load(perSecond, { largePictures = false, readAfterMs = 0 } = {}) {
      let turn = 0;
      // What stands behind the end of a PNG is no part of the picture.
      const photo = () => (largePictures ? Buffer.concat([large, randomBytes(8)]) : makeUnique(small));
      const next = () => post(boothOf(turn++), photo(), readAfterMs);
      const timer = setInterval(() => void next(), 1000 / perSecond);
      loads.add(timer);
      return () => clearInterval(timer);
    },
    receiverAnswers(next) {
      status = next;
    },
    tellOperators: () => withDatabase(storage, tell),
    async reload(lines) {
      await writeFile(join(folder, ".env"), lines, { mode: 0o600 });
      running?.child.kill("SIGHUP");
    },
    post: (slot) => post(slot, makeUnique(small), 0),
    async stop() {
      for (const timer of loads) clearInterval(timer);
      await service.kill();
      agent.destroy();
      await receiver.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return service;
}

/** A PNG whose edited picture has 6 MB: more than the system takes of an answer that nobody reads. */
function makeNoise(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: 1600, height: 1600, channels: 3, background: "#888", noise } })
    .png()
    .toBuffer();
}

async function withDatabase(storage: StorageConfig, use: (db: Db) => Promise<unknown>): Promise<void> {
  const db = await openDatabase(storage, "script");
  try {
    await use(db);
  } finally {
    await db.destroy();
  }
}

function tell(db: Db): Promise<unknown> {
  return enqueue(db, {
    audience: "operators",
    event: "operators.message",
    dedupeKey: `message:${randomBytes(16).toString("hex")}`,
    payload: { text: "A drill tells you that this comes through.", reason: "a drill", by: "drill" },
  });
}

function changeAll(storage: StorageConfig, change: SlotChange): Promise<void> {
  return withDatabase(storage, async (db) => {
    for (const id of booths) {
      // The breaker may be quicker.
      for (;;) {
        const slot = await findSlot(db, id);
        if (slot === undefined || (await saveSlot(db, id, slot.version, change)).ok) break;
      }
    }
  });
}

/** One booth after the other. */
function boothOf(turn: number): SlotId {
  return booths[turn % booths.length] ?? "slot-001";
}

function postForm(agent: Agent, url: string, body: Buffer, readAfterMs: number): Promise<number> {
  return new Promise((tell) => {
    const headers = { ...formHeaders, "Content-Length": body.length };
    const sending = request(url, { method: "POST", agent, headers }, async (answer) => {
      answer.on("error", () => tell(0));
      answer.on("end", () => tell(answer.statusCode ?? 0));
      await sleep(readAfterMs);
      answer.resume();
    });
    sending.on("error", () => tell(0));
    sending.end(body);
  });
}

async function untilReady(url: string, { output, child }: ServiceProcess): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error(`The service was not ready in time:\n${output()}`);
    await sleep(50);
  }
}
