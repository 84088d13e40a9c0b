/** Room on a volume that the test fills: what is set aside, what is refused, and who is told of a volume nearly full. */
import { Registry } from "prom-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMetrics } from "../../generated/metrics.ts";
import { createSpace } from "./space.ts";

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

function start(sizeBytes: number, availableBytes: number) {
  const registry = new Registry();
  const disk = { sizeBytes, availableBytes, reads: 0, read: undefined as (() => Promise<never>) | undefined };
  const volume = async () => {
    disk.reads += 1;
    await disk.read?.();
    return { sizeBytes: disk.sizeBytes, availableBytes: disk.availableBytes };
  };
  const space = createSpace({ volume }, createMetrics(registry).media_reserved_bytes);
  const reserved = async () => Number(/^media_reserved_bytes (\d+)$/m.exec(await registry.metrics())?.[1]);
  const fits = (bytes: number) => {
    const reservation = space.reserve(bytes);
    if ("release" in reservation) reservation.release();
    return "release" in reservation;
  };
  return { disk, space, reserved, fits };
}

describe("space", () => {
  it("is refused when what is free does not hold what is set aside, the new bytes and 64 MiB", async () => {
    const { space, reserved, fits } = start(GIB, 100 * MIB);
    await space.volume();
    const first = space.reserve(30 * MIB);
    expect(await reserved()).toBe(30 * MIB);
    expect([fits(6 * MIB), fits(6 * MIB + 1)]).toEqual([true, false]);
    if ("full" in first) throw new Error(first.full);
    first.release();
    first.release();
    expect(await reserved()).toBe(0);
    expect(fits(36 * MIB)).toBe(true);
  });

  it("is refused from 95 % on, however much is free, and the refusal says how full it is", async () => {
    const { disk, space } = start(1000 * GIB, 50 * GIB + 1);
    await space.volume();
    expect(space.reserve(1)).toHaveProperty("release");
    disk.availableBytes = 50 * GIB;
    await space.volume();
    expect(space.reserve(1)).toEqual({ full: expect.stringContaining("95 %") });
  });

  it("is not refused while nobody knows, and what was seen a minute ago is not known", async () => {
    const { disk, space, fits } = start(100 * GIB, 0);
    expect(fits(1)).toBe(true);
    await space.volume();
    expect(fits(1)).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fits(1)).toBe(true);
    await space.volume();
    disk.read = () => Promise.reject(new Error("EIO"));
    await expect(space.volume()).rejects.toThrow("EIO");
    expect(fits(1)).toBe(true);
  });

  it("is looked at again once a second when a limit is near, by what is set aside, too; else not at all", async () => {
    const { disk, space } = start(100 * GIB, 8 * GIB);
    await space.volume();
    await vi.advanceTimersByTimeAsync(5_000);
    await space.look(MIB);
    expect(disk.reads).toBe(1);
    space.reserve(7 * GIB);
    await Promise.all([space.look(MIB), space.look(MIB)]);
    expect(disk.reads).toBe(2);
    await vi.advanceTimersByTimeAsync(999);
    await space.look(MIB);
    expect(disk.reads).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    await space.look(MIB);
    expect(disk.reads).toBe(3);
  });

  it("that hangs is asked once and holds nobody up for long", async () => {
    const { disk, space } = start(100 * GIB, GIB);
    disk.read = () => new Promise(() => undefined);
    const looks = [space.look(1)];
    await vi.advanceTimersByTimeAsync(400);
    looks.push(space.look(1));
    await vi.advanceTimersByTimeAsync(1_100);
    looks.push(space.look(1));
    await vi.advanceTimersByTimeAsync(500);
    await Promise.all(looks);
    expect(disk.reads).toBe(1);
  });

  it("calls for a cleanup from 90 % on, at each look", async () => {
    const { disk, space } = start(100 * GIB, 10 * GIB + 1);
    const pressure = vi.fn();
    space.onPressure(pressure);
    await space.volume();
    expect(pressure).not.toHaveBeenCalled();
    disk.availableBytes = 10 * GIB;
    await space.volume();
    await space.volume();
    expect(pressure).toHaveBeenCalledTimes(2);
  });
});
