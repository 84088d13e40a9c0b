/** The pieces of a job's time, from its ledger and from Server-Timing. */
import { describe, expect, it } from "vitest";
import { barOfLedger, barOfTiming } from "./ledger-bar.ts";

describe("a ledger", () => {
  it("becomes pieces one after the other, with the pauses between attempts", () => {
    const bar = barOfLedger(
      {
        ...{ upload_ms: 800, wait_ms: 0, write_ms: 25 },
        attempts: [
          { provider: "gemini", result: "no_image", start_ms: 810, ms: 1200, reason: "no picture" },
          { provider: "local", result: "ok", start_ms: 2510, ms: 340, reason: null },
        ],
      },
      48_000,
    );
    expect(bar.pieces.map(({ kind, startMs, ms }) => [kind, startMs, ms])).toEqual([
      ["upload", 0, 800],
      ["pause", 800, 10],
      ["attempt", 810, 1200],
      ["pause", 2010, 500],
      ["attempt", 2510, 340],
      ["write", 2850, 25],
    ]);
    expect(bar).toMatchObject({ totalMs: 2875, limitMs: 48_000, scaleMs: 48_000 });
    expect(bar.pieces[2]).toMatchObject({ provider: "gemini", result: "no_image", reason: "no picture" });
  });

  it("of a job that was over its time is drawn whole", () => {
    const bar = barOfLedger({ upload_ms: 1, wait_ms: 2000, attempts: [], write_ms: null }, 1000);
    expect(bar).toMatchObject({ totalMs: 2001, scaleMs: 2001 });
  });
});

describe("Server-Timing", () => {
  it("says the same", () => {
    const bar = barOfTiming(
      'upload;dur=812, wait;dur=3, gemini;desc="no_image";dur=1220, local;desc="ok";dur=340, write;dur=25',
      48_000,
    );
    expect(bar.pieces.map(({ kind, startMs, ms, provider, result }) => [kind, startMs, ms, provider, result])).toEqual([
      ["upload", 0, 812, undefined, undefined],
      ["wait", 812, 3, undefined, undefined],
      ["attempt", 815, 1220, "gemini", "no_image"],
      ["attempt", 2035, 340, "local", "ok"],
      ["write", 2375, 25, undefined, undefined],
    ]);
    expect(bar.totalMs).toBe(2400);
  });

  it("that makes no sense has no pieces", () => {
    expect(barOfTiming("nonsense", 1000)).toMatchObject({ pieces: [], totalMs: 0, scaleMs: 1000 });
  });
});
