/** The account of a job's time, and the header that tells it. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLedger, phasesOf, serverTiming } from "./ledger.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** A job with an upload of 812 ms, 3 ms of which it waited, two attempts and a picture. */
function run() {
  const startedAt = performance.now();
  vi.advanceTimersByTime(815);
  const ledger = createLedger(startedAt, 3);
  vi.advanceTimersByTime(5);
  const first = ledger.attempt("gemini");
  vi.advanceTimersByTime(1_220.4);
  first("no_image", "no picture ".repeat(50));
  vi.advanceTimersByTime(500);
  const second = ledger.attempt("local");
  vi.advanceTimersByTime(340);
  second("ok");
  ledger.writing();
  vi.advanceTimersByTime(25);
  return ledger;
}

describe("a ledger", () => {
  it("says where the time went", () => {
    expect(run().close()).toEqual({
      uploadMs: 812,
      waitMs: 3,
      attempts: [
        {
          provider: "gemini",
          result: "no_image",
          startMs: 820,
          ms: 1_220,
          reason: "no picture ".repeat(50).slice(0, 200),
        },
        { provider: "local", result: "ok", startMs: 2_540, ms: 340 },
      ],
      writeMs: 25,
    });
  });

  it("is told as Server-Timing", () => {
    expect(serverTiming(run().close())).toBe(
      'upload;dur=812, wait;dur=3, gemini;desc="no_image";dur=1220, local;desc="ok";dur=340, write;dur=25',
    );
  });

  it("has phases: that of the attempts lasts from the first to the last, its pauses included", () => {
    expect(phasesOf(run().close())).toEqual([
      ["upload", 812],
      ["wait", 3],
      ["attempts", 2_060],
      ["write", 25],
    ]);
    expect(phasesOf(createLedger(performance.now()).close())).toEqual([
      ["upload", 0],
      ["wait", 0],
    ]);
  });

  it("counts a call that has not ended as one whose time is up, and stays as it was closed", () => {
    const ledger = createLedger(performance.now());
    const end = ledger.attempt("openai");
    vi.advanceTimersByTime(100);
    const closed = ledger.close();
    expect(closed.attempts).toEqual([{ provider: "openai", result: "deadline", startMs: 0, ms: 100 }]);
    vi.advanceTimersByTime(100);
    end("ok");
    expect(ledger.closed()).toBe(closed);
    expect(serverTiming(closed)).toBe('upload;dur=0, wait;dur=0, openai;desc="deadline";dur=100');
    expect(ledger.close().attempts).toEqual([{ provider: "openai", result: "ok", startMs: 0, ms: 200 }]);
  });

  it("takes the first end of a call", () => {
    const ledger = createLedger(performance.now());
    const end = ledger.attempt("openai");
    end("deadline", "late");
    end("ok");
    expect(ledger.close().attempts[0]?.result).toBe("deadline");
  });
});
