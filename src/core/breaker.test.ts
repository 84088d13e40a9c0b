/** The breaker's rules, on a clock and on slots that the test moves. */
import { describe, expect, it } from "vitest";
import type { Provider, Result, SlotId } from "../../generated/contract.ts";
import { createRandom } from "../../scripts/testkit/oracle/random.ts";
import {
  type BreakerRules,
  breakerRules,
  type CutOff,
  createBreaker,
  type Decision,
  type SlotMemory,
} from "./breaker.ts";
import type { Slot } from "./slot.ts";

const MINUTE = 60_000;
const WINDOW = breakerRules.windowMs;
const { windowMs: LONG } = breakerRules.degraded;

function slotOf(id: SlotId, provider: Provider = "gemini"): Slot {
  return {
    ...{ id, provider, settings: {}, standby: null, maxParallel: null, maxAttempts: 3, version: 1 },
    ...{ state: "active", stateBy: "operator", stateSinceMs: 0, stateUntilMs: null, stateReason: "" },
  };
}

interface World {
  readonly told: string[];
  /** A call, and the photo's last one when `final`. */
  call(id: SlotId, result: Result, options?: Partial<CallOptions>): void;
  calls(count: number, id: SlotId, result: Result, instance?: string): void;
  /** The instances that are there from now on; before, it is "a" alone. */
  instances(...ids: string[]): void;
  /** Those that were found, and are to be seen as such from now on. */
  readonly cutOffs: CutOff[];
  /** Another one decides from now on: it hears the calls again, and knows what was kept. */
  succeed(): void;
  /** Time passes second by second, each with a look at what is to be done. */
  pass(ms: number): void;
  /** Whatever the rules want now, done. */
  settle(): Decision[];
  byHand(id: SlotId, change: Partial<Slot>): void;
  probed(id: SlotId, good: boolean, version?: number): void;
  state(id: SlotId): string;
  slot(id: SlotId): Slot;
}

interface CallOptions {
  readonly provider: Provider;
  readonly version: number;
  readonly final: boolean;
  readonly instance: string;
}

function worldOf(slots: readonly Slot[], rules: BreakerRules = breakerRules): World {
  let now = 1_000_000;
  const rows = new Map(slots.map((slot) => [slot.id, slot]));
  let breaker = createBreaker(() => now, rules);
  const told: string[] = [];
  let living: readonly string[] = ["a"];
  const cutOffs: CutOff[] = [];
  const kept = new Map<SlotId, SlotMemory>();
  const past: { readonly atMs: number; readonly record: () => void }[] = [];
  const observe = () => breaker.observe([...rows.values()], { living, cutOff: [...cutOffs] });
  const slot = (id: SlotId) => rows.get(id) ?? slotOf(id);
  observe();
  const world: World = {
    told,
    cutOffs,
    slot,
    state: (id) => slot(id).state,
    call(id, result, options = {}) {
      const { provider = slot(id).provider, version = slot(id).version, final = true, instance = "a" } = options;
      const attempt = { slotId: id, slotVersion: version, provider, result, requestId: `req-${now}` };
      const atMs = now;
      const record = () => {
        breaker.record(attempt, { instance, ageMs: now - atMs });
        if (final) breaker.recordFinal(attempt, { instance, ageMs: now - atMs });
      };
      past.push({ atMs, record });
      record();
    },
    calls(count, id, result, instance = "a") {
      for (let i = 0; i < count; i += 1) world.call(id, result, { instance });
    },
    instances(...ids) {
      living = ids;
      observe();
    },
    succeed() {
      breaker = createBreaker(() => now, rules);
      breaker.restore([...kept.values()]);
      observe();
      for (const { atMs, record } of past) if (now - atMs < LONG) record();
    },
    pass(ms) {
      for (const end = now + ms; now < end; ) {
        now += Math.min(1_000, end - now);
        world.settle();
      }
    },
    settle() {
      const made: Decision[] = [];
      for (;;) {
        observe();
        const found = breaker.nextCutOff();
        if (found !== undefined) {
          cutOffs.push({ instance: found.instance, provider: found.provider });
          told.push(`${found.instance} is cut off from ${found.provider}: ${found.reason}`);
          continue;
        }
        const decision = breaker.next();
        if (decision === undefined) return made;
        made.push(decision);
        if (made.length > 50) throw new Error("The rules never come to rest.");
        told.push(`${decision.event} ${decision.slots.map(({ id }) => id).join(" ")}`);
        const saved = decision.slots.map((old): Slot => ({ ...old, state: decision.to, version: old.version + 1 }));
        for (const row of saved) rows.set(row.id, row);
        for (const memory of breaker.memories(decision, saved)) kept.set(memory.slotId, memory);
        breaker.done(decision, saved);
      }
    },
    byHand(id, change) {
      rows.set(id, { ...slot(id), ...change, stateBy: "operator", version: slot(id).version + 1 });
      observe();
    },
    probed: (id, good, version = slot(id).version) =>
      breaker.probed({ slotId: id, slotVersion: version, good, reason: "as it went" }),
  };
  return world;
}

const three = () => worldOf([slotOf("slot-001"), slotOf("slot-002"), slotOf("slot-003")]);

describe("a degraded provider", () => {
  it.each([
    [9, 9, false],
    [10, 1, false],
    [10, 2, true],
    [40, 7, false],
    [40, 8, true],
  ])("of %i calls %i imageless: %s", (calls, imageless, degraded) => {
    const world = three();
    for (let i = 0; i < calls; i += 1) {
      world.call(i % 2 ? "slot-001" : "slot-002", i < imageless ? "no_image" : "ok", { final: false });
    }
    expect(world.settle().map(({ event }) => event)).toEqual(degraded ? ["provider.degraded"] : []);
  });

  it("takes all its active slots along, once, and says of which calls", () => {
    const world = worldOf([
      ...[slotOf("slot-001"), slotOf("slot-002"), { ...slotOf("slot-003"), state: "maintenance" as const }],
      ...[slotOf("slot-004", "local"), slotOf("slot-test")],
    ]);
    for (let i = 0; i < 10; i += 1) world.call("slot-001", i < 3 ? "transient" : "ok", { final: false });
    const [decision, ...more] = world.settle();
    expect(decision).toMatchObject({
      event: "provider.degraded",
      provider: "gemini",
      to: "degraded",
      reason: "3 of 10 calls to gemini gave no picture",
      requestIds: ["req-1000000", "req-1000000", "req-1000000"],
    });
    expect(decision?.slots.map(({ id }) => id)).toEqual(["slot-001", "slot-002"]);
    expect(more).toEqual([]);
    for (let i = 0; i < 9; i += 1) world.call("slot-002", "no_image", { final: false });
    expect(world.settle()).toEqual([]);
  });

  it("counts retries, deadlines and overload, but no refused photo and no call that was stopped", () => {
    const world = three();
    for (const result of ["no_image", "transient", "overload", "deadline"] as const) {
      world.call("slot-001", result, { final: false });
    }
    for (let i = 0; i < 50; i += 1) world.call("slot-001", "aborted");
    world.calls(5, "slot-001", "rejected");
    expect(world.settle()).toEqual([]);
    world.call("slot-001", "rejected");
    expect(world.settle()).toMatchObject([{ reason: "4 of 10 calls to gemini gave no picture" }]);
  });

  it("forgets what is older than the window", () => {
    const world = three();
    for (let i = 0; i < 9; i += 1) world.call("slot-001", "no_image", { final: false });
    world.pass(LONG);
    world.call("slot-001", "no_image", { final: false });
    expect(world.settle()).toEqual([]);
  });

  it("is well again after a whole window below the lower share, and not between the two", () => {
    const world = three();
    for (let i = 0; i < 10; i += 1) world.call("slot-001", i < 2 ? "no_image" : "ok", { final: false });
    world.pass(1000);
    expect(world.told).toEqual(["provider.degraded slot-001 slot-002 slot-003"]);
    const minute = (good: number, bad: number) => {
      world.calls(good, "slot-001", "ok");
      for (let i = 0; i < bad; i += 1) world.call("slot-002", "no_image", { final: false });
      world.pass(MINUTE);
    };
    for (let i = 0; i < 30; i += 1) minute(17, 3);
    expect(world.told).toHaveLength(1);
    for (let i = 0; i < 9; i += 1) minute(20, 0);
    // The share is low from the second of these minutes on.
    for (let i = 0; i < 31; i += 1) minute(19, 1);
    expect(world.told).toHaveLength(1);
    for (let i = 0; i < 2; i += 1) minute(19, 1);
    expect(world.told.slice(1)).toEqual(["provider.recovered slot-001 slot-002 slot-003"]);
    expect(world.state("slot-001")).toBe("active");
  });

  // Of a hundred such days 99 are told once, and one a second time after half an hour that went well.
  it.each([1, 2, 3, 4, 5])(
    "is told once in 3.5 hours of a quiet event that gets no image for three calls in ten: day %i",
    (day) => {
      const random = createRandom(`day ${day}`);
      const world = three();
      const slots = ["slot-001", "slot-002", "slot-003"] as const;
      for (let minute = 0; minute < 210; minute += 1) {
        // 73 photos, of which 22 would be lost at the first call; one retry before the standby.
        if (random.chance(73 / 210)) {
          const slot = random.pick(slots);
          const failed = random.chance(0.3);
          world.call(slot, failed ? "no_image" : "ok", { final: !failed });
          if (failed) world.call(slot, random.chance(0.3) ? "no_image" : "ok");
        }
        world.pass(MINUTE);
      }
      expect(world.told).toEqual(["provider.degraded slot-001 slot-002 slot-003"]);
    },
  );

  it("does not flap, whatever comes: at most one beginning in a window", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (const rhythmMs of [20_000, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE]) {
      const world = three();
      const begun: number[] = [];
      for (let at = 0; at < 6 * WINDOW; at += 10_000) {
        const bad = Math.floor(at / rhythmMs) % 2 === 0;
        for (let i = 0; i < 4; i += 1) world.call("slot-001", random() < (bad ? 0.3 : 0.05) ? "no_image" : "ok");
        const before = world.told.length;
        world.pass(10_000);
        for (const line of world.told.slice(before)) if (line.startsWith("provider.degraded")) begun.push(at);
      }
      expect(begun.length).toBeGreaterThan(0);
      expect(begun.every((at, i) => i === 0 || at - (begun[i - 1] ?? 0) >= WINDOW)).toBe(true);
    }
  });
});

describe("a tripped slot", () => {
  it.each([
    [4, 4, false],
    [5, 2, false],
    [5, 3, true],
    [8, 4, true],
  ])("of %i photos %i without a picture: %s", (photos, lost, tripped) => {
    const world = three();
    for (let i = 0; i < photos; i += 1) world.call("slot-001", i < lost ? "no_image" : "ok");
    world.settle();
    expect([world.state("slot-001"), world.state("slot-002")]).toEqual([tripped ? "tripped" : "active", "active"]);
  });

  it("is not tripped by retries that came good, nor by what its standby does", () => {
    const world = three();
    for (let i = 0; i < 9; i += 1) {
      world.call("slot-001", "no_image", { final: false });
      world.call("slot-001", "ok");
      world.call("slot-001", "transient", { provider: "openai" });
    }
    world.settle();
    expect(world.state("slot-001")).toBe("degraded");
  });

  it("goes at once when the provider says that the configuration is wrong, while others stay", () => {
    const world = three();
    world.call("slot-002", "configuration");
    expect(world.settle()).toMatchObject([
      { event: "slot.tripped", reason: "gemini says that key, model, quota or settings are wrong" },
    ]);
    expect(world.told).toEqual(["slot.tripped slot-002"]);
  });

  it("takes all slots along when half of a provider's calls fail", () => {
    const world = three();
    for (const id of ["slot-001", "slot-002", "slot-003"] as const) {
      for (let i = 0; i < 6; i += 1) world.call(id, "transient", { final: false });
    }
    world.settle();
    expect(world.told).toEqual(["provider.degraded slot-001 slot-002 slot-003"]);
    for (let i = 0; i < 2; i += 1) world.call("slot-003", "transient", { final: false });
    world.settle();
    expect(world.told.slice(1)).toEqual(["slot.tripped slot-001 slot-002 slot-003"]);
  });

  it("is never the last one of its provider while there were few calls, whatever failed", () => {
    const world = three();
    for (const id of ["slot-001", "slot-002", "slot-003"] as const) world.call(id, "configuration");
    world.settle();
    expect(world.told).toEqual(["slot.tripped slot-002 slot-003"]);
    for (let i = 0; i < 6; i += 1) world.call("slot-001", "configuration");
    world.settle();
    expect(world.state("slot-001")).toBe("active");
    world.call("slot-001", "configuration");
    world.settle();
    expect(world.state("slot-001")).toBe("tripped");

    const alone = worldOf([slotOf("slot-001"), { ...slotOf("slot-002"), state: "maintenance" }]);
    alone.calls(9, "slot-001", "no_image");
    expect(alone.settle()).toEqual([]);
    alone.calls(1, "slot-001", "no_image");
    expect(alone.settle()).toMatchObject([{ event: "slot.tripped" }]);
  });

  it("leaves maintenance alone, and slot-test out of everything", () => {
    const world = worldOf([{ ...slotOf("slot-001"), state: "maintenance" }, slotOf("slot-test"), slotOf("slot-003")]);
    world.calls(30, "slot-test", "configuration");
    world.calls(30, "slot-001", "configuration");
    world.settle();
    expect([world.state("slot-001"), world.state("slot-test")]).toEqual(["maintenance", "active"]);
    world.byHand("slot-001", { state: "active" });
    expect(world.settle()).toEqual([]);
  });
});

describe("a slot that comes back", () => {
  const tripped = () => {
    const world = three();
    world.call("slot-001", "configuration");
    world.settle();
    return world;
  };

  it("is probed after the cool-down and served again after good canaries", () => {
    const world = tripped();
    world.pass(29_000);
    expect(world.state("slot-001")).toBe("tripped");
    world.pass(1000);
    expect(world.state("slot-001")).toBe("probing");
    world.pass(MINUTE);
    world.probed("slot-001", true);
    world.pass(1000);
    expect(world.told).toEqual(["slot.tripped slot-001", "slot.probing slot-001", "slot.recovered slot-001"]);
    expect(world.state("slot-001")).toBe("active");
  });

  it("waits twice as long after each failure, up to ten minutes, also when it trips right after it came back", () => {
    const world = tripped();
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      let waited = 0;
      for (; world.state("slot-001") === "tripped"; waited += 1) world.pass(1000);
      waits.push(waited);
      world.probed("slot-001", i === 3);
      world.settle();
      if (i !== 3) continue;
      expect(world.state("slot-001")).toBe("active");
      world.call("slot-001", "configuration");
      world.settle();
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 600, 600, 600]);
  });

  it("waits the first time again when it was well for a whole window", () => {
    const world = tripped();
    world.pass(30_000);
    world.probed("slot-001", true);
    world.pass(WINDOW + 1000);
    world.call("slot-001", "configuration");
    world.settle();
    world.pass(30_000);
    expect(world.state("slot-001")).toBe("probing");
  });

  it("is probed alone, one slot of a provider after the other", () => {
    const world = three();
    for (const id of ["slot-001", "slot-002"] as const) world.call(id, "configuration");
    world.settle();
    world.pass(5 * MINUTE);
    expect([world.state("slot-001"), world.state("slot-002")]).toEqual(["probing", "tripped"]);
    world.probed("slot-001", false);
    world.settle();
    expect([world.state("slot-001"), world.state("slot-002")]).toEqual(["tripped", "probing"]);
    // The one that has waited longest comes next.
    world.calls(10, "slot-003", "configuration");
    world.settle();
    world.pass(2 * MINUTE);
    world.probed("slot-002", false);
    world.settle();
    expect([world.state("slot-001"), world.state("slot-003")]).toEqual(["tripped", "probing"]);
  });

  it("starts clean: what was counted before, and what was on its way, does not trip it again", () => {
    const world = three();
    const before = world.slot("slot-001").version;
    for (const id of ["slot-001", "slot-002", "slot-003"] as const) world.calls(7, id, "no_image");
    world.settle();
    expect(world.told).toEqual(["slot.tripped slot-001 slot-002 slot-003"]);
    world.pass(30_000);
    world.probed("slot-001", true);
    world.settle();
    for (let i = 0; i < 20; i += 1) world.call("slot-001", "no_image", { version: before });
    world.pass(1000);
    expect(world.state("slot-001")).toBe("active");
  });

  it("comes back degraded when its provider is", () => {
    const world = tripped();
    for (let i = 0; i < 10; i += 1) world.call("slot-002", i < 4 ? "no_image" : "ok", { final: false });
    world.pass(30_000);
    world.probed("slot-001", true);
    world.settle();
    expect(world.state("slot-001")).toBe("degraded");
  });

  it("goes on where a process before this one stopped", () => {
    const world = worldOf([
      { ...slotOf("slot-001"), state: "tripped", stateBy: "rule" },
      { ...slotOf("slot-002", "openai"), state: "probing", stateBy: "rule" },
      { ...slotOf("slot-003", "local"), state: "degraded", stateBy: "rule" },
    ]);
    world.probed("slot-002", true);
    world.pass(30_000);
    expect([world.state("slot-001"), world.state("slot-002")]).toEqual(["probing", "active"]);
    world.pass(LONG);
    expect(world.state("slot-003")).toBe("active");
    expect(world.told).not.toContain("provider.degraded slot-003");
  });

  it("does not call silence a recovery while a slot is out", () => {
    const world = three();
    for (let i = 0; i < 15; i += 1) world.call("slot-002", i < 6 ? "no_image" : "ok", { final: false });
    world.call("slot-001", "configuration");
    world.settle();
    world.pass(3 * LONG);
    expect(world.state("slot-002")).toBe("degraded");
    world.probed("slot-001", true);
    world.pass(LONG + 1000);
    expect([world.state("slot-001"), world.state("slot-002")]).toEqual(["active", "active"]);
  });
});

describe("by hand beats by rule", () => {
  it("a slot made active by hand is not degraded again by what degraded the others", () => {
    const world = three();
    for (let i = 0; i < 20; i += 1) world.call("slot-002", i < 6 ? "no_image" : "ok", { final: false });
    world.settle();
    world.byHand("slot-001", { state: "active" });
    world.pass(1000);
    expect(world.told).toHaveLength(1);
    expect(world.state("slot-001")).toBe("active");
  });

  it("calls made before a change by hand do not even count as volume", () => {
    const world = worldOf([slotOf("slot-001")]);
    const { version } = world.slot("slot-001");
    world.byHand("slot-001", { settings: { edit: "tint" } });
    for (let i = 0; i < 9; i += 1) world.call("slot-001", "configuration", { version });
    world.call("slot-001", "configuration");
    expect(world.settle()).toEqual([]);
  });

  it("a provider that was switched by hand starts clean", () => {
    const world = three();
    const old = world.slot("slot-001").version;
    world.calls(4, "slot-001", "no_image");
    world.byHand("slot-001", { settings: { edit: "tint" } });
    world.calls(4, "slot-001", "no_image");
    for (let i = 0; i < 9; i += 1) world.call("slot-001", "configuration", { version: old });
    expect(world.settle()).toEqual([]);
    world.calls(1, "slot-001", "no_image");
    expect(world.settle()).toMatchObject([{ event: "slot.tripped" }]);
  });

  it("a slot that an operator took out of its trouble is not put back for what happened before", () => {
    const world = three();
    for (const id of ["slot-001", "slot-002", "slot-003"] as const) world.calls(7, id, "no_image");
    world.settle();
    world.byHand("slot-001", { state: "active" });
    world.pass(1000);
    expect(world.state("slot-001")).toBe("active");
  });

  it("canaries of a slot that was changed meanwhile decide nothing", () => {
    for (const change of [{ state: "maintenance" }, { state: "active" }, { settings: { edit: "tint" } }] as const) {
      const world = three();
      world.call("slot-001", "configuration");
      world.settle();
      world.pass(30_000);
      expect(world.state("slot-001")).toBe("probing");
      const { version } = world.slot("slot-001");
      world.probed("slot-001", true);
      world.byHand("slot-001", change);
      world.probed("slot-001", true, version);
      world.settle();
      expect(world.state("slot-001")).toBe("state" in change ? change.state : "probing");
    }
  });
});

describe("several instances", () => {
  /** The step of the window is over: what comes now came after the failures before. */
  const STEP = WINDOW / 60;
  const told = (world: World) => world.told.map((line) => line.replace(/:.*/, ""));

  it("trip a slot for all when two of them fail with it", () => {
    const world = three();
    world.instances("a", "b");
    world.calls(3, "slot-001", "transient", "a");
    world.pass(STEP);
    world.calls(2, "slot-001", "transient", "b");
    world.settle();
    expect(told(world)).toEqual(["slot.tripped slot-001"]);
  });

  it("find the one that is cut off: the others go on, and nobody is tripped for it", () => {
    const world = three();
    world.instances("a", "b", "c");
    for (let minute = 0; minute < 5; minute += 1) {
      for (const id of ["slot-001", "slot-002", "slot-003"] as const) {
        world.calls(2, id, "transient", "a");
        world.pass(MINUTE / 3);
        world.calls(1, id, "ok", "b");
        world.calls(1, id, "ok", "c");
      }
    }
    world.settle();
    expect(told(world)).toEqual(["a is cut off from gemini"]);
    expect(world.told[0]).toContain("6 of 6 calls to gemini gave no picture, and other instances get theirs");
    expect(world.state("slot-001")).toBe("active");
  });

  it("do not take the whole provider away on the word of one, however often it fails", () => {
    const world = three();
    world.instances("a", "b");
    world.calls(40, "slot-001", "ok", "b");
    world.calls(40, "slot-002", "transient", "a");
    world.calls(40, "slot-003", "ok", "a");
    world.settle();
    world.calls(20, "slot-002", "transient", "a");
    world.calls(1, "slot-001", "ok", "b");
    world.settle();
    // The slot that nobody else uses is lost all the same; it may be its settings.
    expect(world.told.filter((line) => line.startsWith("slot.tripped"))).toEqual(["slot.tripped slot-002"]);
  });

  it("trip a slot that only one of them is asked for, as with a booth that keeps its connection", () => {
    const world = three();
    world.instances("a", "b");
    for (let i = 0; i < 5; i += 1) {
      world.calls(1, "slot-001", "transient", "a");
      world.calls(3, "slot-002", "ok", "b");
      world.pass(STEP);
    }
    expect(world.state("slot-001")).toBe("tripped");
    expect(world.cutOffs).toEqual([]);
  });

  it("find the one that is cut off by two slots of its own as well, which are not at fault both", () => {
    const world = three();
    world.instances("a", "b");
    for (let i = 0; i < 4; i += 1) {
      world.calls(1, i % 2 ? "slot-001" : "slot-002", "transient", "a");
      world.pass(STEP);
      world.calls(2, "slot-003", "ok", "b");
    }
    world.calls(2, "slot-001", "transient", "a");
    world.settle();
    expect(world.cutOffs).toEqual([{ instance: "a", provider: "gemini" }]);
    expect(world.told.filter((line) => line.startsWith("slot."))).toEqual([]);
  });

  it("wait for the second while it has traffic, and no longer than it is silent", () => {
    const world = three();
    world.instances("a", "b");
    world.calls(3, "slot-001", "ok", "b");
    world.pass(STEP);
    world.calls(8, "slot-001", "transient", "a");
    world.pass(WINDOW / 10 - 2 * STEP);
    expect(world.state("slot-001")).toBe("degraded");
    world.pass(2 * STEP);
    expect(world.state("slot-001")).toBe("tripped");
  });

  it("wait for no instance that has gone", () => {
    const world = three();
    world.instances("a", "b");
    world.calls(3, "slot-001", "ok", "b");
    world.instances("a");
    world.calls(8, "slot-001", "transient", "a");
    world.settle();
    expect(told(world)).toContain("slot.tripped slot-001");
  });

  it("hold a key that only one of them has wrong against that one", () => {
    const world = three();
    world.instances("a", "b");
    world.calls(2, "slot-001", "ok", "b");
    world.calls(1, "slot-001", "configuration", "a");
    world.pass(STEP);
    world.calls(1, "slot-001", "ok", "b");
    world.settle();
    expect(told(world)).toEqual(["a is cut off from gemini"]);
  });

  it("trip at once what both say is configured wrong", () => {
    const world = three();
    world.instances("a", "b");
    world.calls(1, "slot-001", "configuration", "a");
    world.calls(1, "slot-001", "configuration", "b");
    world.settle();
    expect(told(world)).toEqual(["slot.tripped slot-001"]);
  });

  it("cut nobody off while the failures are everybody's", () => {
    const random = createRandom("several instances");
    const world = three();
    world.instances("a", "b", "c");
    for (let i = 0; i < 600; i += 1) {
      const result = i > 300 || random.chance(0.05) ? "overload" : "ok";
      const slot = random.pick(["slot-001", "slot-002", "slot-003"] as const);
      world.call(slot, result, { instance: random.pick(["a", "b", "c"]) });
      world.pass(1_000);
    }
    expect(world.cutOffs).toEqual([]);
    expect(world.state("slot-001")).not.toBe("active");
  });

  it("count nothing of what one that is cut off has seen, and begin anew once it is well", () => {
    const world = three();
    world.instances("a", "b");
    for (const id of ["slot-001", "slot-002"] as const) {
      world.calls(2, id, "ok", "b");
      world.calls(20, id, "transient", "a");
    }
    world.pass(STEP);
    world.calls(3, "slot-001", "ok", "b");
    world.settle();
    expect(told(world).at(-1)).toBe("a is cut off from gemini");
    world.calls(40, "slot-003", "transient", "a");
    world.settle();
    expect(world.state("slot-003")).toBe("degraded");
    world.cutOffs.length = 0;
    world.settle();
    expect(world.cutOffs).toEqual([]);
    world.calls(5, "slot-003", "transient", "b");
    world.settle();
    expect(world.state("slot-003")).toBe("tripped");
  });
});

describe("another one that decides", () => {
  it("knows the calls of before by their age, and trips by them", () => {
    const world = three();
    world.calls(4, "slot-001", "transient");
    world.pass(MINUTE);
    world.succeed();
    world.settle();
    expect(world.told).toEqual([]);
    world.calls(1, "slot-001", "transient");
    world.settle();
    expect(world.told).toEqual(["slot.tripped slot-001"]);
  });

  it("counts those of before a decision as the first did: not against a slot that came back", () => {
    const world = three();
    world.calls(5, "slot-001", "transient");
    world.settle();
    world.pass(breakerRules.coolDownMs.first);
    world.probed("slot-001", true);
    world.settle();
    world.succeed();
    world.settle();
    expect(world.told.at(-1)).toBe("slot.recovered slot-001");
  });

  it("keeps the calls of before a provider was degraded", () => {
    const world = three();
    for (let i = 0; i < 10; i += 1) world.call("slot-001", i < 4 ? "no_image" : "ok");
    world.settle();
    expect(world.told).toEqual(["provider.degraded slot-001 slot-002 slot-003"]);
    world.succeed();
    world.calls(3, "slot-001", "no_image");
    world.settle();
    expect(world.told.at(-1)).toBe("slot.tripped slot-001");
  });

  it("waits as long after the next failed canary as the first would have, and forgets what a hand has changed", () => {
    const world = three();
    const { first } = breakerRules.coolDownMs;
    world.calls(5, "slot-001", "transient");
    world.settle();
    for (let i = 0; i < 3; i += 1) {
      world.pass(first * 2 ** i);
      world.probed("slot-001", false);
      world.settle();
    }
    world.succeed();
    world.pass(first);
    expect(world.state("slot-001")).toBe("probing");
    world.probed("slot-001", false);
    world.pass(first * 15);
    expect(world.state("slot-001")).toBe("tripped");
    world.byHand("slot-001", {});
    world.succeed();
    world.pass(first);
    world.probed("slot-001", false);
    world.settle();
    world.pass(first);
    expect(world.state("slot-001")).toBe("probing");
  });
});
