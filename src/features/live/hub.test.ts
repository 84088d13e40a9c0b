/** One look for many listeners, on a clock that the test moves: who is told what, who is cut off, what is left. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHub, type Listener, MAX_LISTENERS, TooSlow } from "./hub.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Thing {
  readonly at: string;
  readonly word: string;
}

/** A hub of a thing that the test changes. */
function hubOf(read = vi.fn(async (): Promise<Thing> => ({ at: String(Date.now()), word: thing.word }))) {
  const failures: [string, unknown][] = [];
  const hub = createHub({ event: "thing", read, failed: (...failure) => void failures.push(failure) });
  const listen = async (mayStay: () => Promise<boolean> = async () => true) => {
    const onEnd = vi.fn();
    const listener = await hub.listen({ mayStay, onEnd });
    if (listener === undefined) throw new Error("No place.");
    return { ...reader(listener), onEnd };
  };
  return { hub, read, failures, listen };
}

const thing = { word: "" };
beforeEach(() => {
  thing.word = "first";
});

/** Reads a listener's events as they come, and can stop doing so. */
function reader({ events, close }: Listener) {
  const iterator = events[Symbol.asyncIterator]();
  const next = async () => String((await iterator.next()).value);
  const got: string[] = [];
  let isOver = false;
  const readOn = async () => {
    for (;;) {
      const { value, done } = await iterator.next();
      isOver = done === true;
      if (isOver) return;
      got.push(...words(String(value)));
    }
  };
  return { close, next, got, isOver: () => isOver, readOn: () => void readOn() };
}

function words(text: string): string[] {
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => JSON.parse(data).word ?? "beat");
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe("what is told", () => {
  it("is what is, at once, then each change, and a sign of life every 10 s", async () => {
    const { listen } = hubOf();
    const anna = await listen();
    expect(await anna.next()).toBe("retry: 2000\n\n");
    expect(await anna.next()).toMatch(/^event: thing\ndata: \{"at":"\d+","word":"first"\}\n\n$/);
    anna.readOn();
    await seconds(9);
    expect(anna.got).toEqual([]);
    thing.word = "second";
    await seconds(2);
    expect(anna.got.sort()).toEqual(["beat", "second"]);
    await seconds(30);
    expect(anna.got.filter((word) => word === "beat")).toHaveLength(4);
    anna.close();
  });

  it("costs one look every 2 s for all together, and none without a listener", async () => {
    const { hub, listen, read } = hubOf();
    await seconds(60);
    expect(read).not.toHaveBeenCalled();
    const all = await Promise.all(Array.from({ length: MAX_LISTENERS }, () => listen()));
    expect(read).toHaveBeenCalledTimes(1);
    await seconds(20);
    expect(read).toHaveBeenCalledTimes(11);
    for (const one of all) one.close();
    expect(hub.size()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    await seconds(60);
    expect(read).toHaveBeenCalledTimes(11);
  });

  it("is to whoever reads slowly the newest alone, however much has changed meanwhile", async () => {
    const { listen } = hubOf();
    const slow = await listen();
    for (let i = 0; i < 40; i++) {
      thing.word = `word ${i}`;
      await seconds(2);
    }
    slow.readOn();
    await seconds(0);
    expect(slow.got).toEqual(["word 39", "beat"]);
    slow.close();
  });

  it("is new to who comes when nobody has listened for a while", async () => {
    const { listen } = hubOf();
    (await listen()).close();
    thing.word = "later";
    const late = await listen();
    late.readOn();
    await seconds(0);
    expect(late.got).toEqual(["later"]);
    late.close();
  });
});

describe("a listener", () => {
  it("beyond the fiftieth has no place, until another goes", async () => {
    const { hub, listen } = hubOf();
    const all = await Promise.all(Array.from({ length: MAX_LISTENERS }, () => listen()));
    await expect(listen()).rejects.toThrow("No place.");
    all[7]?.close();
    all[7]?.close();
    all[7] = await listen();
    expect(hub.size()).toBe(MAX_LISTENERS);
    for (const one of all) one.close();
  });

  it("that may not stay is cut off within 4 s, and nobody else", async () => {
    const { hub, listen } = hubOf();
    let mayStay = true;
    const [out, other] = [await listen(async () => mayStay), await listen()];
    for (const one of [out, other]) one.readOn();
    await seconds(60);
    expect(hub.size()).toBe(2);
    mayStay = false;
    await seconds(4);
    expect([out.isOver(), other.isOver(), hub.size()]).toEqual([true, false, 1]);
    expect(out.onEnd).toHaveBeenCalledTimes(1);
    other.close();
    await seconds(0);
    expect([other.isOver(), other.onEnd.mock.calls.length]).toEqual([true, 0]);
  });

  it("that cannot be asked for stays, and is asked for again", async () => {
    const { hub, listen, failures } = hubOf();
    const answers: (() => Promise<boolean>)[] = [() => Promise.reject(new Error("away")), async () => true];
    await listen(() => (answers.shift() ?? (async () => false))());
    await seconds(8);
    expect([hub.size(), failures.length]).toEqual([1, 1]);
    await seconds(4);
    expect(hub.size()).toBe(0);
  });

  it("that left leaves nothing waiting, whether it was reading or not", async () => {
    const { listen } = hubOf();
    const [reading, idle] = [await listen(), await listen()];
    reading.readOn();
    await seconds(1);
    reading.close();
    idle.close();
    await seconds(0);
    expect(reading.isOver()).toBe(true);
    expect(await idle.next()).toBe("retry: 2000\n\n");
    expect(await idle.next()).toBe("undefined");
  });
});

describe("when it cannot be read", () => {
  it("who comes is told why, and counts no more", async () => {
    const { hub, listen } = hubOf(vi.fn().mockRejectedValue(new Error("away")));
    await expect(listen()).rejects.toThrow("away");
    expect([hub.size(), vi.getTimerCount()]).toEqual([0, 0]);
  });

  it("or not in time, everybody is cut off, rather than shown what was", async () => {
    const read = vi.fn(async (): Promise<Thing> => ({ at: "", word: "x" }));
    const { hub, listen, failures } = hubOf(read);
    const [anna, bert] = [await listen(), await listen()];
    for (const one of [anna, bert]) one.readOn();
    read.mockImplementation(() => new Promise<Thing>(() => undefined));
    await seconds(8);
    expect([anna.isOver(), bert.isOver(), hub.size()]).toEqual([true, true, 0]);
    expect(failures).toEqual([["look", expect.any(TooSlow)]]);
  });

  it("the end of all ends each of them once", async () => {
    const { hub, listen } = hubOf();
    const [anna, bert] = [await listen(), await listen()];
    for (const one of [anna, bert]) one.readOn();
    hub.endAll();
    hub.endAll();
    await seconds(0);
    expect([anna.isOver(), bert.isOver(), vi.getTimerCount()]).toEqual([true, true, 0]);
    expect([anna.onEnd, bert.onEnd].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });
});
