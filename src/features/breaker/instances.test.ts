/** Breakers of several instances on one PostgreSQL: they pool what they see, one decides and probes, none is tripped for another. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { Registry } from "prom-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Provider, Result, SlotId } from "../../../generated/contract.ts";
import { createMetrics } from "../../../generated/metrics.ts";
import { makePhoto } from "../../../scripts/testkit/photos.ts";
import { createPostgresDatabase, type PostgresDatabase } from "../../../scripts/testkit/postgres.ts";
import { testConfig } from "../../../scripts/testkit/service.ts";
import { testSettings } from "../../../scripts/testkit/settings.ts";
import { type BreakerRules, breakerRules } from "../../core/breaker.ts";
import { newInstance } from "../../core/instance.ts";
import { createPermits } from "../../core/permits.ts";
import type { ProviderDriver } from "../../core/provider.ts";
import { createLog } from "../../log.ts";
import { openDatabase } from "../../storage/database.ts";
import { now } from "../../storage/dialect.ts";
import { listAudit } from "../../storage/repos/audit.ts";
import { forgetInstance, registerInstance } from "../../storage/repos/instances.ts";
import { listOutbox } from "../../storage/repos/outbox.ts";
import { ensureSlots, findSlot, saveSlot } from "../../storage/repos/slots.ts";
import type { Db } from "../../storage/schema.ts";
import { addCutOff, listCutOffs } from "./repo.ts";
import { startBreaker } from "./service.ts";

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 20 });
const slots = ["slot-001", "slot-002", "slot-003"] as const;
/** A window of a minute, a look every 20 ms, a term of one second. */
const fast: BreakerRules = { ...breakerRules, windowMs: 60_000, coolDownMs: { first: 50, most: 100 } };
const patient: BreakerRules = { ...fast, coolDownMs: { first: 600_000, most: 600_000 } };

let folder = "";
let postgres: PostgresDatabase;
let db: Db;
const open = () => openDatabase({ DATA_DIR: "", DATABASE_URL: postgres.url, DATABASE_MAX_CONNECTIONS: 3 }, "service");
const ending: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phc-test-"));
  postgres = await createPostgresDatabase();
  db = await open();
  await ensureSlots(db);
  for (const id of slots) await saveSlot(db, id, 1, { provider: "gemini" });
});
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
  await db.destroy();
  await postgres.drop();
  await rm(folder, { recursive: true, force: true });
});

/** What the provider does, and what it was asked for by whom. */
interface Stand {
  behaviour: "edits" | "fails" | "hangs";
  asked: number;
  atOnce: number;
  mostAtOnce: number;
}
const standOf = (behaviour: Stand["behaviour"]): Stand => ({ behaviour, asked: 0, atOnce: 0, mostAtOnce: 0 });

function driverOf(stand: Stand): ProviderDriver {
  return {
    ...{ name: "gemini", configured: () => true, checkSettings: () => [], ping: async () => true },
    async process({ resultPath }, { signal }) {
      stand.asked += 1;
      stand.atOnce += 1;
      stand.mostAtOnce = Math.max(stand.mostAtOnce, stand.atOnce);
      try {
        if (stand.behaviour === "hangs") {
          await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
          return { ok: false, kind: "aborted", reason: "it hung" };
        }
        if (stand.behaviour === "fails") return { ok: false, kind: "transient", reason: "told to fail" };
        const picture = await makePhoto({ width: 64, height: 48 });
        await writeFile(resultPath, picture);
        return { ok: true, type: "image/jpeg", sizeBytes: picture.length };
      } finally {
        stand.atOnce -= 1;
      }
    },
  };
}

/** An instance with its own connections; `die` cuts them, as if the process were gone. */
async function startInstance(host: string, rules: BreakerRules, stand: Stand) {
  const own = await open();
  const instance = { ...newInstance(), host };
  await registerInstance(db, instance);
  const many = () => 9;
  const breaker = startBreaker(
    {
      ...{ db: own, instance, log: createLog("silent"), configNow: () => testConfig(folder) },
      media: { tempPath: (name: string) => join(folder, name) },
      metrics: createMetrics(new Registry()),
      settings: { current: () => testSettings({ tSyncResponseSeconds: 10 }) },
      permits: createPermits({
        limits: { global: many, provider: many, unauthenticatedPerAddress: many },
        typicalMs: () => 1,
        expired: () => undefined,
      }),
      driverFor: (provider: Provider) => (provider === "gemini" ? driverOf(stand) : undefined),
      checkPicture: async () => ({ ok: true }),
      changed: () => undefined,
    },
    rules,
  );
  let gone = false;
  const die = async () => {
    if (gone) return;
    gone = true;
    await forgetInstance(db, instance);
    await own.destroy();
  };
  ending.push(async () => {
    await breaker.stop();
    await die();
  });
  const report = async (id: SlotId, result: Result, count = 1) => {
    const slotVersion = (await findSlot(db, id))?.version ?? 0;
    for (let i = 0; i < count; i += 1) {
      const attempt = { slotId: id, slotVersion, provider: "gemini", result, requestId: `${host}-${i}` } as const;
      breaker.attempted(attempt);
      breaker.concluded(attempt);
    }
  };
  return { instance, breaker, report, die };
}

const stateOf = async (id: SlotId) => (await findSlot(db, id))?.state;
const events = async () => (await listOutbox(db, 99)).map(({ event }) => event).reverse();
const leader = async () => (await db.selectFrom("leases").selectAll().where("name", "=", "breaker").execute())[0];
const told = (count: number) =>
  soon(async () => expect(await db.selectFrom("breaker_calls").selectAll().execute()).toHaveLength(count));

describe("breakers of several instances", () => {
  it("trip a slot once, by what two of them saw, none of which decides", async () => {
    const [a, b, c] = await Promise.all(["a", "b", "c"].map((host) => startInstance(host, patient, standOf("edits"))));
    await soon(async () => expect(await leader()).toBeDefined());
    const chair = (await leader())?.owner;
    const others = [a, b, c].filter((one) => one?.instance.id !== chair);
    expect(others).toHaveLength(2);
    for (const one of others) await one?.report("slot-001", "transient", 3);
    await soon(async () => expect(await stateOf("slot-001")).toBe("tripped"));
    expect(await stateOf("slot-002")).toBe("active");
    expect(await events()).toEqual(["slot.tripped"]);
    expect(await listAudit(db, { actor: "rule:breaker", limit: 9 })).toHaveLength(1);
  });

  it("leave a provider alone where one of them fails with it, and only there, until its canaries are answered", async () => {
    const cutOff = standOf("fails");
    const a = await startInstance("booth-hall-a", fast, cutOff);
    const b = await startInstance("booth-hall-b", fast, standOf("edits"));
    await b.report("slot-001", "ok");
    await b.report("slot-002", "ok");
    await told(4);
    for (const id of ["slot-001", "slot-002"] as const) await a.report(id, "transient", 5);
    await soon(async () => {
      await b.report("slot-001", "ok");
      expect(a.breaker.avoids("gemini")).toBe(true);
    });
    expect(b.breaker.avoids("gemini")).toBe(false);
    await soon(() => expect(cutOff.asked).toBeGreaterThan(1));
    expect((await listOutbox(db, 9)).filter(({ event }) => event === "instance.cut_off")).toMatchObject([
      { payload: { host: "booth-hall-a", provider: "gemini", text: expect.stringContaining("booth-hall-a") } },
    ]);
    expect([await stateOf("slot-001"), await stateOf("slot-002")]).not.toContain("tripped");
    cutOff.behaviour = "edits";
    await soon(() => expect(a.breaker.avoids("gemini")).toBe(false));
    // Whoever decides later is not told again of what is over.
    await a.breaker.stop();
    await b.report("slot-001", "ok", 3);
    await soon(async () => expect((await leader())?.owner).toBe(b.instance.id));
    await b.breaker.stop();
    const own = (await events()).filter((event) => event.startsWith("instance."));
    expect(own).toEqual(["instance.cut_off", "instance.recovered"]);
  });

  it("forget that one is cut off when it is gone, not when the database was away for all", async () => {
    const away = { ...newInstance(), host: "booth-hall-a" };
    await registerInstance(db, away);
    await db
      .updateTable("instances")
      .set((eb) => ({ seen_at: eb("seen_at", "-", 12_000) }))
      .execute();
    await addCutOff(db, { instance: away.id, provider: "gemini" });
    await addCutOff(db, { instance: newInstance().id, provider: "gemini" });
    const { instance } = await startInstance("booth-hall-b", patient, standOf("edits"));
    await soon(async () => expect(await listCutOffs(db)).toEqual([{ instance: away.id, provider: "gemini" }]));
    const beat = { seen_at: now(), started_at: sql<number>`started_at - 60000` };
    await db.updateTable("instances").set(beat).where("id", "=", instance.id).execute();
    await soon(async () => expect(await listCutOffs(db)).toEqual([]));
  });

  it("follow one that dies: the next knows what it knew, and sends its canaries again, alone", async () => {
    const stand = standOf("hangs");
    const all = await Promise.all(["a", "b", "c"].map((host) => startInstance(host, fast, stand)));
    await soon(async () => expect(await leader()).toBeDefined());
    const byId = new Map(all.map((one) => [one.instance.id, one]));
    const first = byId.get((await leader())?.owner ?? "");
    const [second, third] = all.filter((one) => one !== first);
    await first?.report("slot-001", "configuration");
    await soon(() => expect(stand.asked).toBe(1));
    await first?.report("slot-002", "transient", 2);
    await second?.report("slot-002", "transient", 2);
    await told(10);
    await first?.die();
    await soon(async () => expect([second?.instance.id, third?.instance.id]).toContain((await leader())?.owner));
    await soon(() => expect(stand.asked).toBe(2));
    expect(await stateOf("slot-002")).toBe("active");
    await third?.report("slot-002", "transient");
    await soon(async () => expect(await stateOf("slot-002")).toBe("tripped"));
    expect(stand.mostAtOnce).toBeLessThanOrEqual(2);
    stand.behaviour = "edits";
    expect((await events()).filter((event) => event === "slot.tripped")).toHaveLength(2);
  });

  it("change nothing any more once another one has the lease", async () => {
    const a = await startInstance("a", patient, standOf("edits"));
    await soon(async () => expect((await leader())?.owner).toBe(a.instance.id));
    const lease = db.updateTable("leases").where("name", "=", "breaker");
    await lease.set((eb) => ({ owner: "z", fence: eb("fence", "+", 1), expires_at: 9e15 })).execute();
    await a.report("slot-001", "configuration");
    await told(2);
    // A second look has begun: the first has ended.
    await a.report("slot-003", "ok");
    await told(4);
    const { rows } = await sql<{ at: number }>`select ${now()} as at`.execute(db);
    await lease.set({ expires_at: 0 }).execute();
    await soon(async () => expect(await stateOf("slot-001")).toBe("tripped"));
    const [entry] = await listAudit(db, { actor: "rule:breaker", limit: 9 });
    expect(entry?.atMs).toBeGreaterThanOrEqual(rows[0]?.at ?? Number.NaN);
    expect(await events()).toEqual(["slot.tripped"]);
  });

  it("send one canary at a time, however many they are", async () => {
    const stand = standOf("edits");
    // A lease of 5 s: one that a busy machine lets run out is taken by another, rightly.
    const steady = { ...fast, windowMs: 300_000 };
    const [a, b] = await Promise.all(["a", "b", "c"].map((host) => startInstance(host, steady, stand)));
    await a?.report("slot-001", "configuration");
    await b?.report("slot-001", "configuration");
    await soon(async () => expect(await events()).toContain("slot.recovered"));
    expect([stand.asked, stand.mostAtOnce]).toEqual([breakerRules.canaries, 1]);
    expect(await events()).toEqual(["slot.tripped", "slot.recovered"]);
  });
});
